"""What is said of commitments in the ledger: how far they are, what oversight found, what people decided."""

from cases.vocabulary.labelled import Labelled


class Stage(Labelled):
    """How far a unit says it is; no percentages."""

    NOT_STARTED = "not_started", "未启动"
    UNDER_WAY = "under_way", "进行中"
    DONE = "done", "已完成"
    IMPOSSIBLE = "impossible", "无法完成"


class Lamp(Labelled):
    """How a commitment stands with its day; each has exactly one."""

    RED = "red", "已过期限"
    YELLOW = "yellow", "临近期限"
    GREEN = "green", "未到提醒期"
    BLUE = "blue", "变更审批中"
    UNDATED = "undated", "未定期限"
    GREY = "grey", "已销号"


class LedgerView(Labelled):
    """The ways in which the ledger is laid out."""

    LIST = "list", "列表"
    UNITS = "units", "按单位"
    MONTHS = "months", "按月"


class Verdict(Labelled):
    """What oversight found of a report."""

    TRUE = "true", "属实"
    PARTLY = "partly", "部分属实"
    FALSE = "false", "不属实"


class ContestState(Labelled):
    """What became of a submitter's objection."""

    OPEN = "open", "待答复"
    UPHELD = "upheld", "异议成立"
    DISMISSED = "dismissed", "异议不成立"


class LookBackState(Labelled):
    """State of a round."""

    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"


class SheetState(Labelled):
    """State of a unit's sheet."""

    TO_FILL = "to_fill", "待填报"
    HANDED_IN = "handed_in", "已报送"
    ACCEPTED = "accepted", "已审核"


class Judgement(Labelled):
    """What a person made of a proposed pair."""

    ACCEPTED = "accepted", "认定有关"
    REJECTED = "rejected", "认定无关"


class Likeness(Labelled):
    """Whether two figures are of one series."""

    SAME = "same", "同一指标"
    OTHER = "other", "不同指标"
