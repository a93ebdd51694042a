"""Refusals about imported ledgers."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class RowsWrong(CaseError):
    """All rows or none were asked for, and some are wrong."""

    code = "rows_wrong"
    what = "有 {count} 行有错误，按“全部正确才导入”，一行也没有导入。"
    mend = "请下载错误行改好再上传，或选择只导入没有错误的行。"
    count: int


@dataclass(eq=False)
class LedgerDone(CaseError):
    """The batch was saved, or undone, before. state: in words."""

    code = "ledger_done"
    what = "这一批台账{state}，没有再做一遍。"
    mend = "请打开这一批查看结果。"
    status = 409
    state: str


@dataclass(eq=False)
class LedgerUsed(CaseError):
    """A batch whose rows were worked on since. rows: which, in words."""

    code = "ledger_used"
    what = "这一批不能撤销，导入以后有人改过或用到了其中的行：{rows}。"
    mend = "请先把这些行的后续处理退回，或逐件更正。其余各行也没有撤销。"
    status = 409
    rows: str


@dataclass(eq=False)
class HeadingsUnclear(CaseError):
    """Nobody has said which column a needed field is. fields: in words."""

    code = "headings_unclear"
    what = "还没有指明哪一列是：{fields}。"
    mend = "请在对应表里选好列，或在下面填一个对全表都一样的值。"
    fields: str
