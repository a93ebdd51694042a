"""Keys of sealed columns: made once, never made anew over what needs the old ones, changed while it is interrupted."""

import pytest

from cases import ciphers
from cases.actions.keys import look_over, open_keys, rotate, unfinished, unreadable
from cases.actor import OFFICE
from cases.clock import now
from cases.errors import KeyFileMissing, KeyMissing, SealBroken
from cases.sealing import contact_of, contact_row, is_contact, phone_under, told
from cases.tables import CipherKey, JournalEntry, PersonContact, ReplyContact, SecondFactor
from cases.vocabulary import ContactKind, Verb
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio
PHONE = "13900001111"


async def as_before() -> dict[str, dict]:
    """Contacts as versions before this one kept them."""
    person = await new_row(PersonContact, kind="phone", value=PHONE)
    twice = await new_row(PersonContact, person=person["person"], kind="staff_number", value=PHONE)
    reply = await new_row(ReplyContact, phone="0571-85250001", person="方静")
    await new_row(ReplyContact, phone=None)
    return {"person": person, "twice": twice, "reply": reply}


async def every_byte() -> str:
    return f"{await PersonContact.select()}{await ReplyContact.select()}{await JournalEntry.select()}"


async def test_what_stood_there_is_sealed_at_the_first_start_and_found_by_its_mark(database, tmp_path):
    rows = await as_before()
    ring = await open_keys(tmp_path / "apart" / "keys")
    assert PHONE not in await every_byte() and "85250001" not in await every_byte()
    assert {contact_of(row) for row in await PersonContact.select().where(is_contact(PHONE))} == {PHONE}
    assert await PersonContact.count().where(is_contact(PHONE)) == 2
    (reply,) = await ReplyContact.select().where(ReplyContact.id == rows["reply"]["id"])
    assert phone_under(reply) == "0571-85250001" and reply["person"] == "方静"
    found = await look_over()
    assert (found.by_key, found.lost, found.plain) == ({ring.in_force.id: 3}, {}, {})
    # Started again, also by a second process, nothing changes.
    before = await every_byte()
    assert (await open_keys(tmp_path / "apart" / "keys")).keys == ring.keys and await every_byte() == before


async def test_a_first_start_that_was_killed_is_finished_by_the_next(database, tmp_path, monkeypatch):
    await as_before()
    monkeypatch.setattr("cases.actions.keys.AT_ONCE", 1)
    put, calls = __import__("cases.actions.keys", fromlist=["_put"])._put, []

    async def killed(place, fresh):
        calls.append(place)
        if len(calls) == 2:
            raise KeyboardInterrupt
        await put(place, fresh)

    monkeypatch.setattr("cases.actions.keys._put", killed)
    with pytest.raises(KeyboardInterrupt):
        await open_keys(tmp_path / "keys")
    monkeypatch.setattr("cases.actions.keys._put", put)
    assert (await look_over()).plain
    await open_keys(tmp_path / "keys")
    found = await look_over()
    assert not found.plain and not found.lost and sum(found.by_key.values()) == 3


async def test_without_the_right_keys_nothing_starts_and_none_are_made(database, tmp_path):
    await as_before()
    await open_keys(tmp_path / "keys")
    before = await every_byte()
    with pytest.raises(KeyFileMissing):
        await open_keys(tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()
    ciphers.make(tmp_path / "others")
    with pytest.raises(KeyMissing):
        await open_keys(tmp_path / "others")
    assert await every_byte() == before
    assert await unreadable(tmp_path / "others") == {"person_contacts.value": 2, "reply_contacts.phone": 1}
    assert await unreadable(tmp_path / "elsewhere") and await unreadable(tmp_path / "keys") == {}


async def test_a_change_of_keys_goes_on_where_it_was_interrupted(database, tmp_path, monkeypatch):
    await as_before()
    factor = await new_row(SecondFactor, seed="JBSWY3DP")
    old = await open_keys(tmp_path / "keys")
    monkeypatch.setattr("cases.actions.keys.AT_ONCE", 1)

    def power_cut(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await rotate(tmp_path / "keys", actor=OFFICE, told=power_cut)
    assert await unfinished() and len((await look_over()).by_key) == 2
    # Meanwhile everything is read, and the newcomer who rings is found under either key.
    assert await PersonContact.count().where(is_contact(PHONE)) == 2
    assert {contact_of(row) for row in await PersonContact.select()} == {PHONE}
    assert await rotate(tmp_path / "keys", actor=OFFICE) == 2
    ring = ciphers.read(tmp_path / "keys")
    assert len(ring.keys) == 2 and ring.keys[0] == old.in_force
    assert (await look_over()).by_key == {ring.in_force.id: 4} and not await unfinished()
    assert [row["key"] for row in await CipherKey.select()] == [ring.in_force.id]
    (row,) = await SecondFactor.select().where(SecondFactor.id == factor["id"])
    assert told(SecondFactor.seed, row) == "JBSWY3DP"
    assert await JournalEntry.count().where(JournalEntry.verb == Verb.CHANGE_KEY.value) == 1
    assert "JBSWY3DP" not in await every_byte() and PHONE not in await every_byte()


async def test_a_value_moved_to_another_row_is_found(database, tmp_path):
    rows = await as_before()
    await open_keys(tmp_path / "keys")
    stranger = await new_row(PersonContact, **contact_row(rows["person"]["person"], ContactKind.ADDRESS, "某路 1 号"))
    (first,) = await PersonContact.select().where(PersonContact.id == rows["person"]["id"])
    await PersonContact.update({PersonContact.value: first["value"]}).where(PersonContact.id == stranger["id"])
    (moved,) = await PersonContact.select().where(PersonContact.id == stranger["id"])
    with pytest.raises(SealBroken):
        contact_of(moved)
    await PersonContact.update({PersonContact.value: PHONE}).where(PersonContact.id == rows["twice"]["id"])
    found = await look_over()
    assert found.lost == {"person_contacts.value": 1} and found.plain == {"person_contacts.value": 1}
    assert (await CipherKey.select().first())["done_at"] <= now()
