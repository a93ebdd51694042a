"""What can go wrong with an index. Each error says in Chinese what happened and what to do. folder: where the index
is, a folder or the word 数据库."""

from pathlib import Path


class SearchError(Exception):
    """Base of all index errors. message: a Chinese sentence for people."""

    message = "检索暂时不能使用。"

    def __str__(self) -> str:
        return self.message


class IndexMissing(SearchError):
    """There is no index in the folder."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(folder)
        self.folder = folder
        self.message = f"还没有建立索引（{folder}）。请运行 dafu index rebuild 建立。"


class IndexBusy(SearchError):
    """Another process or thread is writing."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(folder)
        self.folder = folder
        self.message = "索引正在由另一个进程更新，请稍后再试。"


class IndexOutdated(SearchError):
    """The index was made with another dictionary or by another version."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(folder)
        self.folder = folder
        self.message = "词典或程序已更新，旧索引不再适用。请运行 dafu index rebuild 重建，资料不会丢失。"


class IndexDamaged(SearchError):
    """The files of the index cannot be read."""

    def __init__(self, folder: Path | str, reason: str) -> None:
        super().__init__(folder, reason)
        self.folder = folder
        self.reason = reason
        self.message = "索引已损坏。请运行 dafu index rebuild 重建，资料不会丢失。"


class IndexUnfinished(SearchError):
    """Whoever was making it anew was told to stop; the old one stands as it was."""

    message = "重建检索索引时被中断，下次启动会重新开始，资料没有受影响。"


class IndexUnreachable(SearchError):
    """The database that holds the index does not answer. reason: for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.message = "连不上存放检索索引的数据库。请稍后再试，仍不行请告诉管理员。"


class IndexSlow(SearchError):
    """An answer takes longer than a question may."""

    message = "这次检索用时太长，已经停下。请换几个更具体的词再试。"
