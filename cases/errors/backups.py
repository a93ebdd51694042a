"""What may go wrong with a backup and with the file store, for whoever keeps the machine."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class BackupDamaged(CaseError):
    """The file is no backup, or not any more the one that was made. found: what is wrong, in words."""

    code = "backup_damaged"
    what = "备份“{name}”不能用：{found}。"
    mend = "请改用另一份备份；若这份是复制来的，请重新复制后再核对一次。"
    name: str
    found: str


@dataclass(eq=False)
class BackupOfAnotherVersion(CaseError):
    """Made by a version whose data this one cannot take over at once."""

    code = "backup_of_another_version"
    what = "备份“{name}”由 Dafu {made_by} 建立，本机是 Dafu {ours}，不能直接恢复。"
    mend = "请先安装 Dafu {made_by}，用它运行 dafu backup restore，再安装本版本，运行 dafu upgrade。"
    name: str
    made_by: str
    ours: str


@dataclass(eq=False)
class BackupOfAnotherDatabase(CaseError):
    """A backup of one kind of database cannot become one of the other."""

    code = "backup_of_another_database"
    what = "备份“{name}”是 {kind} 的，设置的数据库不是。"
    mend = "请把 DAFU_DATABASE 设为一个空的 {kind} 数据库再恢复（SQLite 为不设置）。"
    name: str
    kind: str


@dataclass(eq=False)
class TargetNotEmpty(CaseError):
    """Restoring never overwrites. place: the file, folder or database that holds something."""

    code = "target_not_empty"
    what = "“{place}”里已有数据，恢复不会覆盖它。"
    mend = "请把 DAFU_DATA 指向新的空文件夹（PostgreSQL 另建空数据库），恢复并检查好以后再换上。"
    status = 409
    place: str


@dataclass(eq=False)
class NoRoom(CaseError):
    """The disk refused to take more. Nothing half written is left under a final name. place: what was to be written."""

    code = "no_room"
    what = "磁盘写不下“{place}”（{reason}），没有写成，已写的部分已删除。"
    mend = "请腾出空间或换一块磁盘，再运行同一条命令。"
    status = 507
    place: str
    reason: str


@dataclass(eq=False)
class CannotCheck(CaseError):
    """A check could not be carried out, which says nothing about what was to be checked."""

    code = "cannot_check"
    what = "这次没有核对成（{reason}），不能说明数据是好是坏。"
    mend = "请按括号里的提示处理后再核对一次。"
    status = 503
    reason: str


@dataclass(eq=False)
class CheckpointsDamaged(CaseError):
    """A file of checkpoints whose lines do not follow from one another. line: the first that does not."""

    code = "checkpoints_damaged"
    what = "检查点文件“{name}”第 {line} 行读不懂，或与前一行接不上。"
    mend = "请改用另行保管的副本核对，并查明是谁动过这个文件。"
    name: str
    line: int
