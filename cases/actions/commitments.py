"""What becomes of a confirmed promise: reported with evidence, verified by others, put off, cancelled, contested."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from cases import files
from cases.actions.assignments import Chosen, check_number
from cases.actions.attachments import MOST_FILES, medium_of
from cases.actor import Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.errors import CaseError, DayUnfit, FieldMissing, NotFound, StoppedAt, TooManyFiles
from cases.tables import Commitment, CommitmentMetric, Contest, DueChange, Evidence, ProgressReport, Urge, Verification
from cases.vocabulary import ContestState, ExtensionState, Machine, Stage, UrgeForm, Verb, Verdict
from cases.workflow import Moved, move

MOST_URGED = 50
_VERDICTS = {Verdict.TRUE: Verb.VERIFY, Verdict.PARTLY: Verb.VERIFY_PARTLY, Verdict.FALSE: Verb.REJECT_DONE}


@dataclass(frozen=True, slots=True)
class Report:
    """What a unit says. amount: how much there is of the promised quantity, a plain number; none where it has none."""

    stage: Stage
    told: str
    amount: str | None = None


async def report(
    commitment: int, seen: int, said: Report, given: Sequence[tuple[str, bytes]], *, folder: files.Place, actor: Actor
) -> int:
    """Tell how a promise stands, with files that show it. The report's id.

    given: name and bytes of each file; folder: of the file store. Raises FileError, FieldMissing.
    """
    if not said.told.strip():
        raise FieldMissing(field="进展情况")
    if len(given) > MOST_FILES:
        raise TooManyFiles(given[MOST_FILES][0], MOST_FILES)
    fit = [(name, await asyncio.to_thread(medium_of, name, data), data) for name, data in given]
    verb = Verb.REPORT_DONE if said.stage is Stage.DONE else Verb.REPORT_PROGRESS
    async with write_tx():
        await move(
            Machine.COMMITMENT, commitment, verb, actor=actor, seen=seen, reason=said.told, told=said.stage.label
        )
        row = ProgressReport(
            commitment=commitment, department=actor.unit, stage=said.stage.value, told=said.told.strip(),
            reported_by=actor.person, **await _measured(commitment, said.amount),
        )  # fmt: skip
        await ProgressReport.insert(row)
        for position, (name, media, data) in enumerate(fit):
            kept = await asyncio.to_thread(files.put, folder, data)
            await Evidence.insert(
                Evidence(report=row.id, position=position, name=name, media=media, size=len(data), sha256=kept,
                         added_by=actor.person)
            )  # fmt: skip
    return int(row.id)


async def _measured(commitment: int, amount: str | None) -> dict[str, Any]:
    """The quantity reported and what of the promise it measures; only where the promise has a number."""
    if not amount:
        return {}
    metric = (
        await CommitmentMetric.select(CommitmentMetric.id)
        .where(CommitmentMetric.commitment == commitment)
        .order_by(CommitmentMetric.ordinal)
        .first()
    )
    if metric is None:
        return {}
    try:
        value = Decimal(amount.replace(",", "").strip())
    except InvalidOperation:
        raise FieldMissing(field="已完成的数量（请填数字）") from None
    return {"metric": metric["id"], "amount": format(value, "f")}


async def verify(commitment: int, seen: int, verdict: Verdict, told: str, *, actor: Actor) -> None:
    """Say whether it is as was reported; never whoever reported it."""
    async with write_tx():
        done = {"verified_at": now(), "verified_by": actor.person} if verdict is not Verdict.FALSE else {}
        moved = await move(
            Machine.COMMITMENT, commitment, _VERDICTS[verdict], actor=actor, seen=seen, reason=told, changes=done,
            told=verdict.label,
        )  # fmt: skip
        last = moved.facts.reports[-1]["id"] if moved.facts.reports else None
        await Verification.insert(
            Verification(commitment=commitment, report=last, verdict=verdict.value, told=told.strip(),
                         verified_by=actor.person)
        )  # fmt: skip


async def ask_change(commitment: int, seen: int, day: date | None, reason: str, *, actor: Actor) -> None:
    """Ask for another day; until it is decided the day in force stays."""
    if day is None or day <= today():
        raise DayUnfit(field="新的期限", why="必须晚于今天")
    async with write_tx():
        verb = Verb.ASK_CHANGE_DUE
        await move(Machine.COMMITMENT, commitment, verb, actor=actor, seen=seen, reason=reason, told=f"至 {day}")
        row = await Commitment.select(Commitment.due_on).where(Commitment.id == commitment).first()
        await DueChange.insert(
            DueChange(commitment=commitment, department=actor.unit, old_due_on=(row or {})["due_on"], new_due_on=day,
                      reason=reason.strip(), asked_by=actor.person)
        )  # fmt: skip


async def decide_change(commitment: int, seen: int, granted: bool, words: str, *, actor: Actor) -> None:
    """Grant the day that was asked for, or leave the one in force. The first day ever stays beside it."""
    async with write_tx():
        # The guards of the move let nobody decide where there is none.
        waiting = (DueChange.commitment == commitment) & (DueChange.state == ExtensionState.REQUESTED.value)
        asked = await DueChange.select(DueChange.new_due_on).where(waiting).first()
        day = asked["new_due_on"] if asked else None
        await move(
            Machine.COMMITMENT, commitment, Verb.CHANGE_DUE if granted else Verb.REFUSE_CHANGE_DUE, actor=actor,
            seen=seen, reason=words, changes={"due_on": day} if granted else {}, told=f"至 {day}" if granted else None,
        )  # fmt: skip
        state = ExtensionState.APPROVED if granted else ExtensionState.REFUSED
        await DueChange.update(
            {
                DueChange.state: state.value,
                DueChange.decision_words: words.strip() or None,
                DueChange.decided_by: actor.person,
                DueChange.decided_at: now(),
            }
        ).where(waiting)


async def close(
    commitment: int, seen: int, verb: Verb, reason: str, *, actor: Actor, consented_on: date | None = None
) -> None:
    """Cancel a promise with the submitter's consent, or say that it cannot be verified."""
    if consented_on is not None and consented_on > today():
        raise DayUnfit(field="同意的日期", why="还没有到这一天")
    given = {"consented_on": consented_on} if verb is Verb.CANCEL_COMMITMENT else {}
    async with write_tx():
        await move(
            Machine.COMMITMENT, commitment, verb, actor=actor, seen=seen, reason=reason, intent=given, changes=given
        )


