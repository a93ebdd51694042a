"""What becomes of some promises of the demonstration: ``fixtures/promises.toml`` played by its accounts."""

import tomllib
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from cases.actions import commitments, findings
from cases.actions.assignments import Chosen
from cases.actions.commitments import Report
from cases.actions.demo_lives import Cast, cast_of_accounts
from cases.actor import Actor
from cases.clock import today
from cases.resources import fixtures
from cases.tables import Commitment
from cases.vocabulary import CommitmentState, Role, Stage, Verb, Verdict

_VERDICTS = {Verb.VERIFY: Verdict.TRUE, Verb.VERIFY_PARTLY: Verdict.PARTLY, Verb.REJECT_DONE: Verdict.FALSE}
_STAGES = {Verb.REPORT_PROGRESS: Stage.UNDER_WAY, Verb.REPORT_DONE: Stage.DONE}
Row = Mapping[str, Any]
Play = Callable[[Row, Mapping[str, Any], Verb, Actor], Awaitable[Any]]


async def play_promises() -> int:
    """Play the stories once; how many promises have one. None where people have looked at findings already.

    The lives of the demonstration must have been played.
    """
    if await Commitment.exists().where(Commitment.state != CommitmentState.IDENTIFIED.value):
        return 0
    cast = await cast_of_accounts()
    stories = tomllib.loads((fixtures() / "promises.toml").read_text(encoding="utf-8"))["stories"]
    rows = await _promises(cast)
    for row, story in zip(rows, stories, strict=False):
        for said in story["acts"]:
            now = await Commitment.select().where(Commitment.id == row["id"]).first()
            verb = Verb(said["do"])
            who, play = _ACTS[verb]
            clerk = cast.of_unit(Role.CLERK, row["department"], None)
            office = next(one for one in cast.actors if one.role is Role.OVERSIGHT)
            await play(now or row, said, verb, clerk if who is Role.CLERK else office)
    return min(len(rows), len(stories))


async def _promises(cast: Cast) -> list[dict[str, Any]]:
    """Dated promises of units with a clerk, the ones that fall due next first, of a document one another."""
    units = sorted({one.unit for one in cast.actors if one.role is Role.CLERK and one.unit is not None})
    where = Commitment.current.eq(True) & Commitment.case.is_not_null() & Commitment.department.is_in(units or [0])
    rows = await Commitment.select().where(where & Commitment.due_on.is_not_null()).order_by(Commitment.id)
    return sorted(rows, key=lambda row: (row["due_on"] < today(), abs((row["due_on"] - today()).days), row["id"]))


async def _look(row: Row, said: Mapping[str, Any], verb: Verb, actor: Actor) -> None:
    one = [Chosen(row["id"], row["version"])]
    await findings.look_through(one if verb is Verb.CONFIRM else [], [] if verb is Verb.CONFIRM else one, actor=actor)


async def _merge(row: Row, said: Mapping[str, Any], verb: Verb, actor: Actor) -> None:
    where = (Commitment.document == row["document"]) & (Commitment.id != row["id"]) & Commitment.current.eq(True)
    other = await Commitment.select(Commitment.id).where(where).order_by(Commitment.id).first()
    if other is not None:
        await findings.merge(row["id"], row["version"], other["id"], actor=actor)


async def _report(row: Row, said: Mapping[str, Any], verb: Verb, actor: Actor) -> None:
    told = Report(_STAGES[verb], said["told"])
    await commitments.report(row["id"], row["version"], told, [], folder=Path(), actor=actor)


async def _verify(row: Row, said: Mapping[str, Any], verb: Verb, actor: Actor) -> None:
    await commitments.verify(row["id"], row["version"], _VERDICTS[verb], said["told"], actor=actor)


async def _ask(row: Row, said: Mapping[str, Any], verb: Verb, actor: Actor) -> None:
    day = max(row["due_on"], today()) + timedelta(days=said["days"])
    await commitments.ask_change(row["id"], row["version"], day, said["told"], actor=actor)


async def _grant(row: Row, said: Mapping[str, Any], verb: Verb, actor: Actor) -> None:
    await commitments.decide_change(row["id"], row["version"], True, said["told"], actor=actor)


async def _close(row: Row, said: Mapping[str, Any], verb: Verb, actor: Actor) -> None:
    day = today() if verb is Verb.CANCEL_COMMITMENT else None
    await commitments.close(row["id"], row["version"], verb, said["told"], consented_on=day, actor=actor)


async def _urge(row: Row, said: Mapping[str, Any], verb: Verb, actor: Actor) -> None:
    await commitments.urge_commitments([Chosen(row["id"], row["version"])], said["told"], actor=actor)


_ACTS: dict[Verb, tuple[Role, Play]] = {
    Verb.CONFIRM: (Role.OVERSIGHT, _look),
    Verb.REJECT_FINDING: (Role.OVERSIGHT, _look),
    Verb.MERGE_COMMITMENT: (Role.OVERSIGHT, _merge),
    Verb.REPORT_PROGRESS: (Role.CLERK, _report),
    Verb.REPORT_DONE: (Role.CLERK, _report),
    Verb.VERIFY: (Role.OVERSIGHT, _verify),
    Verb.VERIFY_PARTLY: (Role.OVERSIGHT, _verify),
    Verb.REJECT_DONE: (Role.OVERSIGHT, _verify),
    Verb.ASK_CHANGE_DUE: (Role.CLERK, _ask),
    Verb.CHANGE_DUE: (Role.OVERSIGHT, _grant),
    Verb.CANCEL_COMMITMENT: (Role.OVERSIGHT, _close),
    Verb.MARK_UNVERIFIABLE: (Role.OVERSIGHT, _close),
    Verb.URGE: (Role.OVERSIGHT, _urge),
}
