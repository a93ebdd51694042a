"""What stands in the way for a while and is no fault of the program: the database, the disk, the way to them."""

from dataclasses import dataclass

from cases.errors.base import CaseError


class Outage(CaseError):
    """The machine cannot do it now. What was acknowledged before stays; what was begun is not, or may not be, done."""


@dataclass(eq=False)
class DatabaseBusy(Outage):
    """The database did not get round to it in time."""

    code = "database_busy"
    what = "数据库正忙，这一步没有完成。"
    mend = "请稍候再试，已保存的内容没有受影响。"
    status = 503


@dataclass(eq=False)
class DatabaseAway(Outage):
    """The database is not reached, or left in the midst of it: whether the last step was taken is not known."""

    code = "database_away"
    what = "暂时连不上数据库，这一步可能没有完成。"
    mend = "请留着这一页，过一会儿再做一次：已经做过的不会做两遍。"
    status = 503


@dataclass(eq=False)
class DiskFull(Outage):
    """There is no room on a disk that was to be written to."""

    code = "disk_full"
    what = "服务器的磁盘已满，这一步没有保存。"
    mend = "请留着这一页，告诉管理员腾出空间后再做一次；已保存的内容没有受影响。"
    status = 507


@dataclass(eq=False)
class DiskFailing(Outage):
    """A disk refuses to be written to or read."""

    code = "disk_failing"
    what = "服务器的磁盘读写出错，这一步没有保存。"
    mend = "请留着这一页，告诉管理员检查磁盘和文件夹权限后再做一次。"
    status = 503
