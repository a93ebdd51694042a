"""Urging units by hand: a reminder, a call, a letter, or the formal notice of supervision."""

from collections.abc import Sequence

from cases.actions.assignments import Chosen, check_number
from cases.actor import Actor
from cases.counters import letter_numbers
from cases.database import write_tx
from cases.errors import CaseError, FieldMissing, StoppedAt
from cases.tables import Assignment, Urge
from cases.vocabulary import Machine, UrgeForm, Verb
from cases.workflow import move

MOST_URGED = 50
WRITTEN = (UrgeForm.LETTER, UrgeForm.SUPERVISION)


async def urge(chosen: Sequence[Chosen], form: UrgeForm, told: str, *, actor: Actor) -> None:
    """Urge the units of some assignments, all or none. told: what they read. Raises StoppedAt, NothingChosen."""
    check_number(chosen, MOST_URGED, "承办单位")
    if not told.strip():
        raise FieldMissing(field="催办内容")
    async with write_tx():
        numbers = await letter_numbers(form.value, actor, len(chosen)) if form in WRITTEN else [None] * len(chosen)
        for one, doc_no in zip(chosen, numbers, strict=True):
            try:
                await _urge(one, form, told.strip(), doc_no, actor)
            except CaseError as problem:
                if len(chosen) == 1 or problem.status == 404:
                    raise
                raise StoppedAt(which=await _name(one.id), why=str(problem)) from problem


async def _urge(one: Chosen, form: UrgeForm, told: str, doc_no: str | None, actor: Actor) -> None:
    moved = await move(Machine.ASSIGNMENT, one.id, Verb.URGE, actor=actor, seen=one.seen, reason=told, told=form.label)
    case = moved.facts.case["id"]
    row = Urge(case=case, assignment=one.id, form=form.value, told=told, doc_no=doc_no, urged_by=actor.person)
    await Urge.insert(row)


async def _name(assignment: int) -> str:
    row = await Assignment.select(Assignment.printed_name).where(Assignment.id == assignment).first()
    return str(row["printed_name"]) if row else ""
