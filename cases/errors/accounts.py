"""What may go wrong with accounts, posts and entering."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class WeakPassword(CaseError):
    """A new password breaks rules; rules: their words joined with ；."""

    code = "weak_password"
    what = "新密码还不能用，没有做到：{rules}。"
    mend = "请换一个密码再试。"
    rules: str


@dataclass(eq=False)
class WrongPassword(CaseError):
    """The present password, asked for once more, is another."""

    code = "wrong_password"
    what = "现用密码不正确，密码没有修改。"
    mend = "请重新输入现用密码，忘记时请联系管理员重置。"


@dataclass(eq=False)
class MixedLetters(CaseError):
    """A sign-in name of letters that look alike and are of several alphabets, or of signs that nobody sees."""

    code = "mixed_letters"
    what = "账号名“{name}”混有别种外文字母或看不见的字符，容易与别人的账号混淆。"
    mend = "请只用汉字、数字和同一种字母。"
    name: str


@dataclass(eq=False)
class SignInNameTaken(CaseError):
    """Two accounts cannot be entered under one name."""

    code = "sign_in_name_taken"
    what = "账号名“{name}”已有人使用。"
    mend = "请换一个账号名，例如在姓名后加单位简称或工号。"
    status = 409
    name: str


@dataclass(eq=False)
class HasAccount(CaseError):
    """One person has one account."""

    code = "has_account"
    what = "{name}已经有账号。"
    mend = "请在原账号上添加岗位，不要重复建立。"
    status = 409
    name: str


@dataclass(eq=False)
class FieldMissing(CaseError):
    """Something that cannot be left out; field: its name on the page."""

    code = "field_missing"
    what = "没有填写{field}。"
    mend = "请补上后再保存。"
    field: str


@dataclass(eq=False)
class PostNeedsPlace(CaseError):
    """A role that is held in a unit or at a body was given without one."""

    code = "post_needs_place"
    what = "“{role}”须在某个{place}任职。"
    mend = "请选定任职的{place}。"
    role: str
    place: str


@dataclass(eq=False)
class PostTaken(CaseError):
    """The person already holds this very post."""

    code = "post_taken"
    what = "{name}已有“{post}”这个岗位。"
    mend = "如要调整起止日期，请先结束原岗位。"
    status = 409
    name: str
    post: str


@dataclass(eq=False)
class NoPost(CaseError):
    """An account whose owner holds no post today."""

    code = "no_post"
    what = "您的账号目前没有有效的岗位，不能办理业务。"
    mend = "请联系管理员核对任职起止日期。"
    status = 403


@dataclass(eq=False)
class WrongDays(CaseError):
    """Two days that cannot be start and end of something; field: what it is, in words."""

    code = "wrong_days"
    what = "{field}的起止日期不对。"
    mend = "请检查：结束日期不早于开始日期，也不早于今天。"
    field: str


@dataclass(eq=False)
class NotToBeDelegated(CaseError):
    """A post that nobody may stand in for, or not this person; why: in words."""

    code = "not_to_be_delegated"
    what = "这个岗位不能委托给{name}：{why}。"
    mend = "请另选代办人，或请管理员安排。"
    name: str
    why: str


@dataclass(eq=False)
class OpenWorkLeft(CaseError):
    """Somebody is to leave while work is in his hands."""

    code = "open_work_left"
    what = "{name}手里还有 {count} 件在办事项。"
    mend = "请先逐件移交，再停用账号。"
    status = 409
    name: str
    count: int


@dataclass(eq=False)
class LastAdmin(CaseError):
    """Without an administrator nobody could let anybody in again."""

    code = "last_admin"
    what = "{name}是最后一位系统管理员，不能停用。"
    mend = "请先为另一位同事设立系统管理员岗位。"
    status = 409
    name: str


@dataclass(eq=False)
class NotYetTime(CaseError):
    """An act dated in the future that takes effect at once; field: what it is, in words."""

    code = "not_yet_time"
    what = "{field}的日期还没有到。"
    mend = "请在生效当日或以后再来办理。"
    field: str


@dataclass(eq=False)
class UnitKnown(CaseError):
    """A place has one unit of a name."""

    code = "unit_known"
    what = "这个地方已有名为“{name}”的单位。"
    mend = "请核对名称，或直接并入该单位。"
    status = 409
    name: str


@dataclass(eq=False)
class UnitEnded(CaseError):
    """A unit that a reform has ended cannot be changed any more."""

    code = "unit_ended"
    what = "“{name}”已经撤并，不能再改。"
    mend = "请到承接它的单位名下办理。"
    status = 409
    name: str


@dataclass(eq=False)
class SittingKnown(CaseError):
    """A plenary session is entered once; name: in words."""

    code = "sitting_known"
    what = "{name}已经登记。"
    mend = "请在列表中修改它的起止日期。"
    status = 409
    name: str


@dataclass(eq=False)
class WordKnown(CaseError):
    """A word is in its list already."""

    code = "word_known"
    what = "“{label}”已经在列表里。"
    mend = "如已停用，请在列表中恢复使用。"
    status = 409
    label: str


@dataclass(eq=False)
class SheetUnreadable(CaseError):
    """A table that cannot be read; why: in words."""

    code = "sheet_unreadable"
    what = "这张表读不出来：{why}。"
    mend = "请改好表格再上传；有模板的，照模板的列填写。"
    why: str


@dataclass(eq=False)
class NameNotTyped(CaseError):
    """A far-reaching act is confirmed by typing the name of what it concerns."""

    code = "name_not_typed"
    what = "输入的名称不是“{name}”，没有执行。"
    mend = "请照样输入名称再确认。"
    name: str
