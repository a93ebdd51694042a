"""What people decide of series of figures: joined, parted, left out, and undone again."""

from collections.abc import Sequence
from datetime import datetime

from cases.actor import Actor
from cases.clock import now
from cases.database import insert_rows, write_tx
from cases.errors import ChoiceMissing, FieldMissing, Forbidden, NotFound
from cases.journal import record
from cases.permissions import may, visible_to
from cases.tables import Figure, SeriesDecision
from cases.vocabulary import Likeness, Verb

_Pair = tuple[int, int, Likeness]


async def join_series(one: int, other: int, told: str, *, actor: Actor) -> None:
    """All that is in one series with either figure is one. Raises NotFound, Forbidden, FieldMissing without a reason,
    ChoiceMissing for one figure twice."""
    if one == other:
        raise ChoiceMissing(what_for="要合并的另一个序列")
    await _decide(Verb.JOIN_SERIES, [(one, other, Likeness.SAME)], told, actor)


async def part_series(figures: Sequence[int], rest: int, told: str, *, actor: Actor) -> None:
    """The figures leave the series of ``rest`` for one of their own. Raises like ``join_series``."""
    parted = list(dict.fromkeys(figure for figure in figures if figure != rest))
    if not parted:
        raise ChoiceMissing(what_for="要拆出的数字，并至少留下一个")
    pairs = [(figure, rest, Likeness.OTHER) for figure in parted]
    pairs += [(parted[0], figure, Likeness.SAME) for figure in parted[1:]]
    await _decide(Verb.PART_SERIES, pairs, told, actor)


async def drop_points(figures: Sequence[int], told: str, *, actor: Actor) -> None:
    """The figures are in no series. Raises like ``join_series``."""
    if not figures:
        raise ChoiceMissing(what_for="要剔除的数字")
    pairs = [(figure, figure, Likeness.OTHER) for figure in dict.fromkeys(figures)]
    await _decide(Verb.DROP_POINT, pairs, told, actor)


async def undo_decision(decision_id: int, *, actor: Actor) -> int:
    """Take back an act as a whole; a figure that it was about. One that was taken back already stays so.

    Raises NotFound, Forbidden.
    """
    _permitted(actor)
    d = SeriesDecision
    async with write_tx():
        row = await d.select().where(visible_to(actor, d) & (d.id == decision_id)).first()
        if row is None:
            raise NotFound(kind="调整记录", key=str(decision_id))
        if row["undone_at"] is None:
            same = (d.created_at == row["created_at"]) & (d.decided_by == row["decided_by"])
            await d.update({d.undone_by: actor.person, d.undone_at: now()}).where(same)
            await record(actor, Verb.UNDO_SERIES, "figure", row["one"], old=row["told"])
    return int(row["one"])


def _permitted(actor: Actor) -> None:
    if not may(actor, Verb.JOIN_SERIES):
        raise Forbidden(act=Verb.JOIN_SERIES.label)


async def _decide(verb: Verb, pairs: Sequence[_Pair], told: str, actor: Actor) -> None:
    _permitted(actor)
    told = told.strip()
    if not told:
        raise FieldMissing(field="理由")
    async with write_tx():
        said = await _stated({figure for one, other, _ in pairs for figure in (one, other)}, actor)
        await insert_rows(SeriesDecision, [_row(pair, told, now_at, actor) for now_at in (now(),) for pair in pairs])
        named = "；".join(said[figure] for figure in dict.fromkeys(one for one, _, _ in pairs))
        await record(actor, verb, "figure", pairs[0][0], new=named[:500], reason=told)


def _row(pair: _Pair, told: str, at: datetime, actor: Actor) -> dict[str, object]:
    one, other, likeness = pair
    return {
        "one": one,
        "other": other,
        "likeness": likeness.value,
        "told": told,
        "decided_by": actor.person,
        "created_at": at,
    }


async def _stated(figures: set[int], actor: Actor) -> dict[int, str]:
    """The figures as printed, all of one place and all seen by the actor. Raises NotFound."""
    f = Figure
    seen = visible_to(actor, f) & f.current.eq(True) & f.id.is_in(sorted(figures))
    rows = await f.select(f.id, f.printed, f.place).where(seen)
    if len(rows) < len(figures) or len({row["place"] for row in rows}) != 1:
        raise NotFound(kind="数据", key="、".join(str(figure) for figure in sorted(figures)))
    return {row["id"]: row["printed"] for row in rows}
