"""``python -m server …`` is the same as ``dafu …``."""

import gc
import importlib
import sys
from types import ModuleType
from typing import Any

RARELY = 50_000  # new objects between two looks for garbage
# What libraries import for a developer's desk only: the schema tool's formatter of what it has written.
SPARED = ("black",)


class Later(ModuleType):
    """A package that is read when something of it is used, not when it is imported."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def main() -> None:
    """Read the program, then run it. What is read stays: to look through it after every 700 objects for something to
    throw away, as is usual, took a fifth of the start."""
    gc.set_threshold(RARELY, 20, 20)
    for name in SPARED:
        sys.modules.setdefault(name, Later(name))
    from server.cli import main as command

    command(prog_name="dafu")


if __name__ == "__main__":
    main()
