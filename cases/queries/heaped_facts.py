"""The facts of a table, by the heap: the database tells apart only what the table tells apart, and counts the rest.

What a measure looks at is defined over facts (``cases.statistics.measures``) and looked at one by one where a number
leads to its rows (``counted_facts``). Here each heap is one fact like all of its own. It knows no more than measures
look at: of days the order they stand in, of what no measure counts without a reply nothing before there is one.
"""

# Only names of our own, codes of closed lists and whole numbers are put into these statements.
# ruff: noqa: S608

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from piccolo.table import Table

from cases.actor import Actor
from cases.clock import beijing_day, today
from cases.permissions import visible_to
from cases.queries.counted_facts import IN_PERSON
from cases.queries.counted_promises import promise_facts
from cases.statistics.facts import CaseFact, Fact, PartFact, RatingFact
from cases.statistics.needs import Needs, Scope
from cases.tables import Assignment, Case, Contact, Delivery, Extension, Feedback, Reply, ReturnRequest
from cases.vocabulary import (
    ANSWERED,
    LEADING,
    AssignmentRole,
    AssignmentState,
    CaseState,
    ClassSemantic,
    ExtensionState,
    ReplyKind,
    Score,
    SubmitterKind,
    Track,
)
from cases.vocabulary.statistics import Counted, Grouping

Row = dict[str, Any]
_DAY = date(2000, 1, 1)  # of a heap whose days are only known to stand before or after one another
_EARLIER = _DAY - timedelta(days=1)
# A letter that was sent, or that a page printed.
_SENT = '("replies"."sent_at" IS NOT NULL OR "replies"."document" IS NOT NULL)'
_LETTER = f'"replies"."kind" = \'{ReplyKind.REPLY}\' AND {_SENT}'
_NEWEST = 'ORDER BY "replies"."round" DESC, "replies"."number" DESC, "replies"."id" DESC LIMIT 1'
_OLDEST = 'ORDER BY "replies"."round", "replies"."number", "replies"."id" LIMIT 1'
_WROTE = (
    'CASE WHEN "replies"."assignment" IS NULL THEN "replies"."printed_name" = "assignments"."printed_name"'
    ' ELSE "replies"."assignment" = "assignments"."id" END'
)
_OF_CASES = {Grouping.YEAR: '"cases"."year"', Grouping.SUBMITTER: '"cases"."submitter_kind"'}


async def heaped_facts(scope: Scope, needs: Needs, *, actor: Actor) -> tuple[Fact, ...]:
    """What ``counted_facts`` gives, by the heap. Of what the rows stand for only ``needs.by`` is known."""
    made: list[Fact] = []
    if Counted.CASES in needs.kinds:
        made += await _cases(scope, needs, actor)
    if Counted.PARTS in needs.kinds:
        made += await _parts(scope, needs, actor)
    if Counted.RATINGS in needs.kinds:
        made += await _ratings(scope, needs, actor)
    if Counted.PROMISES in needs.kinds:
        made += await promise_facts(scope, needs.by, actor=actor)
    return tuple(made)


async def _cases(scope: Scope, needs: Needs, actor: Actor) -> list[Fact]:
    first = '"cases"."due_on"'
    if needs.first_days:
        parts = f'"assignments"."case" = "cases"."id" AND {_seen(actor, Assignment)}'
        first = f'coalesce((SELECT min("assignments"."first_due_on") FROM "assignments" WHERE {parts}), {first})'
    told = {
        **_key(needs.by),
        "state": '"cases"."state"',
        "merged": '"cases"."merged_into" IS NOT NULL',
        "again": '"cases"."round" > 1',
        "replied": '"cases"."replied_on" IS NOT NULL',
        "due": '"cases"."due_on" IS NOT NULL',
        "on_time": '"cases"."replied_on" <= "cases"."due_on"',
        "unextended": f'"cases"."replied_on" <= {first}',
    }
    if needs.classes:
        newest = _letter(actor, '"class_semantic"', '"replies"."case" = "cases"."id"', _NEWEST)
        told["semantic"] = f'CASE WHEN "cases"."replied_on" IS NOT NULL THEN {newest} END'
    if needs.contacts:
        told |= _contacts(actor)
    rows = await _heaps(Case, told, '"cases"', cases_in(scope, actor, led=True))
    return [_case(row) for row in rows]


