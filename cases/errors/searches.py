"""What may go wrong with saved searches and collections."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class KeptNameTaken(CaseError):
    """Somebody has one of this name already. kind: the noun, in words."""

    code = "kept_name_taken"
    what = "您已经有一个叫“{name}”的{kind}。"
    mend = "请换一个名称，或打开原来的那个修改。"
    status = 409
    kind: str
    name: str


@dataclass(eq=False)
class TooManyKept(CaseError):
    """More than one person may keep. kind: the noun, in words."""

    code = "too_many_kept"
    what = "{kind}最多保存 {most} 个。"
    mend = "请先删除不再用的，再保存。"
    status = 409
    kind: str
    most: int


@dataclass(eq=False)
class TooWide(CaseError):
    """A search that finds so much that nobody could be told of each change."""

    code = "too_wide"
    what = "这个检索命中超过 {most} 条，每天的变化太多，不能提醒。"
    mend = "请打开它，加条件缩小以后另存一个。"
    status = 409
    most: int
