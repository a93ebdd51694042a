"""The lists of words that the administrator keeps. A word in use is retired, never deleted: old cases still show it."""

from typing import Any

from cases import journal
from cases.actor import Actor
from cases.clock import today
from cases.database import write_tx
from cases.errors import FieldMissing, NotFound, WordKnown
from cases.tables import DictionaryEntry
from cases.vocabulary import Verb, WordList

_E = DictionaryEntry


async def add_word(words: WordList, label: str, *, actor: Actor, note: str | None = None) -> int:
    """Put a word at the end of a list. Raises FieldMissing, WordKnown."""
    label = label.strip()
    if not label:
        raise FieldMissing(field="名称")
    async with write_tx():
        rows = await _E.select(_E.code, _E.label, _E.position).where(_E.list_name == words.value)
        if any(row["label"] == label for row in rows):
            raise WordKnown(label=label)
        row = _E(
            list_name=words.value,
            code=_fresh_code({r["code"] for r in rows}),
            label=label,
            note=(note or "").strip() or None,
            position=max((r["position"] for r in rows), default=0) + 1,
        )
        await _E.insert(row)
        await journal.record(actor, Verb.MANAGE_DICTIONARY, "dictionary_entry", row.id, new=f"{words.label} {label}")
    return int(row.id)


async def retire_word(entry: int, *, actor: Actor) -> None:
    """Offer a word no longer. Raises NotFound."""
    await _set_retired(entry, retired=True, actor=actor)


async def restore_word(entry: int, *, actor: Actor) -> None:
    """Offer a retired word again. Raises NotFound."""
    await _set_retired(entry, retired=False, actor=actor)


async def shift_word(entry: int, *, up: bool, actor: Actor) -> None:
    """Let a word change places with its neighbour; at the end of the list nothing happens. Raises NotFound."""
    async with write_tx():
        word = await _entry(entry)
        rows = await _E.select(_E.id).where(_E.list_name == word["list_name"]).order_by(_E.position, _E.id)
        order = [row["id"] for row in rows]
        at = order.index(entry)
        other = at - 1 if up else at + 1
        if not 0 <= other < len(order):
            return
        order[at], order[other] = order[other], order[at]
        for position, number in enumerate(order, 1):
            await _E.update({_E.position: position}).where(_E.id == number)
        said = "上移" if up else "下移"
        await journal.record(actor, Verb.MANAGE_DICTIONARY, "dictionary_entry", entry, new=f"{word['label']} {said}")


async def _set_retired(entry: int, *, retired: bool, actor: Actor) -> None:
    async with write_tx():
        word = await _entry(entry)
        if (word["retired_on"] is not None) == retired:
            return
        await _E.update({_E.retired_on: today() if retired else None}).where(_E.id == entry)
        said = "停用" if retired else "恢复使用"
        await journal.record(actor, Verb.MANAGE_DICTIONARY, "dictionary_entry", entry, new=f"{word['label']} {said}")


async def _entry(entry: int) -> dict[str, Any]:
    listed = [words.value for words in WordList]
    row: dict[str, Any] | None = await _E.select().where((_E.id == entry) & _E.list_name.is_in(listed)).first()
    if row is None:
        raise NotFound(kind="字典项", key=str(entry))
    return row


def _fresh_code(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"w{number}" in taken:
        number += 1
    return f"w{number}"
