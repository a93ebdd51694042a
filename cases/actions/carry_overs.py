"""Open commitments taken into the next year's ledger, and back out: the commitment itself stays as it is.

Nothing of a commitment changes, so that no number counts it twice and its first day can never be lost: what is kept is
a row of its own that says from which year, into which, why and by whom.
"""

from collections.abc import Sequence
from typing import Any

from cases.actor import Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.errors import FieldMissing, Forbidden, NothingChosen, NotToCarry, TooManyChosen
from cases.journal import record
from cases.permissions import may, visible_to
from cases.queries.carry_overs import open_ids
from cases.tables import CarryOver, Commitment
from cases.vocabulary import Machine, Verb

MOST = 2_000


async def carry_over(commitments: Sequence[int], from_year: int, reason: str, *, actor: Actor) -> int:
    """Take open commitments of a year's ledger into the next year's, all or none; how many. Again is refused.

    Raises Forbidden, FieldMissing, NothingChosen, TooManyChosen, NotToCarry.
    """
    chosen = _checked(commitments, Verb.CARRY_OVER, actor)
    if not reason.strip():
        raise FieldMissing(field="转入的理由")
    if from_year >= today().year + 1:
        raise NotToCarry(why=f"{from_year} 年还没有开始")
    async with write_tx():
        fit = set(await open_ids(from_year, actor))
        if set(chosen) - fit:
            raise NotToCarry(why="有的已经销号，有的已经转入下一年度，或不在这一年的台账里")
        cases = await _cases(chosen)
        for one in chosen:
            row: dict[Any, Any] = {
                CarryOver.from_year: from_year, CarryOver.reason: reason.strip(), CarryOver.taken_by: actor.person,
                CarryOver.undone_at: None, CarryOver.undone_by: None, CarryOver.created_at: now(),
            }  # fmt: skip
            # Taken back out before: the row of that year is used again, the journal keeps what happened.
            where = (CarryOver.commitment == one) & (CarryOver.year == from_year + 1)
            if not await CarryOver.update(row).where(where).returning(CarryOver.id):
                made = CarryOver(
                    commitment=one, from_year=from_year, year=from_year + 1, reason=reason.strip(),
                    taken_by=actor.person,
                )  # fmt: skip
                await CarryOver.insert(made)
            await record(
                actor, Verb.CARRY_OVER, Machine.COMMITMENT.value, one, case=cases.get(one), old=str(from_year),
                new=str(from_year + 1), reason=reason.strip(),
            )  # fmt: skip
    return len(chosen)


async def undo_carry_over(carried: Sequence[int], reason: str, *, actor: Actor) -> int:
    """Take commitments back out of the year into which they were carried last, all or none; how many.

    carried: ids of the rows of ``CarryOver``. Raises Forbidden, FieldMissing, NothingChosen, NotToCarry.
    """
    chosen = _checked(carried, Verb.UNDO_CARRY_OVER, actor)
    if not reason.strip():
        raise FieldMissing(field="撤销的理由")
    async with write_tx():
        where = visible_to(actor, CarryOver) & CarryOver.id.is_in(chosen) & CarryOver.undone_at.is_null()
        rows = await CarryOver.select().where(where)
        ids = [row["commitment"] for row in rows]
        later = await CarryOver.select(CarryOver.commitment, CarryOver.year).where(
            CarryOver.commitment.is_in(ids or [0]) & CarryOver.undone_at.is_null()
        )
        last = {one: max(row["year"] for row in later if row["commitment"] == one) for one in ids}
        if len(rows) < len(chosen) or any(last[row["commitment"]] != row["year"] for row in rows):
            raise NotToCarry(why="有的已经撤销，有的后来又转入了更晚的年度")
        cases = await _cases(ids)
        done: dict[Any, Any] = {CarryOver.undone_at: now(), CarryOver.undone_by: actor.person}
        await CarryOver.update(done).where(CarryOver.id.is_in(chosen))
        for row in rows:
            await record(
                actor, Verb.UNDO_CARRY_OVER, Machine.COMMITMENT.value, row["commitment"],
                case=cases.get(row["commitment"]), old=str(row["year"]), new=str(row["from_year"]),
                reason=reason.strip(),
            )  # fmt: skip
    return len(chosen)


def _checked(ids: Sequence[int], verb: Verb, actor: Actor) -> list[int]:
    if not may(actor, verb):
        raise Forbidden(act=verb.label)
    chosen = list(dict.fromkeys(ids))
    if not chosen:
        raise NothingChosen(kind=Machine.COMMITMENT.label)
    if len(chosen) > MOST:
        raise TooManyChosen(most=MOST, count=len(chosen))
    return chosen


async def _cases(ids: Sequence[int]) -> dict[int, int]:
    where = Commitment.id.is_in(list(ids) or [0])
    return {row["id"]: row["case"] for row in await Commitment.select(Commitment.id, Commitment.case).where(where)}