def _case(row: Row) -> CaseFact:
    """A case like all of a heap."""
    unextended = row["due"] and bool(row["unextended"])
    return CaseFact(
        id=0,
        **_common(row),
        state=CaseState(row["state"]),
        merged=bool(row["merged"]),
        round=2 if row["again"] else 1,
        assigned_on=None,
        due_on=(_DAY if row["on_time"] else _EARLIER) if row["due"] else None,
        first_due_on=_DAY if unextended else _EARLIER,
        replied_on=_DAY if row["replied"] else None,
        semantic=_member(ClassSemantic, row.get("semantic")),
        contacted=bool(row.get("contacted")),
        met=bool(row.get("met")),
        n=row["n"],
    )


def _contacts(actor: Actor) -> dict[str, str]:
    """Whether there was a contact before the reply, and whether people met; of what is not answered nobody asks."""
    own = '"contacts"."case" = "cases"."id" AND "contacts"."happened_on" <= "cases"."replied_on"'
    found = f'SELECT 1 FROM "contacts" WHERE {own} AND {_seen(actor, Contact)}'
    met = f'"contacts"."form" IN ({_listed(sorted(IN_PERSON))})'
    answered = '"cases"."replied_on" IS NOT NULL'
    return {"contacted": f"{answered} AND EXISTS ({found})", "met": f"{answered} AND EXISTS ({found} AND {met})"}


async def _parts(scope: Scope, needs: Needs, actor: Actor) -> list[Fact]:
    own = f'"replies"."case" = "assignments"."case" AND {_WROTE}'
    told = {
        **_key(needs.by, '"assignments"."department"'),
        "role": '"assignments"."role"',
        "state": '"assignments"."state"',
        "late": '"assignments"."due_on" < {}',
    }
    if needs.classes:
        answered = f'"assignments"."role" IN ({_listed(LEADING)}) AND "assignments"."state" IN ({_listed(ANSWERED)})'
        newest = _letter(actor, '"class_semantic"', own, _NEWEST)
        told["semantic"] = f"CASE WHEN {answered} THEN {newest} END"
    if needs.spans:
        told |= {"assigned_on": '"assignments"."assigned_on"', "sent_at": '"first"."sent_at"'}
        told["signed_on"] = '"first"."signed_on"'
    if needs.returns:
        found = f'"return_requests"."assignment" = "assignments"."id" AND {_seen(actor, ReturnRequest)}'
        told["returned"] = f'EXISTS (SELECT 1 FROM "return_requests" WHERE {found})'
    if needs.extensions:
        approved = f'"extensions"."state" = \'{ExtensionState.APPROVED}\''
        found = f'"extensions"."assignment" = "assignments"."id" AND {approved} AND {_seen(actor, Extension)}'
        told["extended"] = f'EXISTS (SELECT 1 FROM "extensions" WHERE {found})'
    joined = '"assignments" LEFT JOIN "departments" ON "departments"."id" = "assignments"."department"'
    if needs.spans:
        oldest = _letter(actor, '"id"', own, _OLDEST)
        joined += f' LEFT JOIN "replies" AS "first" ON "first"."id" = {oldest}'
    where = _seen(actor, Assignment)
    if needs.by is not Grouping.UNIT or scope.years or scope.track or scope.place:
        joined += ' JOIN "cases" ON "cases"."id" = "assignments"."case"'
        where += f" AND {cases_in(scope, actor)}"
    if scope.unit is not None:
        where += f' AND "assignments"."department" = {int(scope.unit)}'
    rows = await _heaps(Assignment, told, joined, where, today())
    return [_part(row, today()) for row in rows]


def _part(row: Row, day: date) -> PartFact:
    sent = row.get("sent_at")
    return PartFact(
        id=0,
        case=0,
        **_common(row),
        unit=row.get("unit"),
        unit_name=row.get("name") or "",
        role=AssignmentRole(row["role"]),
        state=AssignmentState(row["state"]),
        assigned_on=row.get("assigned_on"),
        due_on=day - timedelta(days=1) if row["late"] else None,
        sent_on=beijing_day(sent) if sent else row.get("signed_on"),
        semantic=_member(ClassSemantic, row.get("semantic")),
        returned=bool(row.get("returned")),
        extended=bool(row.get("extended")),
        n=row["n"],
    )


