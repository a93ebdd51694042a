"""Permissions: where-clause, yes or no and index terms are one rule, for every table, role, tie and audience."""

import itertools
from types import SimpleNamespace

import pytest

from cases import permissions, tables
from cases.actor import IMPORTER, OFFICE, PUBLIC, SYSTEM, Actor
from cases.audiences import Standing, is_tied, reader_terms, sees, terms_of
from cases.moves import MOVES
from cases.permissions import Look, can, may, visible_parts, visible_to
from cases.tables import TABLES
from cases.vocabulary import AssignmentState, Audience, Role, Signature, Verb
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


class World:
    """Two of everything that ties, and a case of every audience, with kept and with open names."""

    def __init__(self) -> None:
        self.cases: list[tuple[int, Standing]] = []
        self.actors: list[Actor] = [PUBLIC, OFFICE, IMPORTER, SYSTEM]


@pytest.fixture
async def world(database):
    made = World()
    units = [(await new_row(tables.Department))["id"] for _ in range(3)]
    bodies = [(await new_row(tables.Body))["id"] for _ in range(2)]
    people = [(await new_row(tables.Person))["id"] for _ in range(5)]
    for audience, kept in itertools.product(Audience, (False, True)):
        case = (
            await new_row(
                tables.Case, audience=audience.value, body=bodies[0], identity_kept=kept, recorded_by=people[3]
            )
        )["id"]
        for unit, state in ((units[0], AssignmentState.WORKING), (units[1], AssignmentState.RETURNED)):
            await new_row(tables.Assignment, case=case, department=unit, state=state.value, printed_name=str(unit))
        for position, (person, signature) in enumerate(
            ((people[0], Signature.SIGNED), (people[1], Signature.INVITED), (people[2], Signature.DECLINED))
        ):
            await new_row(tables.CaseSubmitter, case=case, person=person, position=position, signature=signature.value)
        made.cases.append(
            (
                case,
                Standing(
                    audience=audience,
                    body=bodies[0],
                    units=frozenset({units[0]}),
                    persons=(people[0], people[1]),
                    recorded_by=people[3],
                    identity_kept=kept,
                ),
            )
        )
    made.actors += [Actor("甲", Role.SUBMITTER, person=person) for person in people]
    made.actors += [Actor("乙", Role.SUBMITTER, person=people[4], acts_as=people[0], on_behalf_of="甲")]
    made.actors += [Actor("丙", role, person=people[4], unit=unit)
                    for role in (Role.CLERK, Role.HANDLER, Role.APPROVER) for unit in units]  # fmt: skip
    made.actors += [Actor("丁", Role.REVIEWER, person=person, body=body)
                    for person in people[3:] for body in bodies]  # fmt: skip
    made.actors += [Actor("戊", role, person=people[4])
                    for role in (Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.ADMIN, Role.AUDITOR)]  # fmt: skip
    return made


_numbers = itertools.count(1)


def _apart(table) -> dict[str, str]:
    """Several replies of one case need units of several names."""
    return {"printed_name": f"单位{next(_numbers)}"} if table is tables.Reply else {}


async def seen(actor, table, **columns) -> bool:
    where = visible_to(actor, table)
    for name, value in columns.items():
        where = where & (table._meta.get_column_by_name(name) == value)
    return await table.exists().where(where)


async def test_a_case_is_seen_by_whoever_may(world):
    for (case, standing), actor in itertools.product(world.cases, world.actors):
        assert await seen(actor, tables.Case, id=case) == can(actor, Verb.SEE, standing), (actor, standing)


async def test_parts_share_no_row_and_together_are_what_is_seen(world):
    for table in (*permissions._OWN_AUDIENCE, tables.Document):
        for (case, _), audience in itertools.product(world.cases, Audience):
            if table is tables.Document:
                row = await new_row(table, audience=audience.value)
                await new_row(tables.Reply, case=case, document=row["id"], **_apart(tables.Reply))
                await tables.Case.update({tables.Case.proposal_document: row["id"]}).where(tables.Case.id == case)
            elif table is not tables.Case:
                await new_row(table, case=case, audience=audience.value, **_apart(table))
    unit = next(actor.unit for actor in world.actors if actor.unit)
    for audience in Audience:
        await new_row(tables.Commitment, case=None, department=unit, audience=audience.value)
        await new_row(tables.Case, audience=audience.value, body=None, recorded_by=world.cases[0][1].recorded_by)
    for inside in (tables.CommitmentActor, tables.Verification, tables.Delivery, tables.ReplyText):
        column, parent, _ = permissions._INSIDE[inside]
        for row in await parent.select(parent.id):
            await new_row(inside, **{column: row["id"]})
    named = {*permissions._OWN_AUDIENCE, *permissions._IN_CASE, *permissions._INSIDE, *permissions._SPECIAL}
    met = set()
    for table, actor in itertools.product({*named, tables.Document, tables.Department, tables.Person}, world.actors):
        whole = await ids(table, visible_to(actor, table))
        parts = [await ids(table, part) for part in visible_parts(actor, table)]
        assert sorted(itertools.chain(*parts)) == whole, (table, actor)
        assert await ids(table, visible_to(actor, table, look=Look.ALONE)) == whole, (table, actor)
        met |= {(table, actor.role, at) for at, part in enumerate(parts) if part}
    for role, at in ((Role.REVIEWER, 2), (Role.CLERK, 1), (Role.SUBMITTER, 1), (Role.LEADER, 0)):
        assert (tables.Case, role, at) in met
        assert role is Role.REVIEWER or (tables.Document, role, at) in met


