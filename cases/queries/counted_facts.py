"""The facts that statistics count over, read for one reader: what he may not see is in no number."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.clock import beijing_day
from cases.permissions import visible_to
from cases.queries.counted_promises import promise_facts
from cases.statistics.facts import CaseFact, Fact, PartFact, RatingFact
from cases.statistics.needs import Needs, Scope
from cases.tables import Assignment, Case, Contact, Delivery, Extension, Feedback, Reply, ReturnRequest
from cases.vocabulary import (
    LEADING,
    AssignmentRole,
    AssignmentState,
    CaseState,
    ClassSemantic,
    ContactForm,
    ExtensionState,
    ReplyKind,
    Score,
    SubmitterKind,
    Track,
)
from cases.vocabulary.statistics import Counted

# Members by their codes, for facts by the ten thousand: calling the list for each takes longer than making the fact.
_TRACKS, _KINDS = {one.value: one for one in Track}, {one.value: one for one in SubmitterKind}
_STATES, _CLASSES = {one.value: one for one in CaseState}, {one.value: one for one in ClassSemantic}
_ROLES, _PARTS = {one.value: one for one in AssignmentRole}, {one.value: one for one in AssignmentState}
_SCORES = {one.value: one for one in Score}
IN_PERSON = frozenset({ContactForm.MEETING, ContactForm.VISIT, ContactForm.SYMPOSIUM, ContactForm.FIELD_STUDY})

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Read:
    """Rows of the cases in the scope: parts, letters (the oldest first) and contacts by case."""

    cases: dict[int, Row]
    parts: dict[int, list[Row]]
    letters: dict[int, list[Row]]
    contacts: dict[int, list[Row]]


async def counted_facts(scope: Scope, needs: Needs, *, actor: Actor) -> tuple[Fact, ...]:
    """What is asked for within the scope, as far as the reader may see it, and nothing read beside it. Of one unit: the
    cases it leads and what is its own."""
    made: list[Fact] = []
    if needs.kinds - {Counted.PROMISES}:
        read = await _read(scope, needs, actor)
        led = _led_by(scope.unit, read)
        if Counted.CASES in needs.kinds:
            made += await asyncio.to_thread(_case_facts, read, led)
        own: list[Any] = await _part_facts(needs, actor, read) if Counted.PARTS in needs.kinds else []
        own += await _rating_facts(actor, read) if Counted.RATINGS in needs.kinds else []
        made += [fact for fact in own if scope.unit is None or fact.unit == scope.unit]
    if Counted.PROMISES in needs.kinds:
        made += await promise_facts(scope, needs.by, actor=actor)
    return tuple(made)


async def _read(scope: Scope, needs: Needs, actor: Actor) -> _Read:
    """Only the rows that are needed; a kind that is not read is empty."""
    parts = Counted.PARTS in needs.kinds or needs.first_days or scope.unit is not None
    return await asyncio.to_thread(
        _arranged,
        await _cases(scope, actor),
        await _parts(scope, actor) if parts else [],
        await _letters(scope, actor) if needs.letters else [],
        await _contacts(scope, actor) if needs.contacts else [],
    )


def _arranged(cases: list[Row], parts: list[Row], letters: list[Row], contacts: list[Row]) -> _Read:
    by_id = {row["id"]: row for row in cases}
    return _Read(by_id, _by_case(parts, by_id), _by_case(letters, by_id), _by_case(contacts, by_id))


def _led_by(unit: int | None, read: _Read) -> frozenset[int] | None:
    if unit is None:
        return None
    parts = (part for found in read.parts.values() for part in found)
    return frozenset(part["case"] for part in parts if part["department"] == unit and part["role"] in LEADING)


def _by_case(rows: Iterable[Row], cases: dict[int, Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        if row["case"] in cases:
            found.setdefault(row["case"], []).append(row)
    return found


async def _cases(scope: Scope, actor: Actor) -> list[Row]:
    columns = (Case.id, Case.track, Case.year, Case.submitter_kind, Case.state, Case.merged_into, Case.round)
    return list(
        await Case.select(*columns, Case.assigned_on, Case.due_on, Case.replied_on).where(_cases_in(scope, actor))
    )


def _cases_in(scope: Scope, actor: Actor) -> Combinable:
    where = visible_to(actor, Case)
    if scope.years:
        where = where & Case.year.is_in(list(scope.years))
    if scope.track:
        where = where & (Case.track == scope.track.value)
    if scope.place:
        where = where & (Case.place == scope.place)
    return where


def _seen(table: Any, scope: Scope, actor: Actor) -> Combinable:
    """Rows of the cases in the scope; of all cases without a list of them, which would only be looked through."""
    seen: Combinable = visible_to(actor, table)
    if scope.years or scope.track or scope.place:
        seen = seen & table.case.is_in(Case.select(Case.id).where(_cases_in(scope, actor)))
    return seen


async def _parts(scope: Scope, actor: Actor) -> list[Row]:
    part: Any = Assignment
    columns = (part.id, part.case, part.department, part.printed_name, part.role, part.state, part.assigned_on)
    named = part.department.name.as_alias("name")
    return list(await part.select(*columns, part.due_on, part.first_due_on, named).where(_seen(part, scope, actor)))


async def _letters(scope: Scope, actor: Actor) -> list[Row]:
    """The replies that were sent, or that a page printed; drafts are nobody's answer."""
    reply: Any = Reply
    columns = (reply.id, reply.case, reply.assignment, reply.department, reply.printed_name, reply.class_semantic)
    named = reply.department.name.as_alias("name")
    sent = (reply.kind == ReplyKind.REPLY.value) & (reply.sent_at.is_not_null() | reply.document.is_not_null())
    query = reply.select(*columns, reply.sent_at, reply.signed_on, reply.round, named)
    return list(await query.where(_seen(reply, scope, actor) & sent).order_by(reply.round).order_by(reply.number))


