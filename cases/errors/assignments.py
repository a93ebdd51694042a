"""What does not fit when cases are handed to units, handed back, put off or urged."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class UnitsUnfit(CaseError):
    """The chosen units do not make a way of handling. why: what is wrong, in words."""

    code = "units_unfit"
    what = "承办单位这样安排不行：{why}。"
    mend = "请调整后再预览。"
    why: str


@dataclass(eq=False)
class DayUnfit(CaseError):
    """A day that cannot be taken. field: what the day is of; why: in words."""

    code = "day_unfit"
    what = "{field}不能是这一天：{why}。"
    mend = "请另选一个日期。"
    field: str
    why: str


@dataclass(eq=False)
class NothingChosen(CaseError):
    """An act on several things was sent with none. kind: their noun, in words."""

    code = "nothing_chosen"
    what = "还没有勾选{kind}。"
    mend = "请至少勾选一项再操作。"
    kind: str


@dataclass(eq=False)
class TooManyChosen(CaseError):
    """An act on several things was sent with too many of them."""

    code = "too_many_chosen"
    what = "一次最多处理 {most} 项，您勾选了 {count} 项。"
    mend = "请分几次操作。"
    most: int
    count: int


@dataclass(eq=False)
class WordsNotThere(CaseError):
    """Words that were to be cut out of a document and do not stand in it. words: how they begin."""

    code = "words_not_there"
    what = "原文里没有“{words}”这段文字。"
    mend = "承诺只能从原文截取，不能改字，请核对后再试。"
    words: str


@dataclass(eq=False)
class StoppedAt(CaseError):
    """One of several things could not be done, so none was. which: its name; why: the sentence of its own error."""

    code = "stopped_at"
    what = "“{which}”没有办成，整批都没有执行：{why}"
    mend = "请去掉这一项，或处理后再试。"
    status = 409
    which: str
    why: str


@dataclass(eq=False)
class NotOfUnit(CaseError):
    """Somebody named for a task does not hold the post for it in the unit. who, task: in words."""

    code = "not_of_unit"
    what = "{who}现在不是本单位的{task}。"
    mend = "请从名单中另选一位。"
    who: str
    task: str
