"""Who read what was not for everybody is in the journal, once a day; nobody is kept from reading by it."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cases import journal
from cases.actions import readings
from cases.actions.readings import note_export, note_reading
from cases.actor import PUBLIC
from cases.clock import BEIJING, now
from cases.errors import DatabaseBusy
from cases.tables import Case, JournalEntry
from cases.vocabulary import CaseState, Role, Verb
from tests.accounts import actor_as
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def seen(case: int) -> list[tuple[int, str]]:
    """Person and role of every reading of a case."""
    entry = JournalEntry
    rows = await entry.select().where((entry.case == case) & (entry.verb == Verb.SEE.value)).order_by(entry.seq)
    return [(row["person"], row["role"]) for row in rows]


async def opened(case: int, *, public: bool, kept: bool) -> None:
    audience = "public" if public else "parties"
    await Case.update({Case.audience: audience, Case.identity_kept: kept}).where(Case.id == case)


@pytest.mark.parametrize(("public", "kept"), [(True, False), (True, True), (False, False), (False, True)])
async def test_what_is_not_for_everybody_is_noted(furnished, public, kept):
    made = await make_case(CaseState.ASSIGNED, units=2)
    await opened(made.id, public=public, kept=kept)
    readers = [
        made.cast.clerk(), made.cast.reviewer, made.cast.assigner,
        await actor_as(Role.OVERSIGHT), await actor_as(Role.LEADER), await actor_as(Role.AUDITOR),
    ]  # fmt: skip
    for reader in readers:
        await note_reading(made.id, actor=reader)
    wanted = [] if public and not kept else [(reader.person, reader.role.value) for reader in readers]
    assert await seen(made.id) == wanted


async def test_neither_the_public_nor_submitters_nor_whom_it_is_hidden_from_leave_a_row(furnished):
    made = await make_case(CaseState.ASSIGNED)
    stranger = await actor_as(Role.CLERK, unit=(await cast_of(units=3)).units[2])
    await opened(made.id, public=False, kept=True)
    for reader in (PUBLIC, made.cast.submitter, stranger, await actor_as(Role.ADMIN)):
        await note_reading(made.id, actor=reader)
    await note_reading(987_654, actor=made.cast.assigner)
    assert await seen(made.id) == []


async def test_one_row_a_person_post_case_and_beijing_day(furnished, monkeypatch):
    one, other = await make_case(CaseState.FILED), await make_case(CaseState.FILED)
    reader = one.cast.assigner
    for made in (one, one, other, one):
        await note_reading(made.id, actor=reader)
    await note_reading(one.id, actor=replace(reader, role=Role.OVERSIGHT))
    assert await seen(one.id) == [(reader.person, "assigner"), (reader.person, "oversight")]
    assert len(await seen(other.id)) == 1
    tomorrow = datetime.now(BEIJING).date() + timedelta(days=1)
    monkeypatch.setattr(readings, "today", lambda: tomorrow)
    await note_reading(one.id, actor=reader)
    assert len(await seen(one.id)) == 3


async def test_many_tabs_at_once_leave_one_row(furnished):
    made = await make_case(CaseState.FILED)
    await asyncio.gather(*(note_reading(made.id, actor=made.cast.assigner) for _ in range(20)))
    assert len(await seen(made.id)) == 1
    assert await journal.first_break() is None


async def test_a_busy_database_is_logged_and_turns_nobody_away(furnished, monkeypatch, caplog):
    made = await make_case(CaseState.FILED)

    class Busy:
        async def __aenter__(self):
            raise DatabaseBusy

        async def __aexit__(self, *_):
            return False

    monkeypatch.setattr(readings, "write_tx", Busy)
    with caplog.at_level(logging.WARNING, logger="dafu"):
        await note_reading(made.id, actor=made.cast.assigner)
    assert str(made.id) in caplog.text
    monkeypatch.undo()
    assert await seen(made.id) == []


async def test_reading_changes_neither_the_case_nor_its_mark(furnished):
    made = await make_case(CaseState.FILED)
    before = await made.row()
    await note_reading(made.id, actor=made.cast.assigner)
    assert await made.row() == before


async def test_an_export_leaves_how_many_rows_it_held(furnished):
    auditor = await actor_as(Role.AUDITOR)
    before = now()
    await note_export(12, actor=auditor)
    row = await JournalEntry.select().order_by(JournalEntry.seq, ascending=False).first()
    assert (row["verb"], row["person"], row["new"]) == ("read_audit", auditor.person, "导出 12 条")
    assert row["at"] >= before
