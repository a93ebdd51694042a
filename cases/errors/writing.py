"""What goes wrong while a reply is written, approved, rated and published."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class NotReadyForApproval(CaseError):
    """A draft has findings that stop it, or findings that nobody has confirmed. count: how many."""

    code = "not_ready_for_approval"
    what = "送审前检查还有 {count} 处没有处理。"
    mend = "请逐条点开处理；只需核对的，核对后请勾选“已核对”再送审。"
    status = 409
    count: int


@dataclass(eq=False)
class NotOpened(CaseError):
    """Of replies that are to be agreed to at once some were not read as they stand. first: the title of one."""

    code = "not_opened"
    what = "有 {count} 件还没有打开看过最新的稿子，例如“{first}”，一件都没有办理。"
    mend = "请逐件打开看过，再回到这里一并同意。"
    status = 409
    count: int
    first: str


@dataclass(eq=False)
class NotAlike(CaseError):
    """Replies of several kinds or rungs were to be agreed to at once."""

    code = "not_alike"
    what = "选中的件不是同一类、同一级，一件都没有办理。"
    mend = "请只选同一组里的件。"


@dataclass(eq=False)
class NoSuchNumber(CaseError):
    """No case that waits for the unit's opinion has the number in a file's name."""

    code = "no_such_number"
    what = "“{name}”没有对应的会办件。"
    mend = "请用案号作文件名，例如“132.docx”，并确认该件已签收、意见还没有送出。"
    name: str


@dataclass(eq=False)
class SeveralOfNumber(CaseError):
    """Several cases that wait have the number in a file's name, a proposal and a suggestion for instance."""

    code = "several_of_number"
    what = "“{name}”的案号对应不止一件。"
    mend = "请打开对应的那一件，在件内上传。"
    name: str


@dataclass(eq=False)
class DraftMoved(CaseError):
    """The text was saved again since the page was loaded. who: by whom."""

    code = "draft_moved"
    what = "{who} 在您打开后又修改了正文，这一步没有执行。"
    mend = "请看过最新的正文后再办理。"
    status = 409
    who: str


@dataclass(eq=False)
class ChoiceMissing(CaseError):
    """Something has to be chosen or written; what_for: the words on the form."""

    code = "choice_missing"
    what = "还没有填写{what_for}。"
    mend = "请补上后再提交。"
    what_for: str


@dataclass(eq=False)
class ComplaintMissing(CaseError):
    """Whoever is not satisfied says why."""

    code = "complaint_missing"
    what = "评价为“不满意”时，请写明哪里不满意。"
    mend = "请写不少于 {least} 个字，承办单位会据此重新办理。"
    least: int


@dataclass(eq=False)
class PaperMissing(CaseError):
    """Staff enters a rating for somebody without the form that he signed."""

    code = "paper_missing"
    what = "还没有上传本人签名的评价表。"
    mend = "请先把纸质评价表扫描或拍照，选定文件后再提交；没有签名的评价表不能代录。"


@dataclass(eq=False)
class NotScreened(CaseError):
    """Personal data of a text that is to be published was not looked at one by one. count: how many are left."""

    code = "not_screened"
    what = "还有 {count} 处个人信息没有核对。"
    mend = "请逐处核对遮盖是否正确并勾选，再公开。"
    status = 409
    count: int


@dataclass(eq=False)
class PointAstray(CaseError):
    """A point that somebody cut does not stand in the submission, or before an earlier one. beginning: its first words.

    number: its place, from 1.
    """

    code = "point_astray"
    what = "第 {number} 条“{beginning}”和原文对不上，或者和前一条颠倒了，要点没有改动。"
    mend = "要点只能是原文里的话，按原来的先后。请从原文复制这一段，不改字。"
    number: int
    beginning: str


@dataclass(eq=False)
class TooManyPoints(CaseError):
    """More points than a draft can answer one by one. limit: how many it may have."""

    code = "too_many_points"
    what = "分出的要点超过 {limit} 条，没有改动。"
    mend = "请把相近的几条并成一条：删去它们之间的空行。"
    limit: int
