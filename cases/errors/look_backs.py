"""What can go wrong in a look-back and in carrying commitments over."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class NothingToAsk(CaseError):
    """No reply fits what a round would ask about."""

    code = "nothing_to_ask"
    what = "没有符合条件的答复，发不出回头看。"
    mend = "请换一个年度或类别再看。"


@dataclass(eq=False)
class SheetLocked(CaseError):
    """A sheet that cannot be written in its state; state: in words."""

    code = "sheet_locked"
    what = "这张回头看表现在是“{state}”，不能这样办理。"
    mend = "请刷新页面查看最新情况。"
    status = 409
    state: str


@dataclass(eq=False)
class SheetMoved(CaseError):
    """Somebody else wrote into the sheet since the page was loaded."""

    code = "sheet_moved"
    what = "{who}已改过这张表，您看到的不是最新内容，这一次没有保存。"
    mend = "您写的内容还在页面上，请对照后再保存。"
    status = 409
    who: str


@dataclass(eq=False)
class SheetIncomplete(CaseError):
    """Lines that are not filled in yet; lines: their numbers, in words."""

    code = "sheet_incomplete"
    what = "还有没填完的行：{lines}。"
    mend = "请给每条承诺选完成度并写明落实情况（不少于 5 个字），没有登记承诺的答复也要写明；已填的内容还在页面上。"
    lines: str


@dataclass(eq=False)
class SheetRowsUnfit(CaseError):
    """Rows of an uploaded sheet that cannot be taken; why: each with its number, in words."""

    code = "sheet_rows_unfit"
    what = "上传的表没有读入：{why}。"
    mend = "请改好后重新上传，页面上已填的内容没有变化。"
    why: str


@dataclass(eq=False)
class OtherSheet(CaseError):
    """A file that was made of another sheet."""

    code = "other_sheet"
    what = "“{name}”是另一张回头看表的文件，没有读入。"
    mend = "请在那一张表的页面上传，或重新下载本表。"
    name: str


@dataclass(eq=False)
class UrgedLately(CaseError):
    """A unit that was urged less than three days ago."""

    code = "urged_lately"
    what = "{unit}三天以内催过，整批都没有执行。"
    mend = "请去掉这家单位，或过几天再催。"
    status = 409
    unit: str


@dataclass(eq=False)
class NotToCarry(CaseError):
    """A commitment that cannot be carried over, or back; why: in words."""

    code = "not_to_carry"
    what = "有承诺不能这样办理：{why}，整批都没有执行。"
    mend = "请刷新页面后重新勾选。"
    status = 409
    why: str