async def contest(commitment: int, seen: int, told: str, *, actor: Actor) -> None:
    """A submitter says that it is not as was reported."""
    async with write_tx():
        await move(Machine.COMMITMENT, commitment, Verb.CONTEST, actor=actor, seen=seen, reason=told)
        await Contest.insert(Contest(commitment=commitment, person=actor.owner, told=told.strip()))


async def answer_contest(commitment: int, seen: int, upheld: bool, words: str, *, actor: Actor) -> None:
    """Uphold an objection, so that the unit has to go on, or dismiss it."""
    async with write_tx():
        verb = Verb.UPHOLD_CONTEST if upheld else Verb.DISMISS_CONTEST
        await move(Machine.COMMITMENT, commitment, verb, actor=actor, seen=seen, reason=words)
        state = ContestState.UPHELD if upheld else ContestState.DISMISSED
        await Contest.update(
            {
                Contest.state: state.value,
                Contest.answer: words.strip(),
                Contest.answered_by: actor.person,
                Contest.answered_at: now(),
            }
        ).where((Contest.commitment == commitment) & (Contest.state == ContestState.OPEN.value))


async def urge_commitments(chosen: Sequence[Chosen], told: str, *, actor: Actor) -> None:
    """Urge the units of some promises, all or none; one promise at most once in three days. Raises StoppedAt."""
    check_number(chosen, MOST_URGED, Machine.COMMITMENT.label)
    if not told.strip():
        raise FieldMissing(field="催办内容")
    async with write_tx():
        for one in chosen:
            try:
                moved = await move(
                    Machine.COMMITMENT, one.id, Verb.URGE, actor=actor, seen=one.seen, reason=told,
                    told=UrgeForm.MESSAGE.label,
                )  # fmt: skip
            except CaseError as problem:
                if len(chosen) == 1 or problem.status == 404:
                    raise
                raise StoppedAt(which=str(one.id), why=str(problem)) from problem
            await _keep_urge(one.id, moved, told.strip(), actor)


async def _keep_urge(commitment: int, moved: Moved, told: str, actor: Actor) -> None:
    case = moved.facts.case["id"]
    if case is None:
        raise NotFound(kind="对应的提案建议", key=str(commitment))
    await Urge.insert(
        Urge(case=case, commitment=commitment, form=UrgeForm.MESSAGE.value, told=told, urged_by=actor.person)
    )
