"""The ties of an actor to cases: each way to look for them finds the same cases, those that ``is_tied`` names."""

import pytest
from piccolo.columns.combination import WhereRaw

from cases import tables
from cases.actor import PUBLIC, Actor
from cases.audiences import Standing, is_tied
from cases.ties import Look, is_own, own_cases
from cases.vocabulary import AssignmentState, Audience, Role, Signature
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def test_every_way_finds_the_cases_that_is_tied_names(database):
    bodies = [(await new_row(tables.Body))["id"] for _ in range(2)]
    units = [(await new_row(tables.Department))["id"] for _ in range(2)]
    people = [(await new_row(tables.Person))["id"] for _ in range(2)]
    known = {}
    for body, unit, person, ended in ((0, 0, 0, False), (1, 1, 1, False), (0, 1, 1, True), (1, 0, 0, True)):
        case = (await new_row(tables.Case, body=bodies[body]))["id"]
        state = AssignmentState.RETURNED if ended else AssignmentState.WORKING
        await new_row(tables.Assignment, case=case, department=units[unit], state=state.value)
        signature = Signature.DECLINED if ended else Signature.SIGNED
        await new_row(tables.CaseSubmitter, case=case, person=people[person], signature=signature.value)
        own = () if ended else (people[person],)
        known[case] = Standing(Audience.UNITS, bodies[body], frozenset(() if ended else {units[unit]}), own)
    bare = (await new_row(tables.Case, body=None))["id"]
    known[bare] = Standing(Audience.UNITS)
    actors = [PUBLIC, Actor("甲", Role.CLERK, person=1), Actor("乙", Role.REVIEWER, person=1), Actor("丙", Role.LEADER)]
    actors += [Actor("丁", Role.HANDLER, person=people[0], unit=unit) for unit in units]
    actors += [Actor("戊", Role.SUBMITTER, person=person) for person in people]
    actors += [Actor("己", Role.REVIEWER, person=people[0], body=body) for body in bodies]
    for actor in actors:
        wanted = sorted(case for case, standing in known.items() if is_tied(actor, standing))
        listed = f'"cases"."id" IN ({own_cases(actor)})'
        ways = [listed, *(is_own(actor, '"cases"."id"', look) for look in (Look.ALONE, Look.APART))]
        for said in ways:
            assert await _cases(tables.Case.id, said) == wanted, (actor, said)
        for look in (Look.ALONE, Look.APART):
            of_parts = await _cases(tables.Assignment.case, is_own(actor, '"assignments"."case"', look))
            assert of_parts == [case for case in wanted if case != bare], (actor, look)


async def _cases(column, said) -> list[int]:
    return sorted(await column._meta.table.select(column).where(WhereRaw(said)).output(as_list=True))