async def _contacts(scope: Scope, actor: Actor) -> list[Row]:
    columns = (Contact.case, Contact.happened_on, Contact.form)
    return list(await Contact.select(*columns).where(_seen(Contact, scope, actor)))


def _case_facts(read: _Read, led: frozenset[int] | None) -> list[CaseFact]:
    return [_case_fact(case, read) for case in read.cases.values() if led is None or case["id"] in led]


def _case_fact(case: Row, read: _Read) -> CaseFact:
    letters, parts = read.letters.get(case["id"], []), read.parts.get(case["id"], [])
    before = [c for c in read.contacts.get(case["id"], []) if _not_after(c["happened_on"], case["replied_on"])]
    first = min((part["first_due_on"] for part in parts if part["first_due_on"]), default=None)
    return CaseFact(
        id=case["id"],
        **_common(case),
        state=_STATES[case["state"]],
        merged=case["merged_into"] is not None,
        round=case["round"],
        assigned_on=case["assigned_on"],
        due_on=case["due_on"],
        first_due_on=first,
        replied_on=case["replied_on"],
        semantic=_semantic(letters),
        contacted=bool(before),
        met=any(contact["form"] in IN_PERSON for contact in before),
    )


def _common(case: Row) -> dict[str, Any]:
    kind = case["submitter_kind"]
    return {
        "track": _TRACKS[case["track"]],
        "year": case["year"],
        "submitter": _KINDS[kind] if kind else None,
    }


def _not_after(day: date | None, last: date | None) -> bool:
    return day is not None and (last is None or day <= last)


def _semantic(letters: list[Row]) -> ClassSemantic | None:
    """What the newest letter says of the result."""
    said = letters[-1]["class_semantic"] if letters else None
    return _CLASSES[said] if said else None


def _day_of(letter: Row) -> date | None:
    return beijing_day(letter["sent_at"]) if letter["sent_at"] else letter["signed_on"]


async def _part_facts(needs: Needs, actor: Actor, read: _Read) -> list[PartFact]:
    returned = await _returned(actor) if needs.returns else set()
    extended = await _extended(actor) if needs.extensions else set()
    return await asyncio.to_thread(_made_of_parts, read, returned, extended)


def _made_of_parts(read: _Read, returned: set[int], extended: set[int]) -> list[PartFact]:
    made = []
    for part in (part for found in read.parts.values() for part in found):
        own = [one for one in read.letters.get(part["case"], []) if _wrote(part, one)]
        made.append(
            PartFact(
                id=part["id"],
                case=part["case"],
                **_common(read.cases[part["case"]]),
                **_unit(part),
                role=_ROLES[part["role"]],
                state=_PARTS[part["state"]],
                assigned_on=part["assigned_on"],
                due_on=part["due_on"],
                sent_on=_day_of(own[0]) if own else None,
                semantic=_semantic(own),
                returned=part["id"] in returned,
                extended=part["id"] in extended,
            )
        )
    return made


async def _returned(actor: Actor) -> set[int]:
    rows = await ReturnRequest.select(ReturnRequest.assignment).where(visible_to(actor, ReturnRequest))
    return {row["assignment"] for row in rows}


async def _extended(actor: Actor) -> set[int]:
    approved = Extension.state == ExtensionState.APPROVED.value
    rows = await Extension.select(Extension.assignment).where(visible_to(actor, Extension) & approved)
    return {row["assignment"] for row in rows}


def _wrote(part: Row, letter: Row) -> bool:
    if letter["assignment"] is not None:
        return bool(letter["assignment"] == part["id"])
    return bool(letter["printed_name"] == part["printed_name"])


def _unit(row: Row) -> dict[str, Any]:
    return {"unit": row["department"], "unit_name": row["name"] or row["printed_name"]}


async def _rating_facts(actor: Actor, read: _Read) -> list[RatingFact]:
    """One for each addressee of each letter. What a later rating says stands in for the earlier one."""
    sent = await Delivery.select(Delivery.id, Delivery.reply).where(visible_to(actor, Delivery))
    scores = {
        row["delivery"]: row
        for row in await Feedback.select(Feedback.delivery, Feedback.attitude, Feedback.result)
        .where(visible_to(actor, Feedback))
        .order_by(Feedback.number)
    }
    return await asyncio.to_thread(_made_of_ratings, read, sent, scores)


def _made_of_ratings(read: _Read, sent: list[Row], scores: dict[int, Row]) -> list[RatingFact]:
    letters = {one["id"]: one for found in read.letters.values() for one in found}
    made = []
    for row in sent:
        letter = letters.get(row["reply"])
        if letter is not None:
            score = scores.get(row["id"])
            made.append(
                RatingFact(
                    id=row["id"],
                    case=letter["case"],
                    **_common(read.cases[letter["case"]]),
                    **_unit(letter),
                    round=letter["round"],
                    attitude=_SCORES[score["attitude"]] if score else None,
                    result=_SCORES[score["result"]] if score else None,
                )
            )
    return made