async def ids(table, where) -> list[int]:
    key = table._meta.primary_key
    return sorted(await table.select(key).where(where).output(as_list=True))


@pytest.mark.parametrize("table", [*permissions._OWN_AUDIENCE, tables.Assignment, tables.Document])
def test_what_is_read_freely_is_said_alike_for_everybody_of_a_role(table):
    for role, other in ((Role.CLERK, Role.HANDLER), (Role.SUBMITTER, Role.APPROVER), (Role.REVIEWER, Role.REVIEWER)):
        one, another = (
            [part.querystring.template for part in visible_parts(actor, table)]
            for actor in (Actor("甲", role, person=1, unit=1, body=1), Actor("乙", other, person=2, unit=2, body=2))
        )
        assert one[0] == another[0], role
        assert not set(one[1:]) & set(another[1:]), role
        assert len(one) > 1


async def test_who_has_the_same_view_sees_the_same_rows(world):
    special = permissions._SPECIAL.items()
    own = {table for table, where in special if "_of_person" in getattr(where, "__qualname__", "")}
    own |= {table for table, (_, parent, _) in permissions._INSIDE.items() if parent in own}
    for one, other in itertools.combinations(world.actors, 2):
        if permissions.view_of(one) == permissions.view_of(other):
            for table in set(TABLES) - own - {tables.PersonContact}:
                assert permissions._where(one, table) == permissions._where(other, table), (one, other, table)


async def test_rows_with_an_audience_of_their_own(world):
    case, standing = world.cases[0]
    for audience in Audience:
        of = Standing(audience, standing.body, standing.units, standing.persons, None)
        for table in (tables.Reply, tables.Commitment, tables.Figure):
            row = await new_row(table, case=case, audience=audience.value, **_apart(table))
            for actor in world.actors:
                assert await seen(actor, table, id=row["id"]) == sees(actor, of), (actor, audience)


async def test_rows_inside_a_case_are_never_read_more_widely_than_their_floor(world):
    for table, floor in permissions._IN_CASE.items():
        for case, standing in world.cases:
            if table not in (tables.CaseSubmitter, tables.Assignment):
                await new_row(table, case=case)
            for actor in world.actors:
                wanted = sees(actor, standing, floor)
                if table is tables.CaseSubmitter and standing.identity_kept and actor.role in (
                    Role.PUBLIC, Role.CLERK, Role.HANDLER, Role.APPROVER, Role.ADMIN
                ):  # fmt: skip
                    wanted = False
                if table is tables.CaseSubmitter and standing.identity_kept and actor.role is Role.SUBMITTER:
                    wanted = wanted and is_tied(actor, standing)
                assert await seen(actor, table, case=case) == wanted, (table, actor, standing)


async def test_rows_inside_a_reply(world):
    for case, standing in world.cases[::2]:
        for audience in (Audience.UNITS, Audience.PARTIES, Audience.PUBLIC):
            reply = (await new_row(tables.Reply, case=case, audience=audience.value, **_apart(tables.Reply)))["id"]
            of = Standing(audience, standing.body, standing.units, standing.persons, None)
            for table, (column, parent, floor) in permissions._INSIDE.items():
                if parent is not tables.Reply:
                    continue
                await new_row(table, **{column: reply})
                for actor in world.actors:
                    assert await seen(actor, table, **{column: reply}) == sees(actor, of, floor), (table, actor, of)


async def test_what_units_write_among_themselves_no_submitter_reads(world):
    submitters = [actor for actor in world.actors if actor.role in (Role.SUBMITTER, Role.PUBLIC)]
    for case, _ in world.cases:
        reply = (await new_row(tables.Reply, case=case, audience=Audience.PARTIES.value, **_apart(tables.Reply)))["id"]
        for table in (tables.ReplyText, tables.Approval, tables.CoSign):
            await new_row(table, reply=reply)
            assert [a for a in submitters if await seen(a, table, reply=reply)] == []
        for table in (tables.ReturnRequest, tables.Urge):
            await new_row(table, case=case)
            assert [a for a in submitters if await seen(a, table, case=case)] == []


