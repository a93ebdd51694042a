"""The lists of words that the administrator keeps: subject categories, grounds for not filing."""

from dataclasses import dataclass

from cases.tables import DictionaryEntry
from cases.vocabulary import WordList


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of a list. note: for a ground the clause that it rests on."""

    code: str
    label: str
    note: str | None


async def words_in(listed: WordList) -> tuple[Word, ...]:
    """The entries in use, in their order."""
    rows = await (
        DictionaryEntry.select()
        .where((DictionaryEntry.list_name == listed.value) & DictionaryEntry.retired_on.is_null())
        .order_by(DictionaryEntry.position)
        .order_by(DictionaryEntry.id)
    )
    return tuple(Word(r["code"], r["label"], r["note"]) for r in rows)
