"""The base of every error: how its sentence is made, and how it crosses a border between processes."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar


def spoken_size(size: int) -> str:
    """A number of bytes as people say it: 900 字节， 12 KB, 60 MB."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / (1024 * 1024):.0f} MB"


@dataclass(eq=False)
class CaseError(Exception):
    """Base of all. what and mend are templates over the fields; code is stored, printed and never changed.

    status: the HTTP status that fits; 422 says that the input was understood and cannot be used.
    """

    code: ClassVar[str] = "error"
    what: ClassVar[str] = "出现了未能归类的问题。"
    mend: ClassVar[str] = "请重试一次，仍不行请把这句话告诉管理员。"
    status: ClassVar[int] = 422

    def __str__(self) -> str:
        return (self.what + self.mend).format(**self.spoken())

    def spoken(self) -> dict[str, str]:
        """The fields as they stand in the sentence; sizes in bytes become words."""
        return {k: spoken_size(v) if k.endswith("size") else str(v) for k, v in self.data().items()}

    def data(self) -> dict[str, Any]:
        """The fields as plain values, enough to build the error again."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def __reduce__(self) -> tuple[type["CaseError"], tuple[Any, ...]]:
        return type(self), tuple(self.data().values())


def error_types() -> dict[str, type[CaseError]]:
    """Every concrete error by its code."""
    found: dict[str, type[CaseError]] = {}
    waiting = CaseError.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if "code" in vars(kind):
            found[kind.code] = kind
    return found