async def test_the_index_terms_say_the_same(world):
    for (_, standing), actor in itertools.product(world.cases, world.actors):
        if standing.audience is Audience.OWN or actor.role in (Role.OPERATOR, Role.IMPORTER, Role.SYSTEM):
            continue  # drafts are not in the index, and programs of the system search for nobody
        plain = Standing(standing.audience, standing.body, standing.units, standing.persons)
        found = bool(set(reader_terms(plain)) & set(terms_of(actor)))
        assert found == sees(actor, plain), (actor, standing)


async def test_a_table_nobody_named_is_read_by_nobody(database):
    named = {
        *permissions._OPEN, *permissions._BY_ROLE, *permissions._OWN_AUDIENCE, *permissions._IN_CASE,
        *permissions._INSIDE, *permissions._SPECIAL, tables.Document,
    }  # fmt: skip
    shut = [table for table in TABLES if table not in named]
    assert {table._meta.tablename for table in shut} == {
        "counters", "stale_marks", "web_sessions", "sign_in_failures", "done_requests", "draft_presences",
        "reference_loads", "pending_entries", "second_factors", "recovery_codes", "factor_resets",
        "cipher_keys", "usage_counts", "change_counts",
    }  # fmt: skip
    for table in shut:
        await new_row(table)
        for role in set(Role) - {Role.OPERATOR, Role.IMPORTER, Role.SYSTEM}:
            assert not await table.exists().where(visible_to(Actor("甲", role, person=1, unit=1, body=1), table))


async def test_contacts_of_people_stay_with_those_who_need_them(world):
    case, _ = world.cases[0]
    person = (await tables.CaseSubmitter.select().where(tables.CaseSubmitter.case == case).first())["person"]
    await new_row(tables.PersonContact, person=person)
    readers = {a.role for a in world.actors if await seen(a, tables.PersonContact, person=person)}
    assert Role.PUBLIC not in readers
    assert {Role.REVIEWER, Role.ASSIGNER, Role.CLERK, Role.ADMIN} <= readers
    assert not readers & {Role.AUDITOR, Role.LEADER}
    others = [a for a in world.actors if a.role is Role.SUBMITTER and a.owner != person]
    assert [a for a in others if await seen(a, tables.PersonContact, person=person)] == []


@pytest.mark.parametrize("role", list(Role))
def test_a_role_does_what_its_rows_say(role):
    actor = Actor("甲", role, person=1, unit=1, body=1)
    allowed = {verb for verb in Verb if may(actor, verb)}
    if role is Role.OPERATOR:
        assert allowed == set(Verb)
        return
    assert {m.verb for m in MOVES if role in m.roles} <= allowed
    if role is Role.PUBLIC:
        assert allowed == {Verb.SEE}


def test_binding_rules_of_the_field():
    """A unit never rates, nor does the administrator touch a case; only the submitter's side and the review do."""
    assert {m_role for m in MOVES if m.verb is Verb.GIVE_FEEDBACK for m_role in m.roles} == {
        Role.SUBMITTER,
        Role.REVIEWER,
    }
    assert not [m for m in MOVES if m.roles & {Role.ADMIN, Role.AUDITOR, Role.PUBLIC}]


def test_what_cannot_be_seen_cannot_be_done_to():
    hidden = Standing(Audience.OWN, body=1, units=frozenset({1}), persons=(1,))
    for role, verb in itertools.product(Role, Verb):
        actor = Actor("甲", role, person=2, unit=1, body=1)
        if role not in (Role.OPERATOR, Role.IMPORTER, Role.SYSTEM):
            assert not can(actor, verb, hidden)


def test_who_is_not_tied_only_looks():
    public = Standing(Audience.PUBLIC, body=1, units=frozenset({1}), persons=(1,))
    for role, verb in itertools.product((Role.SUBMITTER, Role.CLERK, Role.REVIEWER), Verb):
        stranger = Actor("甲", role, person=9, unit=9, body=9)
        assert can(stranger, verb, public) == (verb is Verb.SEE)


async def test_the_clause_joins_with_others(database):
    row = await new_row(tables.Case, audience=Audience.PUBLIC.value, title="养老")
    found = await tables.Case.select(tables.Case.id).where(
        visible_to(PUBLIC, tables.Case) & (tables.Case.title == "养老")
    )
    assert [r["id"] for r in found] == [row["id"]]
    assert SimpleNamespace(**row).audience == "public"
