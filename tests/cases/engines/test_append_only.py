"""The triggers of the journal, lifted for one transaction: back in force after it, also where it fails."""

import pytest

from cases import journal
from cases.actor import OFFICE
from cases.database import Refused, engine, write_tx
from cases.engines.append_only import lifted
from cases.tables import JournalEntry
from cases.vocabulary import Verb

pytestmark = pytest.mark.anyio


async def change(words: str) -> None:
    async with write_tx():
        await JournalEntry.update({JournalEntry.new: words}).where(JournalEntry.seq == 1)


async def test_in_force_before_and_after(database):
    async with write_tx():
        await journal.record(OFFICE, Verb.SETTLE, "case", 1, new="新")
    with pytest.raises(Refused):
        await change("改")
    with pytest.raises(ZeroDivisionError):
        async with write_tx(), lifted(engine(), "journal"):
            await JournalEntry.update({JournalEntry.new: "改"}).where(JournalEntry.seq == 1)
            raise ZeroDivisionError
    with pytest.raises(Refused):
        await change("改")
    async with write_tx(), lifted(engine(), "journal"):
        await JournalEntry.update({JournalEntry.new: "改"}).where(JournalEntry.seq == 1)
    assert (await JournalEntry.select(JournalEntry.new))[0]["new"] == "改"
    with pytest.raises(Refused):
        async with write_tx():
            await JournalEntry.delete().where(JournalEntry.seq == 1)
