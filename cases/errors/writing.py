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
class NotScreened(CaseError):
    """Personal data of a text that is to be published was not looked at one by one. count: how many are left."""

    code = "not_screened"
    what = "还有 {count} 处个人信息没有核对。"
    mend = "请逐处核对遮盖是否正确并勾选，再公开。"
    status = 409
    count: int
