"""One unit's sheet: filled in, handed in as reports of its own, judged line by line by somebody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.actions.conclusions import give_class
from cases.actions.look_backs import THING, open_round, sheet_about
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import (
    CaseError,
    Forbidden,
    NotFound,
    NothingChosen,
    ReasonMissing,
    SheetIncomplete,
    SheetLocked,
    SheetMoved,
    StoppedAt,
)
from cases.journal import record
from cases.moves import PURSUED
from cases.notices import settle, tell
from cases.permissions import may
from cases.queries.look_back_sheets import LineRow, SheetPage, sheet_page
from cases.queries.look_backs import SHEET
from cases.tables import Commitment, LookBackLine, LookBackSheet, ProgressReport, Verification
from cases.vocabulary import (
    CommitmentState,
    Event,
    ExtensionState,
    Machine,
    SheetState,
    Stage,
    Verb,
    Verdict,
)
from cases.workflow import LEAST_REASON, move

LONGEST = 2_000
_VERIFIED = {Verdict.TRUE: Verb.VERIFY, Verdict.PARTLY: Verb.VERIFY_PARTLY, Verdict.FALSE: Verb.REJECT_DONE}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit says on one line. class_asked: for the reply as a whole, empty where its class stays."""

    stage: Stage | None = None
    told: str = ""
    class_asked: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the offices make of a line: true, partly true (of a promise told to be kept), or not; words say why."""

    verdict: Verdict
    words: str = ""


async def fill_sheet(sheet: int, seen: int, answers: Mapping[int, Answer], *, actor: Actor) -> None:
    """Keep what a unit has written so far; nothing is handed in by it. answers: by line.

    Lines that the offices took already stay as they are. Raises NotFound, Forbidden, SheetLocked, SheetMoved.
    """
    async with write_tx():
        page = await _to_fill(sheet, seen, actor)
        await _write(page, answers, actor)
        await record(actor, Verb.FILL_SHEET, THING, sheet, new=page.round.title)


async def hand_in_sheet(sheet: int, seen: int, answers: Mapping[int, Answer], *, actor: Actor) -> None:
    """Hand the sheet in: what it says of each promise becomes the unit's report, by the moves of the workflow.

    Raises as ``fill_sheet``, and SheetIncomplete.
    """
    async with write_tx():
        page = await _to_fill(sheet, seen, actor)
        await _write(page, answers, actor)
        lines = (await sheet_page(sheet, actor=actor)).lines
        if lacking := [str(line.position) for line in lines if not line.settled and not _complete(line, lines)]:
            raise SheetIncomplete(lines="、".join(lacking))
        for line in lines:
            if line.commitment_id is not None and not line.settled:
                await _report(line, actor)
        again = (LookBackLine.sheet == sheet) & (LookBackLine.decision == ExtensionState.REFUSED.value)
        await LookBackLine.update({LookBackLine.decision: None}).where(again)
        await _advance(sheet, SheetState.HANDED_IN, {LookBackSheet.handed_in_at: now()})
        await record(actor, Verb.HAND_IN_SHEET, THING, sheet, new=page.round.title)
        about = sheet_about(sheet, page.department, page.round.title, occasion=f"v{page.version}")
        await settle(about)
        words = f"{page.unit}的《{page.round.title}》"
        await tell(Event.LOOK_BACK_IN, about, actor=actor, words=words)


async def decide_sheet(sheet: int, seen: int, decisions: Mapping[int, Decision], *, actor: Actor) -> SheetState:
    """Judge lines: a promise told to be kept is verified, another class is given, or the unit has to say more.

    Once every line is judged the sheet is accepted, or goes back where a line was not taken. What the sheet is then.
    Raises NotFound, Forbidden, SheetLocked, SheetMoved, NothingChosen, StoppedAt.
    """
    if not may(actor, Verb.ACCEPT_SHEET):
        raise Forbidden(act=Verb.ACCEPT_SHEET.label)
    async with write_tx():
        page = await _taken(sheet, seen, SheetState.HANDED_IN, actor)
        open_lines = {line.id: line for line in page.lines if line.decision is None}
        if unknown := set(decisions) - set(open_lines):
            raise NotFound(kind=f"{SHEET}的行", key=str(min(unknown)))
        if not decisions:
            raise NothingChosen(kind="审核结论")
        for line_id, decision in decisions.items():
            await _decide(open_lines[line_id], decision, actor)
        await record(actor, Verb.ACCEPT_SHEET, THING, sheet, new=f"{len(decisions)}行")
        return await _follow(page, actor)


async def _follow(page: SheetPage, actor: Actor) -> SheetState:
    """The sheet's own state, by those of its lines."""
    where = LookBackLine.sheet == page.id
    said = await LookBackLine.select(LookBackLine.decision).where(where).output(as_list=True)
    if None in said:
        await _advance(page.id, SheetState.HANDED_IN, {})
        return SheetState.HANDED_IN
    about = sheet_about(page.id, page.department, page.round.title, occasion=f"v{page.version}")
    words = f"《{page.round.title}》"
    await settle(about, [Event.LOOK_BACK_IN])
    if ExtensionState.REFUSED in said:
        await _advance(page.id, SheetState.TO_FILL, {})
        await tell(Event.LOOK_BACK_BACK, about, actor=actor, due=page.round.due_on, words=words)
        return SheetState.TO_FILL
    done = {LookBackSheet.accepted_at: now(), LookBackSheet.accepted_by: actor.person}
    await _advance(page.id, SheetState.ACCEPTED, done)
    await tell(Event.LOOK_BACK_DONE, about, actor=actor, words=words)
    return SheetState.ACCEPTED


