"""What may be wrong with the rules and the calendar that an administrator sets."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class SchemeWrong(CaseError):
    """A value that a rule set cannot have. part: which setting, in words; found: what was given."""

    code = "scheme_wrong"
    what = "“{part}”不能设为“{found}”。"
    mend = "{advice}，请改好后再保存。"
    part: str
    found: str
    advice: str


@dataclass(eq=False)
class NoScheme(CaseError):
    """No rule set under this name and version."""

    code = "no_scheme"
    what = "没有找到办理规则“{key}”。"
    mend = "请管理员在“办理规则”页面核对。"
    status = 404
    key: str


@dataclass(eq=False)
class CalendarRowWrong(CaseError):
    """A line of an imported calendar that is no day off and no working day. line counts from 1."""

    code = "calendar_row_wrong"
    what = "第 {line} 行“{found}”读不懂。"
    mend = "每行应为“日期,休或班,名称”，日期写作 2027-01-01，且都属于 {year} 年。请改好后重新导入。"
    line: int
    found: str
    year: int
