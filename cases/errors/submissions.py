"""What stands in the way of a submission and of its review."""

from dataclasses import dataclass

from cases.errors.base import CaseError
from cases.errors.files import FileError


@dataclass(eq=False)
class NotAtABody(CaseError):
    """Whoever writes a submission must hold a post at a congress or committee."""

    code = "not_at_a_body"
    what = "您的岗位没有对应的人大或政协，不能提交提案建议。"
    mend = "请联系管理员在账号中补上届次机关。"
    status = 403


@dataclass(eq=False)
class NotItsContact(CaseError):
    """Submitting in the name of a collective is for its contact."""

    code = "not_its_contact"
    what = "您不是“{name}”的联系人，不能以它的名义提交。"
    mend = "请由该集体的联系人提交，或请管理员登记联系人。"
    status = 403
    name: str


@dataclass(eq=False)
class InvitationsOpen(CaseError):
    """Where all who were invited must have signed; names: of those who have not."""

    code = "invitations_open"
    what = "还有联名人没有答复：{names}。"
    mend = "按本届规则须全部附议后才能提交，请等他们答复或撤回邀请。"
    status = 409
    names: str


@dataclass(eq=False)
class TextMoved(CaseError):
    """The text is not the one that the reader had before him."""

    code = "text_moved"
    what = "正文在您打开之后有改动，这一步没有执行。"
    mend = "请看过新的正文再决定。"
    status = 409


@dataclass(eq=False)
class TooManyFiles(FileError):
    """A submission carries a handful of files."""

    code = "too_many_files"
    what = "“{name}”没有加上：附件最多 {most} 个。"
    mend = "请先删去一个，或把几个文件合成一个。"
    most: int


@dataclass(eq=False)
class MasterUnfit(CaseError):
    """The case named as the master cannot take another in. why: in words."""

    code = "master_unfit"
    what = "不能并入“{title}”：{why}。"
    mend = "请选择同一届次、尚未交办的另一件作为主案。"
    status = 409
    title: str
    why: str


@dataclass(eq=False)
class NoSuchMaster(CaseError):
    """No submission of this body has the number that was typed for the master."""

    code = "no_such_master"
    what = "没有受理号或案号是“{said}”的件。"
    mend = "请核对编号，或从相似的件里对照后合并。"
    said: str


@dataclass(eq=False)
class WordsMissing(CaseError):
    """The submitter must be told why, in words of the reviewer's own. act: the decision."""

    code = "words_missing"
    what = "请写明{act}的具体说明，提案建议人会读到这段话。"
    mend = "请写不少于 {least} 个字。"
    act: str
    least: int


@dataclass(eq=False)
class NotWhole(CaseError):
    """Something is missing that a submission filed together with others must have. parts: its fields, in words."""

    code = "not_whole"
    what = "缺{parts}。"
    mend = "请打开这件单独审查，或退回修改。"
    parts: str


@dataclass(eq=False)
class NotInList(CaseError):
    """A code that the dictionary does not have or has retired. part: which list, in words."""

    code = "not_in_list"
    what = "“{part}”里没有“{found}”这一项。"
    mend = "字典可能刚被修改，请刷新页面重新选择。"
    part: str
    found: str
