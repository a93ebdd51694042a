"""What a document is, where its values were read, what is doubtful about it, and what became of its import."""

from cases.vocabulary.labelled import Labelled

# Stands for the unit where a figure is the submitter's own statement, which no unit has confirmed.
SUBMITTER_SAYS = "提案建议人所述"
UNTITLED = "案由未载明"


class DocumentKind(Labelled):
    """What a page is. Only the first three carry a submission as their object."""

    REPLY = "reply", "答复"
    CO_REPLY = "co_reply", "会办意见"
    PROPOSAL_AND_REPLY = "proposal_and_reply", "提案与答复"
    PLAN = "plan", "规划方案"
    PRESS_CONFERENCE = "press_conference", "新闻发布会"
    NOT_A_REPLY = "not_a_reply", "其他材料"


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
    SEVERAL_REPLIES = "several_replies", "一页多件答复"
    TRACKED_CHANGES = "tracked_changes", "含修订痕迹"
    COMMENTS = "comments", "含批注"
    BROKEN_BYTES = "broken_bytes", "个别字损坏"


class Disclosure(Labelled):
    """Disclosure property of a document (公开属性)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    CLOSED = "closed", "不予公开"


class Audience(Labelled):
    """Who may see a row at all; the terms of every visibility filter.

    PUBLIC: everybody. OFFICE: the offices, and the units and submitters of its case. PARTIES: the same, for a case
    that lives in the system. UNITS: as PARTIES without the submitters, for a reply that is not yet sent. OWN: the
    submitters alone, for a draft.
    """

    PUBLIC = "public", "公众"
    OFFICE = "office", "工作人员"
    PARTIES = "parties", "办理各方"
    UNITS = "units", "承办单位"
    OWN = "own", "提交人"


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


class ProblemState(Labelled):
    """Whether a person still has to look at a problem of an import."""

    OPEN = "open", "待处理"
    SETTLED = "settled", "已处理"
