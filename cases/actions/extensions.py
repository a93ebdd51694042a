"""More time: a unit asks before its day, the office decides, and the submitter has been told in writing."""

from dataclasses import dataclass
from datetime import date

from cases.actor import Actor
from cases.clock import now, today
from cases.counters import letter_numbers
from cases.database import write_tx
from cases.deadlines import longest_extension
from cases.errors import DayUnfit, NotFound
from cases.facts import Facts, Row
from cases.tables import Assignment, Case, Extension
from cases.vocabulary import ExtensionState, Machine, Verb
from cases.workflow import move


@dataclass(frozen=True, slots=True)
class NewExtension:
    """What a unit asks for. submitter_told_on: when it told the submitter in writing, none while it has not."""

    asked_due_on: date
    reason: str
    submitter_told_on: date | None = None


def latest_day(facts: Facts, assignment: Row) -> date:
    """The last day that may be asked for."""
    return longest_extension(assignment["assigned_on"] or facts.today, facts.rules, facts.calendar)


async def request_extension(assignment: int, seen: int, new: NewExtension, *, actor: Actor) -> int:
    """Ask for more time. The request's id. Raises DayUnfit."""
    _check_told(new.submitter_told_on)
    async with write_tx():
        (doc_no,) = await letter_numbers("extension request", actor)
        moved = await move(
            Machine.ASSIGNMENT,
            assignment,
            Verb.REQUEST_EXTENSION,
            actor=actor,
            seen=seen,
            reason=new.reason,
            told=f"至 {new.asked_due_on}",
        )
        thing = next(a for a in moved.facts.assignments if a["id"] == assignment)
        if thing["due_on"] is not None and new.asked_due_on <= thing["due_on"]:
            raise DayUnfit(field="延期", why=f"必须晚于现在的期限 {thing['due_on']}")
        latest = latest_day(moved.facts, thing)
        if new.asked_due_on > latest:
            raise DayUnfit(field="延期", why=f"最长可延至 {latest}")
        row = Extension(
            case=moved.facts.case["id"],
            assignment=assignment,
            reason=new.reason.strip(),
            due_before=thing["due_on"],
            asked_due_on=new.asked_due_on,
            submitter_told_on=new.submitter_told_on,
            doc_no=doc_no,
            asked_by=actor.person,
        )
        await Extension.insert(row)
    return int(row.id)


async def approve_extension(
    extension: int, seen: int, words: str, submitter_told_on: date | None, *, actor: Actor
) -> int:
    """Grant the day that was asked for; the first one is kept beside it. The id of the case.

    seen: the version of the assignment.
    """
    _check_told(submitter_told_on)
    async with write_tx():
        asked = await _request(extension)
        row = (await Assignment.select().where(Assignment.id == asked["assignment"]))[0]
        moved = await move(
            Machine.ASSIGNMENT,
            asked["assignment"],
            Verb.APPROVE_EXTENSION,
            actor=actor,
            seen=seen,
            reason=words,
            intent={"submitter_told_on": submitter_told_on},
            changes={"due_on": asked["asked_due_on"], "first_due_on": row["first_due_on"] or row["due_on"]},
            told=f"至 {asked['asked_due_on']}",
        )
        told_on = submitter_told_on or asked["submitter_told_on"]
        await _decide(extension, ExtensionState.APPROVED, words, actor, told_on=told_on)
        await _move_case_day(moved.facts, asked)
    return int(moved.facts.case["id"])


async def refuse_extension(extension: int, seen: int, words: str, *, actor: Actor) -> int:
    """Leave the day as it is. The id of the case. seen: the version of the assignment."""
    async with write_tx():
        asked = await _request(extension)
        verb = Verb.REFUSE_EXTENSION
        moved = await move(Machine.ASSIGNMENT, asked["assignment"], verb, actor=actor, seen=seen, reason=words)
        await _decide(extension, ExtensionState.REFUSED, words, actor, told_on=asked["submitter_told_on"])
    return int(moved.facts.case["id"])


def _check_told(day: date | None) -> None:
    if day is not None and day > today():
        raise DayUnfit(field="书面告知日期", why="还没有到这一天")


async def _request(extension: int) -> Row:
    row = await Extension.select().where(Extension.id == extension).first()
    if row is None:
        raise NotFound(kind="延期申请", key=str(extension))
    return row


async def _decide(extension: int, state: ExtensionState, words: str, actor: Actor, *, told_on: date | None) -> None:
    await Extension.update(
        {
            Extension.state: state.value,
            Extension.decision_words: words.strip() or None,
            Extension.decided_by: actor.person,
            Extension.decided_at: now(),
            Extension.submitter_told_on: told_on,
        }
    ).where(Extension.id == extension)


async def _move_case_day(facts: Facts, asked: Row) -> None:
    """The case is due when the last unit that answers is."""
    if all(a["id"] != asked["assignment"] for a in facts.leading):
        return
    others = [a["due_on"] for a in facts.leading if a["id"] != asked["assignment"] and a["due_on"] is not None]
    due = max([*others, asked["asked_due_on"]])
    await Case.update({Case.due_on: due}).where(Case.id == facts.case["id"])
