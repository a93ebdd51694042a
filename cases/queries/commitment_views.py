"""The ledger laid out by unit and by month: the same commitments as its list, counted by what each number leads to."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases.actor import Actor
from cases.clock import today
from cases.lights import lamp_of
from cases.permissions import visible_to
from cases.queries.commitment_progress import warned_until
from cases.queries.commitments import CommitmentFilter, listed_of
from cases.tables import Commitment, DueChange
from cases.vocabulary import SETTLED, ExtensionState, Lamp


@dataclass(frozen=True, slots=True)
class UnitLine:
    """The commitments of one unit by colour. department: None for those of which nobody knows the unit."""

    department: int | None
    name: str
    lamps: dict[Lamp, int]

    @property
    def total(self) -> int:
        return sum(self.lamps.values())


@dataclass(frozen=True, slots=True)
class YearLine:
    """How many fall due in each month of a year, from January; late: of them those that are late today."""

    year: int
    months: tuple[int, ...]
    late: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.months)

    def span(self, month: int) -> tuple[date, date]:
        """First and last day of a month, from 1."""
        following = date(self.year + month // 12, month % 12 + 1, 1)
        return date(self.year, month, 1), following - timedelta(days=1)


async def ledger_by_unit(wanted: CommitmentFilter, *, actor: Actor) -> tuple[UnitLine, ...]:
    """Units in the order of the directory, never by their numbers; those that nobody knows come last."""
    found: dict[int | None, UnitLine] = {}
    for row, lamp in await _each(wanted, actor):
        unit, name = (row["own"], row["own_name"]) if row["own"] else (row["replied"], row["replied_name"])
        line = found.setdefault(unit, UnitLine(unit, name or "责任单位未载明", dict.fromkeys(Lamp, 0)))
        line.lamps[lamp] += 1
    return tuple(sorted(found.values(), key=lambda line: (line.department is None, line.department or 0)))


async def ledger_by_month(wanted: CommitmentFilter, *, actor: Actor) -> tuple[tuple[YearLine, ...], int]:
    """The years that have some, the earliest first, and how many have no day."""
    months: dict[int, list[int]] = {}
    late: dict[int, list[int]] = {}
    undated = 0
    for row, lamp in await _each(wanted, actor):
        due = row["due_on"]
        if due is None:
            undated += 1
            continue
        months.setdefault(due.year, [0] * 12)[due.month - 1] += 1
        late.setdefault(due.year, [0] * 12)[due.month - 1] += lamp is Lamp.RED
    return tuple(YearLine(year, tuple(months[year]), tuple(late[year])) for year in sorted(months)), undated


async def _rows(wanted: CommitmentFilter, actor: Actor) -> list[dict[str, Any]]:
    c: Any = Commitment
    columns = (
        c.id, c.state, c.due_on, c.department.as_alias("own"), c.department.name.as_alias("own_name"),
        c.reply.department.as_alias("replied"), c.reply.department.name.as_alias("replied_name"),
        c.case.track.as_alias("track"),
    )  # fmt: skip
    return list(await c.select(*columns).where((await listed_of(wanted, actor)).where))


async def _each(wanted: CommitmentFilter, actor: Actor) -> list[tuple[dict[str, Any], Lamp]]:
    """Each commitment that fits, with its colour."""
    warned, on = await warned_until(), today()
    d = DueChange
    waiting = visible_to(actor, d) & (d.state == ExtensionState.REQUESTED.value)
    asked = set(await d.select(d.commitment).where(waiting).output(as_list=True))
    return [
        (
            row,
            lamp_of(
                row["due_on"], on, warned.until(row["track"]), kept=row["state"] in SETTLED, changing=row["id"] in asked
            ),
        )
        for row in await _rows(wanted, actor)
    ]
