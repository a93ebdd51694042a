"""What may go wrong with entering by two factors, and with proving oneself again."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class WrongCode(CaseError):
    """A code of the second factor that is none, was taken before, or is too old."""

    code = "wrong_code"
    what = "验证码不对，或者已经用过。"
    mend = "请等手机上换出下一个验证码再输入；总是不对时，请把手机时间设为自动校准。"


@dataclass(eq=False)
class WrongProof(CaseError):
    """Neither the password nor a code of whoever is signed in. left: tries until the lock."""

    code = "wrong_proof"
    what = "输入的内容不对，还可再试 {left} 次。"
    mend = "请输入登录密码；设了两步验证的，也可以输入手机上的六位验证码。"
    left: int


@dataclass(eq=False)
class TooManyTries(CaseError):
    """Guessing is slowed down. minutes: until the next try."""

    code = "too_many_tries"
    what = "试错次数太多，请过 {minutes} 分钟再试。"
    mend = "忘记密码或手机不在身边时，请联系管理员。"
    status = 429
    minutes: int


@dataclass(eq=False)
class SignInsCrowded(CaseError):
    """So many passwords wait to be compared that one more would wait for too long."""

    code = "sign_ins_crowded"
    what = "现在登录的人太多，这次没有登录，也不算密码试错。"
    mend = "请过几秒钟再输入一次密码。"
    status = 503


@dataclass(eq=False)
class EntryExpired(CaseError):
    """The second step of an entry came too late, or without the first."""

    code = "entry_expired"
    what = "这次登录已超过 10 分钟，没有完成。"
    mend = "请重新输入账号和密码。"
    status = 403


@dataclass(eq=False)
class FactorNotBegun(CaseError):
    """A code for a second factor that is not being set up."""

    code = "factor_not_begun"
    what = "两步验证还没有开始设置，或者已经在另一个窗口里设好。"
    mend = "请从“我的账号”重新打开这一页。"
    status = 409


@dataclass(eq=False)
class NoFactor(CaseError):
    """The account has no second factor to take away. name: of its owner."""

    code = "no_factor"
    what = "{name}没有设置两步验证，不用重置。"
    mend = "请核对是不是这个账号。"
    status = 409
    name: str


@dataclass(eq=False)
class AnotherAdminNeeded(CaseError):
    """Whoever asked for a reset, or whose second factor it is, cannot grant it."""

    code = "another_admin_needed"
    what = "重置两步验证要由另一位管理员同意，申请人和本人都不能批。"
    mend = "请联系另一位管理员；只有一位管理员时，请管服务器的人用命令重置。"
    status = 403
