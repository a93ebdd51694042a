"""What the public is told of a published promise: whether it was kept, as far as anybody knows today."""

from cases.vocabulary.labelled import Labelled
from cases.vocabulary.states import CommitmentState


class Keeping(Labelled):
    """Each promise has exactly one of these on a given day."""

    FULFILLED = "fulfilled", "已落实"
    PARTLY = "partly", "部分落实"
    REPORTED = "reported", "单位称已完成"
    UNSEEN = "unseen", "到期未见落实"
    UNCHECKED = "unchecked", "到期待核对"
    AHEAD = "ahead", "尚未到期"
    UNDATED = "undated", "未写明期限"
    ENDED = "ended", "不再跟踪"


# What its state alone decides. Of the other states the day decides.
KEEPING_OF: dict[CommitmentState, Keeping] = {
    CommitmentState.FULFILLED: Keeping.FULFILLED,
    CommitmentState.PARTLY: Keeping.PARTLY,
    CommitmentState.REPORTED_DONE: Keeping.REPORTED,
    CommitmentState.CANCELLED: Keeping.ENDED,
    CommitmentState.UNVERIFIABLE: Keeping.ENDED,
    CommitmentState.REJECTED: Keeping.ENDED,
    CommitmentState.MERGED: Keeping.ENDED,
}
