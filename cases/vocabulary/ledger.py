"""What is said of commitments in the ledger: how far they are, what oversight found, what people decided."""

from cases.vocabulary.labelled import Labelled


class Stage(Labelled):
    """How far a unit says it is; no percentages."""

    NOT_STARTED = "not_started", "未启动"
    UNDER_WAY = "under_way", "进行中"
    DONE = "done", "已完成"
    IMPOSSIBLE = "impossible", "无法完成"


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
