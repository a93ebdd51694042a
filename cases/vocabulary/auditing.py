"""What can be wrong with the chain of the journal."""

from cases.vocabulary.labelled import Labelled


class ChainFault(Labelled):
    """Why a row of the journal does not fit the one before it."""

    CHANGED = "changed", "内容被改动"
    DETACHED = "detached", "与前一条接不上"
    MISSING = "missing", "缺失"
    SURPLUS = "surplus", "不是系统写入的"
    REWRITTEN = "rewritten", "与留存的副本不同"