async def _taken(sheet: int, seen: int, state: SheetState, actor: Actor) -> SheetPage:
    """A sheet as it is, inside ``write_tx``, in this state and unchanged since it was seen."""
    page = await sheet_page(sheet, actor=actor)
    await open_round(page.round.id, actor)
    if page.state is not state:
        raise SheetLocked(state=page.state.label)
    if page.version != seen:
        raise SheetMoved(who=page.filled_by or page.unit)
    return page


async def _to_fill(sheet: int, seen: int, actor: Actor) -> SheetPage:
    page = await _taken(sheet, seen, SheetState.TO_FILL, actor)
    if actor.unit != page.department or not may(actor, Verb.FILL_SHEET):
        raise Forbidden(act=Verb.FILL_SHEET.label)
    return page


async def _advance(sheet: int, state: SheetState, changes: dict[Any, Any]) -> None:
    more: dict[Any, Any] = {LookBackSheet.state: state.value, LookBackSheet.version: LookBackSheet.version + 1}
    await LookBackSheet.update({**changes, **more}).where(LookBackSheet.id == sheet)


async def _write(page: SheetPage, answers: Mapping[int, Answer], actor: Actor) -> None:
    """Keep the answers; a line that was not taken is open again once somebody writes to it."""
    lines = {line.id: line for line in page.lines}
    if unknown := set(answers) - set(lines):
        raise NotFound(kind=f"{SHEET}的行", key=str(min(unknown)))
    for line_id, answer in answers.items():
        line = lines[line_id]
        letters = {one.code for one in line.classes} - {line.now}
        said = (answer.stage if not line.of_reply else None, answer.told.strip()[:LONGEST])
        asked = answer.class_asked if answer.class_asked in letters else None
        if line.settled or (line.stage, line.told, line.class_asked) == (*said, asked):
            continue
        changes: dict[Any, Any] = {
            LookBackLine.stage: said[0].value if said[0] else None, LookBackLine.told: said[1] or None,
            LookBackLine.class_asked: asked,
        }  # fmt: skip
        await LookBackLine.update(changes).where(LookBackLine.id == line_id)
    await _advance(page.id, SheetState.TO_FILL, {LookBackSheet.filled_by: actor.person})


def _complete(line: LineRow, lines: Sequence[LineRow]) -> bool:
    """Whether a line says enough: of a promise always, of a reply where it has none here, or asks for another class."""
    told = len(line.told) >= LEAST_REASON
    if not line.of_reply:
        return told and line.stage is not None
    alone = not any(other.reply_id == line.reply_id and not other.of_reply for other in lines)
    return told or not (alone or line.class_asked)


async def _report(line: LineRow, actor: Actor) -> None:
    """What the line says as the unit's report of the promise; one that has gone further meanwhile stays where it is."""
    row = await Commitment.select().where(Commitment.id == line.commitment_id).first()
    if row is None or row["state"] not in PURSUED or row["department"] != actor.unit or line.stage is None:
        return
    verb = Verb.REPORT_DONE if line.stage is Stage.DONE else Verb.REPORT_PROGRESS
    await move(
        Machine.COMMITMENT, row["id"], verb, actor=actor, seen=row["version"], reason=line.told, told=line.stage.label
    )
    report = ProgressReport(
        commitment=row["id"], department=actor.unit, stage=line.stage.value, told=line.told, reported_by=actor.person
    )
    await ProgressReport.insert(report)


async def _decide(line: LineRow, decision: Decision, actor: Actor) -> None:
    taken, words = decision.verdict is not Verdict.FALSE, decision.words.strip()
    if (not taken or decision.verdict is Verdict.PARTLY) and len(words) < LEAST_REASON:
        lacking = ReasonMissing(act=Verb.ACCEPT_SHEET.label, least=LEAST_REASON)
        raise StoppedAt(which=_named(line), why=str(lacking))
    try:
        if line.told_done:
            await _verify(line, decision.verdict, words, actor)
        elif line.class_asked and taken:
            await give_class(line.reply_id, line.class_asked, None, actor=actor, reason=words or line.told)
    except CaseError as problem:
        raise StoppedAt(which=_named(line), why=str(problem)) from problem
    changes: dict[Any, Any] = {
        LookBackLine.decision: (ExtensionState.APPROVED if taken else ExtensionState.REFUSED).value,
        LookBackLine.decision_words: words or None, LookBackLine.decided_by: actor.person,
        LookBackLine.decided_at: now(),
    }  # fmt: skip
    await LookBackLine.update(changes).where(LookBackLine.id == line.id)


def _named(line: LineRow) -> str:
    return f"第{line.position}行"


async def _verify(line: LineRow, verdict: Verdict, words: str, actor: Actor) -> None:
    """Verify what the sheet reported, unless somebody has done so since on the page of the promise."""
    row = await Commitment.select().where(Commitment.id == line.commitment_id).first()
    if row is None or row["state"] != CommitmentState.REPORTED_DONE:
        return
    done = {"verified_at": now(), "verified_by": actor.person} if verdict is not Verdict.FALSE else {}
    moved = await move(
        Machine.COMMITMENT, row["id"], _VERIFIED[verdict], actor=actor, seen=row["version"], reason=words, changes=done,
        told=verdict.label,
    )  # fmt: skip
    last = moved.facts.reports[-1]["id"] if moved.facts.reports else None
    await Verification.insert(
        Verification(commitment=row["id"], report=last, verdict=verdict.value, told=words, verified_by=actor.person)
    )
