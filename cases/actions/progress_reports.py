"""Several reports in one go: what a unit writes about the commitments that are due, all of it or none."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.actor import Actor
from cases.database import write_tx
from cases.errors import CaseError, ChoiceMissing, FieldMissing, NothingChosen, StoppedAt, TooManyChosen
from cases.tables import Commitment, ProgressReport
from cases.vocabulary import Machine, Stage, Verb
from cases.workflow import move

MOST = 100


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one commitment. seen: the version that was looked at."""

    seen: int
    stage: Stage | None
    told: str


async def report_several(said: Mapping[int, Told], *, actor: Actor) -> int:
    """Report on each commitment that something is said of; how many. Raises NothingChosen, StoppedAt, TooManyChosen."""
    filled = {one: told for one, told in said.items() if told.stage is not None or told.told.strip()}
    if not filled:
        raise NothingChosen(kind="要报告的承诺")
    if len(filled) > MOST:
        raise TooManyChosen(most=MOST, count=len(filled))
    async with write_tx():
        for one, told in filled.items():
            try:
                await _report(one, told, actor)
            except CaseError as problem:
                if problem.status == 404:
                    raise
                raise StoppedAt(which=await _named(one), why=str(problem)) from problem
    return len(filled)


async def _named(commitment: int) -> str:
    row = await Commitment.select(Commitment.quote).where(Commitment.id == commitment).first()
    return str(row["quote"])[:24] if row else ""


async def _report(commitment: int, said: Told, actor: Actor) -> None:
    if said.stage is None:
        raise ChoiceMissing(what_for="完成度")
    if not said.told.strip():
        raise FieldMissing(field="进展情况")
    verb = Verb.REPORT_DONE if said.stage is Stage.DONE else Verb.REPORT_PROGRESS
    await move(
        Machine.COMMITMENT, commitment, verb, actor=actor, seen=said.seen, reason=said.told, told=said.stage.label
    )
    row = ProgressReport(
        commitment=commitment, department=actor.unit, stage=said.stage.value, told=said.told.strip(),
        reported_by=actor.person,
    )  # fmt: skip
    await ProgressReport.insert(row)
