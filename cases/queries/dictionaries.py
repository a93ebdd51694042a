"""The administrator's lists of words, in their order."""

from dataclasses import dataclass
from datetime import date

from cases.tables import DictionaryEntry
from cases.vocabulary import WordList


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a list. retired_on: since then it is offered no longer."""

    id: int
    code: str
    label: str
    note: str | None
    retired_on: date | None


async def words_of(words: WordList, *, offered_only: bool = False) -> tuple[Word, ...]:
    """The words of a list; those that are still offered, or all."""
    rows = (
        await DictionaryEntry.select()
        .where(DictionaryEntry.list_name == words.value)
        .order_by(DictionaryEntry.position, DictionaryEntry.id)
    )
    return tuple(
        Word(row["id"], row["code"], row["label"], row["note"], row["retired_on"])
        for row in rows
        if row["retired_on"] is None or not offered_only
    )