async def _ratings(scope: Scope, needs: Needs, actor: Actor) -> list[Fact]:
    told = {
        **_key(needs.by, '"replies"."department"'),
        "again": '"replies"."round" > 1',
        "attitude": '"score"."attitude"',
        "result": '"score"."result"',
    }
    given = f'"feedbacks"."delivery" = "deliveries"."id" AND {_seen(actor, Feedback)}'
    newest = f'SELECT "id" FROM "feedbacks" WHERE {given} ORDER BY "feedbacks"."number" DESC LIMIT 1'
    joined = '"deliveries" JOIN "replies" ON "replies"."id" = "deliveries"."reply"'
    joined += ' JOIN "cases" ON "cases"."id" = "replies"."case"'
    joined += ' LEFT JOIN "departments" ON "departments"."id" = "replies"."department"'
    joined += f' LEFT JOIN "feedbacks" AS "score" ON "score"."id" = ({newest})'
    where = f"{_LETTER} AND {_seen(actor, Reply)} AND {_seen(actor, Delivery)} AND {cases_in(scope, actor)}"
    if scope.unit is not None:
        where += f' AND "replies"."department" = {int(scope.unit)}'
    return [_rating(row) for row in await _heaps(Delivery, told, joined, where)]


def _rating(row: Row) -> RatingFact:
    return RatingFact(
        id=0,
        case=0,
        **_common(row),
        unit=row.get("unit"),
        unit_name=row.get("name") or "",
        round=2 if row["again"] else 1,
        attitude=_member(Score, row["attitude"]),
        result=_member(Score, row["result"]),
        n=row["n"],
    )


async def _heaps(table: type[Table], told: Mapping[str, str], joined: str, where: str, *values: object) -> list[Row]:
    """Rows that are alike in all that is told of them, and how many: n."""
    named = ", ".join(f'{sql} AS "{name}"' for name, sql in told.items())
    alike = ", ".join(str(at + 1) for at in range(len(told)))
    sql = f'SELECT {named}, count(*) AS "n" FROM {joined} WHERE {where} GROUP BY {alike}'  # nosec B608 # names of our own, whole numbers
    return list(await table.raw(sql, *values))


def _key(by: Grouping, unit: str = "") -> dict[str, str]:
    """What tells to which row something belongs. unit: the column with its own, where it has one."""
    if by is Grouping.UNIT:
        return {"unit": unit, "name": '"departments"."name"'} if unit else {}
    return {by.value: _OF_CASES[by]}


def _common(row: Row) -> dict[str, Any]:
    return {
        "track": Track.OTHER,
        "year": row.get(Grouping.YEAR.value),
        "submitter": _member(SubmitterKind, row.get(Grouping.SUBMITTER.value)),
    }


def _member(kind: Any, code: str | None) -> Any:
    return kind(code) if code else None


def cases_in(scope: Scope, actor: Actor, *, led: bool = False) -> str:
    """The cases in the scope. led: of a unit those that it leads, as far as the reader may see its part."""
    said = [_seen(actor, Case)]
    if scope.years:
        said.append(f'"cases"."year" IN ({", ".join(str(int(year)) for year in scope.years)})')
    if scope.track:
        said.append(f'"cases"."track" = \'{scope.track.value}\'')
    if scope.place:
        said.append(f'"cases"."place" = {int(scope.place)}')
    if led and scope.unit is not None:
        leads = f'"assignments"."department" = {int(scope.unit)} AND "assignments"."role" IN ({_listed(LEADING)})'
        parts = f'SELECT "assignments"."case" FROM "assignments" WHERE {leads} AND {_seen(actor, Assignment)}'
        said.append(f'"cases"."id" IN ({parts})')
    return " AND ".join(said)


def _letter(actor: Actor, column: str, own: str, order: str) -> str:
    """One column of the newest or the oldest of some letters."""
    where = f"{own} AND {_LETTER} AND {_seen(actor, Reply)}"
    return f'(SELECT "replies".{column} FROM "replies" WHERE {where} {order})'  # nosec B608 # names of our own, whole numbers


def _seen(actor: Actor, table: type[Table]) -> str:
    """Which rows of a table the reader may see, in SQL."""
    return str(visible_to(actor, table).querystring.template)


def _listed(codes: Any) -> str:
    return ", ".join(f"'{code.value}'" for code in codes)
