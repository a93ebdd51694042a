"""What may go wrong anywhere: a thing that is not there, is not allowed, was changed meanwhile; the database."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class NumberTaken(CaseError):
    """A number that must be unique is already given out."""

    code = "number_taken"
    what = "编号 {number} 已经被占用。"
    mend = "请换一个编号，或打开已有的那一件核对是否重复。"
    status = 409
    number: str


@dataclass(eq=False)
class NotFound(CaseError):
    """No such thing, or not for this reader; the two must look alike. kind: its noun, in words."""

    code = "not_found"
    what = "没有找到{kind}“{key}”。"
    mend = "请检查编号或链接，也可以回到检索页用关键词查找。"
    status = 404
    kind: str
    key: str


@dataclass(eq=False)
class Forbidden(CaseError):
    """Known and seen, but this act belongs to someone else. act: the verb in words."""

    code = "forbidden"
    what = "您的账号没有“{act}”的权限。"
    mend = "如工作需要，请联系管理员开通，或请有权限的同事办理。"
    status = 403
    act: str


@dataclass(eq=False)
class Outdated(CaseError):
    """Someone else changed the thing since the reader loaded it."""

    code = "outdated"
    what = "{kind}“{key}”刚被他人修改过，您的改动没有保存。"
    mend = "请刷新页面，看过新内容后再改一次。"
    status = 409
    kind: str
    key: str


@dataclass(eq=False)
class TooLong(CaseError):
    """More than a field takes. Nothing is cut: the writer shortens it himself. part: the field, in words."""

    code = "too_long"
    what = "“{part}”有 {count} 个字，超过 {limit} 个字的上限，还没有保存。"
    mend = "请删减到上限以内，或把细节放进附件，再保存一次。"
    status = 413
    part: str
    count: int
    limit: int


@dataclass(eq=False)
class Unwritable(CaseError):
    """A sign that no database and no file keeps as it is: NUL, half a surrogate, a noncharacter. near: before it."""

    code = "unwritable"
    what = "“{near}”后面有一个看不见、也存不下的字符（{sign}），还没有保存。"
    mend = "请删掉那里的字符再提交；从别处粘贴来的，可先贴进记事本再复制。"
    near: str
    sign: str


def within(text: str, limit: int, part: str) -> str:
    """The text, if it is no longer than a field takes. Raises TooLong."""
    if len(text) > limit:
        raise TooLong(part, len(text), limit)
    return text


@dataclass(eq=False)
class UnknownDepartment(CaseError):
    """A unit's name that the directory does not hold."""

    code = "unknown_department"
    what = "单位名录里没有“{phrase}”。"
    mend = "请在导入页面指定它是哪个单位，或把它加入单位名录。"
    phrase: str


@dataclass(eq=False)
class AmbiguousDepartment(CaseError):
    """A unit's name that fits several; candidates: their names joined with 、."""

    code = "ambiguous_department"
    what = "“{phrase}”可能是 {candidates} 中的任何一个。"
    mend = "请在导入页面选定其中一个。"
    phrase: str
    candidates: str


@dataclass(eq=False)
class DatabaseNotOpened(CaseError):
    """The database cannot be reached or is none; reason is the driver's word for it."""

    code = "database_not_opened"
    what = "打不开数据库（{reason}）。"
    mend = "请检查数据库地址或数据文件夹的设置、权限和磁盘，以及数据库服务是否已启动。"
    status = 503
    reason: str


@dataclass(eq=False)
class StoreAway(CaseError):
    """The store of files cannot be reached or refuses; place without its secret, reason in its own words."""

    code = "store_away"
    what = "附件库暂时连不上，附件没有存取成功。"
    mend = "请稍候再试，已保存的内容没有受影响；一直如此请告诉管理员。"
    status = 503
    place: str
    reason: str

    def spoken(self) -> dict[str, str]:
        """Nothing: where the store is and what it said is for the log."""
        return {}


@dataclass(eq=False)
class NoStoreLibrary(CaseError):
    """The settings name an S3-compatible store, and what speaks to one is not installed."""

    code = "no_store_library"
    what = "附件库设在对象存储上，但没有安装访问它的组件。"
    mend = "请安装 dafu[s3]，或把 DAFU_FILES 改成文件夹。"
    status = 503
