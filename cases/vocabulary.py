"""Every closed list of the domain, each member with the Chinese word people read.

Codes are stored in the database and printed by the command line; labels are shown. A member is
``Kind.REPLY == "reply"`` and ``Kind.REPLY.label == "答复"``.
"""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A string enum whose members carry a Chinese label."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Track(Labelled):
    """Whose submission it is; decides terms, addressee and which office supervises."""

    CPPCC = "cppcc", "政协提案"
    NPC = "npc", "代表建议"
    OTHER = "other", "其他"


class Level(Labelled):
    """Level of the congress or committee that received the submission."""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "区县级"


class DocumentKind(Labelled):
    """What a page is. Only the first three carry a submission as their object."""

    REPLY = "reply", "答复"
    CO_REPLY = "co_reply", "会办意见"
    PROPOSAL_AND_REPLY = "proposal_and_reply", "提案与答复"
    PLAN = "plan", "规划方案"
    PRESS_CONFERENCE = "press_conference", "新闻发布会"
    NOT_A_REPLY = "not_a_reply", "其他材料"


class CommitmentLabel(Labelled):
    """Kind of a sentence that may promise; the first four are tracked."""

    HARD = "C-HARD", "硬承诺"
    SOFT = "C-SOFT", "软承诺"
    CONDITIONAL = "C-COND", "附条件承诺"
    UPWARD = "C-UP", "向上争取"

    @classmethod
    def tracked(cls) -> tuple["CommitmentLabel", ...]:
        return tuple(cls)


class Category(Labelled):
    """What a commitment is about, by the thing that will exist when it is kept."""

    POLICY_DOC = "policy_doc", "出台文件"
    FACILITY = "facility", "设施建设"
    SERVICE = "service", "服务供给"
    FUNDING = "funding", "资金保障"
    MECHANISM = "mechanism", "机制组织"
    TALENT = "talent", "人才培训"
    DIGITAL = "digital", "数字化"
    SUPERVISION = "supervision", "监管执法"
    PUBLICITY = "publicity", "宣传引导"
    PLANNING = "planning", "调研规划"
    UPWARD = "upward", "向上争取"
    INCENTIVE = "incentive", "补贴优惠"


class CommitmentState(Labelled):
    """State of a commitment; being overdue is derived from its due date, never stored."""

    IDENTIFIED = "identified", "待确认"
    CONFIRMED = "confirmed", "已确认"
    IN_PROGRESS = "in_progress", "推进中"
    REPORTED_DONE = "reported_done", "报完成待核"
    FULFILLED = "fulfilled", "已兑现"
    PARTLY = "partly", "部分兑现"
    CHANGED = "changed", "已变更"
    CANCELLED = "cancelled", "已取消"
    UNVERIFIABLE = "unverifiable", "无法核实"


class Comparator(Labelled):
    """How a stated number relates to the true one."""

    EQ = "=", "等于"
    GE = ">=", "不少于"
    GT = ">", "超过"
    LE = "<=", "不超过"
    LT = "<", "不足"
    ABOUT = "~", "约"


class ValueSource(Labelled):
    """Where on the page a value was read; shown beside it."""

    TITLE = "title", "标题"
    OPENING = "opening", "来函句"
    FIELD = "field", "页面字段"
    SALUTATION = "salutation", "称谓"
    SIGNATURE = "signature", "落款"
    NOTE = "note", "附注"
    BREADCRUMB = "breadcrumb", "栏目路径"
    BODY = "body", "正文"
    META = "meta", "网页元信息"
    DERIVED = "derived", "推定"


class Flag(Labelled):
    """A doubt about the page that a person should see; none stops the import."""

    DUPLICATE_BODY = "duplicate_body", "正文重复"
    MISSING_NUMBER = "missing_number", "缺案号"
    MISSING_SALUTATION = "missing_salutation", "缺称谓"
    MISSING_DATE = "missing_date", "缺成文日期"
    MISSING_CONTACT = "missing_contact", "缺联系方式"
    UNBALANCED_QUOTES = "unbalanced_quotes", "引号不成对"
    LOST_DIGITS = "lost_digits", "数字缺失"
    SUM_MISMATCH = "sum_mismatch", "分项与合计不符"
    UNIT_MISSING = "unit_missing", "数字缺单位"
    TRADITIONAL_SCRIPT = "traditional_script", "繁体文本"
    PINYIN_NOISE = "pinyin_noise", "夹杂注音"
    NOT_A_REPLY = "not_a_reply", "不是答复"
    PERSONAL_DATA = "personal_data", "含个人信息"
    DISCLOSURE_CONFLICT = "disclosure_conflict", "公开属性矛盾"
    CLASS_VS_TEXT_CONFLICT = "class_vs_text_conflict", "办理结果与正文矛盾"
    NOUN_TRACK_CONFLICT = "noun_track_conflict", "提案建议称谓混用"
    NUMBER_CONFLICT = "number_conflict", "案号前后不一"
    LATE_PUBLICATION = "late_publication", "公开超期"
    ECHO = "echo", "照抄诉求"
    TRUNCATED = "truncated", "正文不完整"
    TRACKED_CHANGES = "tracked_changes", "含修订痕迹"
    COMMENTS = "comments", "含批注"


class AssignmentRole(Labelled):
    """Part that a unit plays in one case."""

    SOLE = "sole", "独办"
    LEAD = "lead", "主办"
    CO = "co", "会办"
    SPLIT = "split", "分办"


class Disclosure(Labelled):
    """Disclosure property of a document (公开属性)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    CLOSED = "closed", "不予公开"


class Audience(Labelled):
    """Who may see a row at all; the terms of every visibility filter."""

    PUBLIC = "public", "公众"
    OFFICE = "office", "工作人员"


class RunState(Labelled):
    """State of one import run."""

    WAITING = "waiting", "等待中"
    RUNNING = "running", "进行中"
    STOPPED = "stopped", "已中断"
    DONE = "done", "已完成"


class Outcome(Labelled):
    """What became of one file of an import run."""

    NEW = "new", "新入库"
    MERGED = "merged", "并入已有"
    UNCHANGED = "unchanged", "内容未变"
    FAILED = "failed", "未能导入"
