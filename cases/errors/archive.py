"""What the archive's own pages and downloads refuse."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class TooManyRows(CaseError):
    """More rows than one exported table may have."""

    code = "too_many_rows"
    what = "符合条件的有 {count} 条，超过一份表格 {limit} 条的上限，没有导出。"
    mend = "请再加筛选条件（如年度、地区、单位），分几份导出。"
    count: int
    limit: int


@dataclass(eq=False)
class Withdrawn(CaseError):
    """A reply that the public could read once and can no more. day: since when; neither title nor reason is told."""

    code = "withdrawn"
    what = "这份答复曾经公开，已于 {day} 撤回，原网址不会另作他用。"
    mend = "需要了解内容或撤回原因的，可以向承办单位申请政府信息公开，或者从“纠错与联系”询问。"
    status = 410
    day: str


@dataclass(eq=False)
class QueryWrong(CaseError):
    """A parameter of an address of the interface means nothing here. reason: what it should be, in words."""

    code = "query_wrong"
    what = "地址里的参数“{name}”不对：{reason}。"
    mend = "请对照接口说明改正后再试。"
    status = 400
    name: str
    reason: str
