"""Refusals of what would cost the machine too much, with what to do instead."""

from dataclasses import dataclass

from cases.errors.base import CaseError


def spoken_wait(seconds: int) -> str:
    """A wait as people say it: 40 秒, 12 分钟, 3 小时."""
    if seconds < 90:
        return f"{seconds} 秒"
    return f"{-(-seconds // 60)} 分钟" if seconds < 5400 else f"{-(-seconds // 3600)} 小时"


@dataclass(eq=False)
class TooMuchAsked(CaseError):
    """More of something within a stretch of time than is granted to one. wait: seconds until there is more again."""

    code = "too_much_asked"
    what = "{act}太频繁：{span}内最多 {most} 次，这一次没有执行。"
    mend = "请过 {wait}再试。很多人共用一个网络出口的，登录以后按本人计数；确需更多请联系管理员。"
    status = 429
    act: str
    span: str
    most: int
    wait: int

    def spoken(self) -> dict[str, str]:
        """With the wait in words."""
        return {**super().spoken(), "wait": spoken_wait(self.wait)}


@dataclass(eq=False)
class QuotaUsedUp(CaseError):
    """A person has uploaded as much as one may in a day. left_size: bytes that he still may; wait: seconds to go."""

    code = "quota_used_up"
    what = "这次上传 {sent_size}，超出今天的余量（每人每天 {most_size}，还剩 {left_size}），没有保存。"
    mend = "请压缩后再传，或过 {wait}再传；批量导入请联系管理员用命令行。"
    status = 429
    sent_size: int
    most_size: int
    left_size: int
    wait: int

    def spoken(self) -> dict[str, str]:
        """With the wait in words."""
        return {**super().spoken(), "wait": spoken_wait(self.wait)}


@dataclass(eq=False)
class DiskNearlyFull(CaseError):
    """Files are not taken any more, so that there is room for everything else."""

    code = "disk_nearly_full"
    what = "服务器磁盘快满了，暂时不接收文件；文字照常可以填写、保存和提交。"
    mend = "请联系管理员清理磁盘，之后再上传。"
    status = 507
