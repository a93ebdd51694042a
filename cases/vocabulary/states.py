"""The states of the four machines: case, assignment, reply, commitment."""

from cases.vocabulary.labelled import Labelled


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
    REJECTED = "rejected", "不是承诺"
    MERGED = "merged", "已并入"


class ClassSemantic(Labelled):
    """What a result class means, whatever letter a scheme gives it; rates are counted on this."""

    SOLVED = "solved", "已经解决"
    IN_PROGRESS = "in_progress", "正在解决"
    PLANNED = "planned", "列入计划"
    DEFERRED = "deferred", "暂缓解决"
    REFERENCE_ONLY = "reference_only", "留作参考"
