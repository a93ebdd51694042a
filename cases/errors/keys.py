"""What may go wrong with the keys that personal columns are encrypted with. No sentence ever holds a key or a value."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class KeyFileMissing(CaseError):
    """The database holds encrypted values, and the file with their keys is not there or cannot be read."""

    code = "key_file_missing"
    what = "读不到密钥文件 {place}（{reason}），加密的电话等内容打不开，程序没有启动。"
    mend = "请从另行保管的副本恢复这个文件，或把 DAFU_KEYS 指向它；不要新建，新密钥打不开原来的内容。"
    status = 503
    place: str
    reason: str


@dataclass(eq=False)
class KeyFileDamaged(CaseError):
    """The file is there and is not one of keys. line: the first that cannot be understood, 0 for the whole file."""

    code = "key_file_damaged"
    what = "密钥文件 {place} 第 {line} 行不对。"
    mend = "请从另行保管的副本恢复这个文件，不要手工改动它。"
    status = 503
    place: str
    line: int


@dataclass(eq=False)
class KeyMissing(CaseError):
    """A value, or the database as a whole, needs a key that the file does not have. key: its public id."""

    code = "key_missing"
    what = "密钥文件里没有密钥 {key}，用它加密的电话等内容打不开。"
    mend = "密钥文件可能是另一套系统的，或是更换密钥以前的。请管理员恢复含有这把密钥的文件。"
    status = 503
    key: str


@dataclass(eq=False)
class KeysDoNotFit(CaseError):
    """Values of a backup that the keys at hand do not open. columns: how many of which, in words."""

    code = "keys_do_not_fit"
    what = "密钥文件 {place} 打不开备份里加密的内容（{columns}）；其余内容核对无误。"
    mend = "请把 DAFU_KEYS 指向建立这份备份时用的密钥文件，再核对一次；没有它，这些内容恢复不了。"
    status = 503
    place: str
    columns: str


@dataclass(eq=False)
class NoKeys(CaseError):
    """A process that was given no keys met a value to seal or to open."""

    code = "no_keys"
    what = "这个进程没有打开密钥文件，不能读写加密的内容。"
    mend = "请管理员检查 DAFU_KEYS，并运行 dafu doctor。"
    status = 503


@dataclass(eq=False)
class SealBroken(CaseError):
    """An encrypted value was changed, cut, moved here from another row, or never was one. place: table and column."""

    code = "seal_broken"
    what = "一处加密内容（{place}）打不开：它被改动过，或不属于这一行。"
    mend = "请管理员运行 dafu key check 找出这些行，并从备份核对。"
    status = 500
    place: str
