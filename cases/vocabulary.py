"""Every closed list of the domain, each member with the Chinese word people read.

Codes are stored in the database and printed by the command line; labels are shown. A member is
``Kind.REPLY == "reply"`` and ``Kind.REPLY.label == "答复"``.
"""

from enum import StrEnum
from typing import Self

# Stands for the unit where a figure is the submitter's own statement, which no unit has confirmed.
SUBMITTER_SAYS = "提案建议人所述"
UNTITLED = "案由未载明"


class Labelled(StrEnum):
    """A string enum whose members carry a Chinese label."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
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
    """Kind of a sentence that may promise."""

    HARD = "C-HARD", "硬承诺"
    SOFT = "C-SOFT", "软承诺"
    CONDITIONAL = "C-COND", "附条件承诺"
    UPWARD = "C-UP", "向上争取"


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
    BROKEN_BYTES = "broken_bytes", "个别字损坏"


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


class CaseState(Labelled):
    """State of a case, from the submitter's draft to the archive."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    IN_REVIEW = "in_review", "审查中"
    RETURNED_FOR_REVISION = "returned_for_revision", "退回修改"
    DEFERRED = "deferred", "缓立案"
    FILED = "filed", "已立案"
    NOT_FILED = "not_filed", "不立案"
    MERGED = "merged", "已并案"
    CONVERTED = "converted", "已转办"
    WITHDRAWN = "withdrawn", "已撤案"
    TO_ASSIGN = "to_assign", "待交办"
    ASSIGNED = "assigned", "已交办"
    IN_HANDLING = "in_handling", "办理中"
    REPLIED = "replied", "已答复"
    CONCLUDED = "concluded", "已办结"
    TRACKING = "tracking", "跟踪办理"
    CLOSED = "closed", "已销号"
    ARCHIVED = "archived", "已归档"


class AssignmentState(Labelled):
    """State of one unit's part in a case."""

    PENDING_ACCEPT = "pending_accept", "待签收"
    ACCEPTED = "accepted", "已签收"
    RETURN_REQUESTED = "return_requested", "申请退办"
    RETURNED = "returned", "已退办"
    WORKING = "working", "办理中"
    OPINION_SENT = "opinion_sent", "已送会办意见"
    REPLY_SENT = "reply_sent", "已答复"
    DONE = "done", "已完成"
    CANCELLED = "cancelled", "已取消"


class ReplyKind(Labelled):
    """To whom a unit writes: the submitter, or the lead unit."""

    REPLY = "reply", "答复"
    CO_OPINION = "co_opinion", "会办意见"


class ReplyState(Labelled):
    """State of one version of a reply."""

    DRAFTING = "drafting", "起草中"
    COSIGNING = "cosigning", "会签中"
    PENDING_SIGN = "pending_sign", "待签发"
    SIGNED = "signed", "已签发"
    SENT = "sent", "已送出"
    SUPERSEDED = "superseded", "已被替代"


class Phase(Labelled):
    """Whether a submission was made for the plenary or between plenaries."""

    IN_SESSION = "in_session", "会中"
    INTERSESSION = "intersession", "平时"


class SubmitterKind(Labelled):
    """In whose name a case was submitted."""

    INDIVIDUAL = "individual", "个人"
    JOINT = "joint", "联名"
    PARTY = "party", "党派"
    ORGANISATION = "organisation", "团体"
    SECTOR = "sector", "界别"
    GROUP = "group", "委员小组"
    COMMITTEE = "committee", "专门委员会"
    DELEGATION = "delegation", "代表团"


class ClassSemantic(Labelled):
    """What a result class means, whatever letter a scheme gives it; rates are counted on this."""

    SOLVED = "solved", "已经解决"
    IN_PROGRESS = "in_progress", "正在解决"
    PLANNED = "planned", "列入计划"
    DEFERRED = "deferred", "暂缓解决"
    REFERENCE_ONLY = "reference_only", "留作参考"


class DepartmentKind(Labelled):
    """System to which a unit belongs; decides which office hands cases to it."""

    GOVERNMENT = "government", "政府"
    PARTY = "party", "党委"
    CONGRESS = "congress", "人大"
    CPPCC = "cppcc", "政协"
    COURT = "court", "法院"
    PROCURATORATE = "procuratorate", "检察院"
    ORGANISATION = "organisation", "群团"
    COMPANY = "company", "企事业"


class SeatKind(Labelled):
    """What a person is in a body."""

    MEMBER = "member", "委员"
    DEPUTY = "deputy", "代表"


class DayKind(Labelled):
    """Why a day differs from the plain week."""

    HOLIDAY = "holiday", "放假"
    WORKDAY = "workday", "调休上班"


class ProblemState(Labelled):
    """Whether a person still has to look at a problem of an import."""

    OPEN = "open", "待处理"
    SETTLED = "settled", "已处理"


class Role(Labelled):
    """What an actor is to the system; permissions are given to roles."""

    PUBLIC = "public", "公众"
    OFFICE = "office", "工作人员"
    IMPORTER = "importer", "导入程序"


class Verb(Labelled):
    """What an actor may do to a thing; the journal stores the code."""

    SEE = "see", "查看"
    IMPORT = "import", "导入"
    MERGE = "merge", "并入"
    SETTLE = "settle", "处理问题"
    RETRY = "retry", "重试"
