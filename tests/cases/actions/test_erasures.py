"""Words taken out of the journal by two people: the chain holds, everybody can tell, and nothing else passes for it."""

import json

import pytest

from cases import journal
from cases.actions.erasures import erase_words
from cases.actor import OFFICE
from cases.database import Refusal, Refused, engine, write_tx
from cases.engines.append_only import lifted
from cases.errors import NotErasable, NotFound, ReasonMissing, TwoPeopleNeeded
from cases.tables import JournalEntry
from cases.vocabulary import ChainFault, Verb
from server.cli_audit import _plain
from server.deploy import verify_audit

pytestmark = pytest.mark.anyio
BY = {"people": ("甲某", "乙某"), "reason": "当事人来函", "actor": OFFICE}


@pytest.fixture
async def written(database):
    """Four rows, the second with somebody's number in it."""
    for number in range(1, 5):
        async with write_tx():
            await journal.record(OFFICE, Verb.SETTLE, "case", number, old="旧", new="13900001111", reason="因")


async def tampered(seq: int, **words) -> None:
    async with write_tx(), lifted(engine(), "journal"):
        await JournalEntry.update(words).where(JournalEntry.seq == seq)


async def alone(folder) -> tuple[int, str]:
    """What the program of the inspectors says of an export."""
    rows = [_plain(row) async for row in journal.every_row()]
    (folder / "journal.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return verify_audit.examine(str(folder / "journal.jsonl"))


async def test_words_go_and_the_chain_stays(written, tmp_path):
    before = await JournalEntry.select().where(JournalEntry.seq == 2).first()
    assert await erase_words(2, **BY) == 5
    row = await JournalEntry.select().where(JournalEntry.seq == 2).first()
    assert row == before | {"old": None, "new": None, "reason": None}
    chain = await journal.examined()
    assert (chain.count, chain.broken, chain.erased) == (5, None, (2,))
    code, said = await alone(tmp_path)
    assert (code, "1 条的内容已依法删除（第 2 条）" in said) == (verify_audit.INTACT, True)
    record = await JournalEntry.select().where(JournalEntry.seq == 5).first()
    assert "甲某、乙某" in record["reason"] and "13900001111" not in str(record)
    # The table takes no changes again, on this and on any other connection.
    with pytest.raises(Refused) as refused:
        async with write_tx():
            await JournalEntry.update({JournalEntry.new: "别的"}).where(JournalEntry.seq == 1)
    assert refused.value.why is Refusal.APPEND_ONLY


async def test_nothing_else_passes_for_an_erasure(written, tmp_path):
    await tampered(1, old=None, new=None, reason=None)  # emptied without a record
    assert (await journal.examined()).broken == journal.Break(1, ChainFault.CHANGED)
    assert (await alone(tmp_path))[0] == verify_audit.BROKEN
    await tampered(1, old="旧", new="13900001111", reason="因")
    await erase_words(2, **BY)
    await tampered(2, actor="别人")  # what is left of an erased row is held, too
    assert (await journal.examined()).broken == journal.Break(2, ChainFault.CHANGED)
    assert (await alone(tmp_path))[0] == verify_audit.BROKEN
    await tampered(2, actor=OFFICE.name, new="另写的")
    assert (await journal.examined()).broken == journal.Break(2, ChainFault.CHANGED)
    assert (await alone(tmp_path))[0] == verify_audit.BROKEN


async def test_two_people_a_reason_and_something_to_erase(written):
    for people in ((), ("甲某",), ("甲某", "甲 某"), ("甲某", " ")):
        with pytest.raises(TwoPeopleNeeded):
            await erase_words(2, people=people, reason="来函", actor=OFFICE)
    with pytest.raises(ReasonMissing):
        await erase_words(2, people=("甲", "乙"), reason=" ", actor=OFFICE)
    with pytest.raises(NotFound):
        await erase_words(9, **BY)
    await erase_words(2, **BY)
    for seq in (2, 5):
        with pytest.raises(NotErasable):
            await erase_words(seq, **BY)
    assert (await journal.examined()).erased == (2,)
