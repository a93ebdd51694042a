"""Word lists by which clauses are judged, read once from ``cues.toml``, and the patterns made of them."""

import functools
import re
import tomllib
from pathlib import Path
from typing import Any


@functools.cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))


@functools.cache
def words(name: str) -> tuple[str, ...]:
    """The words of a list, longest first, so that the first that fits is the whole word."""
    return tuple(sorted(set(_lists()[name]), key=len, reverse=True))


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
