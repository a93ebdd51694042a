"""Word lists by which clauses are judged, read once from ``cues.toml`` and ``verbs.toml``, and the patterns of them."""

import functools
import re
import tomllib
from pathlib import Path
from typing import Any


@functools.cache
def _lists() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("cues.toml", "verbs.toml"):
        found |= tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


@functools.cache
def words(name: str) -> tuple[str, ...]:
    """The words of a list or of all groups of a table, longest first, so that the first that fits is the whole word."""
    listed = _lists()[name]
    if isinstance(listed, dict):
        listed = [word for group in listed.values() for word in group]
    return tuple(sorted(set(listed), key=len, reverse=True))


@functools.cache
def either(*names: str) -> str:
    """A pattern group that fits any word of the lists. No quantifier, so it is as cheap as its text is long."""
    found = {word for name in names for word in words(name)}
    return "(?:" + "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True)) + ")"


@functools.cache
def pattern(*names: str) -> re.Pattern[str]:
    """``either`` compiled."""
    return re.compile(either(*names))


def table(name: str) -> dict[str, list[str]]:
    """A named group of lists."""
    found: dict[str, list[str]] = _lists()[name]
    return found
