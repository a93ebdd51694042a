"""The journal as auditors read it: every row, what it says in words, narrowed by person, act, case and day."""

from datetime import date, datetime, timedelta

import pytest

from cases import journal
from cases.actor import PUBLIC, SYSTEM, Actor
from cases.clock import BEIJING, today
from cases.database import write_tx
from cases.errors import Forbidden
from cases.queries.audit import AuditFilter, audit_list, chain_of_journal, every_audit_row
from cases.tables import JournalEntry
from cases.vocabulary import CaseState, Role, Verb
from tests.accounts import actor_as
from tests.factories import make_case

pytestmark = pytest.mark.anyio


async def verbs(actor, **wanted) -> list[str]:
    return [row.verb for row in await every_audit_row(AuditFilter(**wanted), actor=actor, most=1000)]


async def test_the_auditor_reads_every_row_of_the_journal(furnished):
    auditor, made = await actor_as(Role.AUDITOR), await make_case(CaseState.IN_HANDLING)
    rows = await audit_list(AuditFilter(), actor=auditor, per_page=1000)
    assert rows.total == len(rows.rows) == await JournalEntry.count()
    assert [row.seq for row in rows.rows] == list(range(rows.total, 0, -1))
    filed = next(row for row in rows.rows if row.verb == Verb.FILE.label)
    assert (filed.case_id, filed.case_title) == (made.id, (await made.row())["title"])
    assert (filed.old, filed.new, filed.thing) == ("审查中", "已立案", "提案建议")
    assert (filed.actor, filed.role) == (made.cast.reviewer.name, Role.REVIEWER.label)
    accepted = next(row for row in rows.rows if row.verb == Verb.ACCEPT.label)
    assert accepted.thing == "承办任务"
    assert accepted.unit


async def test_a_draft_is_named_by_its_number_alone(furnished):
    auditor, made = await actor_as(Role.AUDITOR), await make_case(CaseState.DRAFT)
    row = next(r for r in await every_audit_row(AuditFilter(), actor=auditor, most=99) if r.case_id == made.id)
    assert row.case_title is None
    assert row.case_number is None


async def test_the_administrator_reads_how_the_system_is_run_and_nothing_of_cases(furnished):
    admin, made = await actor_as(Role.ADMIN), await make_case(CaseState.IN_HANDLING)
    async with write_tx():
        await journal.record(SYSTEM, Verb.IMPORT, "document", 1, case=made.id, new="a.docx")
        await journal.record(made.cast.assigner, Verb.SEE, "case", made.id, case=made.id)
    mine = set(await verbs(admin))
    assert {Verb.SIGN_IN.label, Verb.MANAGE_ACCOUNT.label, Verb.IMPORT.label} <= mine
    assert not mine & {v.label for v in (Verb.CREATE, Verb.SUBMIT, Verb.FILE, Verb.ASSIGN, Verb.ACCEPT, Verb.SEE)}
    assert Verb.SEE.label in await verbs(await actor_as(Role.AUDITOR))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR, Role.ADMIN, Role.OPERATOR, Role.PUBLIC}))
async def test_nobody_else_reads_it(furnished_sqlite_url, anyio_backend, role):
    from cases import database

    await database.open_database(furnished_sqlite_url, migrated=False)
    actor = Actor("某", role, person=1, unit=1, body=1, level=9)
    for asked in (audit_list, chain_of_journal):
        with pytest.raises(Forbidden):
            await (asked(AuditFilter(), actor=actor) if asked is audit_list else asked(actor=actor))
        with pytest.raises(Forbidden):
            await every_audit_row(AuditFilter(), actor=PUBLIC, most=1)
    await database.close()


async def test_it_is_narrowed_by_person_act_case_and_day(furnished):
    auditor, made, other = await actor_as(Role.AUDITOR), *[await make_case(CaseState.FILED) for _ in range(2)]
    stood_in = Actor("代办", Role.ASSIGNER, person=made.cast.assigner.person, on_behalf_of="被代百分之%的人")
    async with write_tx():
        await journal.record(stood_in, Verb.ROUTE, "case", made.id, case=made.id, reason="已经商量")
    assert await verbs(auditor, who="代办") == await verbs(auditor, who="被代百分之") == [Verb.ROUTE.label]
    assert await verbs(auditor, who="查无此人") == []
    number = (await made.row())["number"]
    for said in (number, f"{number}号", f"第{number}号", f"0{number}"):
        found = await every_audit_row(AuditFilter(case=said), actor=auditor, most=99)
        assert {row.case_id for row in found} == {made.id}, said
    both = await every_audit_row(AuditFilter(case="助餐点", verb=Verb.FILE), actor=auditor, most=99)
    assert {row.case_id for row in both} == {made.id, other.id}
    assert await verbs(auditor, case="查无此件") == []
    everything = await verbs(auditor)
    assert await verbs(auditor, since=today(), until=today()) == everything
    for nothing in ({"since": today() + timedelta(days=1)}, {"until": today() - timedelta(days=1)}):
        assert await verbs(auditor, **nothing) == []
    for all_of_it in ({"since": date.min}, {"until": date.max}):
        assert await verbs(auditor, **all_of_it) == everything


async def test_a_day_is_a_beijing_day(database, monkeypatch):
    """One minute before and after midnight in Beijing, when it is afternoon in UTC."""
    auditor = Actor("审", Role.AUDITOR, person=1)
    for at in (datetime(2026, 3, 1, 23, 59, tzinfo=BEIJING), datetime(2026, 3, 2, tzinfo=BEIJING)):
        monkeypatch.setattr(journal, "now", lambda at=at: at)
        async with write_tx():
            await journal.record(SYSTEM, Verb.SETTLE, "import_problem", at.minute)
    for day, seen in ((date(2026, 3, 1), [59]), (date(2026, 3, 2), [0])):
        rows = await every_audit_row(AuditFilter(since=day, until=day), actor=auditor, most=9)
        assert [row.thing_id for row in rows] == seen


async def test_pages_follow_one_another(furnished):
    auditor = await actor_as(Role.AUDITOR)
    await make_case(CaseState.FILED)
    whole = [row.seq for row in await every_audit_row(AuditFilter(), actor=auditor, most=999)]
    parts = [await audit_list(AuditFilter(), actor=auditor, page=page, per_page=5) for page in range(1, 99)]
    assert [row.seq for part in parts for row in part.rows] == whole
    assert {part.total for part in parts} == {len(whole)}


async def test_the_state_of_the_chain_is_told(furnished):
    auditor = await actor_as(Role.AUDITOR)
    chain = await chain_of_journal(actor=auditor)
    assert (chain.count, chain.broken) == (await JournalEntry.count(), None)
