"""Personal data kept out of what the public reads: one function, same length, so that every span stays right."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cases.actor import Actor
from cases.permissions import reads_personal_words

MASK = "＊"


def masked(text: str, personal: str | Iterable[Mapping[str, Any]], *, actor: Actor, offset: int = 0) -> str:
    """The text as this reader may see it.

    personal: the document's stretches with start and end, as a list or as the JSON it is stored in. offset: where the
    text begins in the document, for quotes.
    """
    if not personal or personal == "[]" or reads_personal_words(actor):
        return text
    shown = list(text)
    for datum in json.loads(personal) if isinstance(personal, str) else personal:
        start, end = max(0, int(datum["start"]) - offset), min(len(text), int(datum["end"]) - offset)
        if start < end:
            shown[start:end] = MASK * (end - start)
    return "".join(shown)


def list_in(value: Any) -> list[Any]:
    """A JSON column as a list, whichever way the database hands it over."""
    return list(json.loads(value)) if isinstance(value, str) else list(value or [])


def first_line(text: str) -> str:
    """What stands for the title of a page that has none: its first line of some words, at most 80 characters."""
    for line in text[:2000].splitlines():
        line = line.strip()
        if sum("\u3400" <= char <= "\u9fff" for char in line) >= 4:
            return line[:80]
    return ""
