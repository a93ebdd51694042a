"""What people decided of series, laid over what the machine joined. Pure.

Decisions are taken in the order in which they were made, each upon what the earlier ones left, so that each does what
its author saw; without one that was undone, the others stand as if it had never been made.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cases.series.points import Point


@dataclass(frozen=True, slots=True)
class Decision:
    """Two figures by their ids. same: all that is joined with either is joined; else ``one`` leaves what ``other`` is
    in. One figure twice and not the same: it is left out of every series."""

    id: int
    one: int
    other: int
    same: bool

    @property
    def leaves_out(self) -> bool:
        """Whether it rejects a number rather than parting two."""
        return self.one == self.other and not self.same


@dataclass(frozen=True, slots=True)
class Group:
    """Points that belong together. kin: the figures that the machine or people ever had in one group with these;
    touched: people had a hand in it."""

    points: tuple[Point, ...]
    kin: frozenset[int]
    touched: bool = False


def decided(groups: Iterable[Sequence[Point]], decisions: Iterable[Decision]) -> tuple[Group, ...]:
    """The groups with the decisions applied, in the order of their first points. No point is lost but by being left
    out, and none stands twice. A decision of a figure that is not there changes nothing."""
    blocks = _Blocks(groups)
    for decision in sorted(decisions, key=lambda one: one.id):
        if decision.same:
            blocks.join(decision.one, decision.other)
        elif decision.leaves_out:
            blocks.leave_out(decision.one)
        else:
            blocks.part(decision.one, decision.other)
    return blocks.groups()


class _Blocks:
    """Points by the block they are in; None: left out. family: what was ever together, whatever was parted since."""

    def __init__(self, groups: Iterable[Sequence[Point]]) -> None:
        self.points: list[Point] = []
        self.block: list[int | None] = []
        self.family: list[int] = []
        self.where: dict[int, list[int]] = defaultdict(list)
        for number, group in enumerate(groups):
            for point in group:
                self.where[point.stated.id].append(len(self.points))
                self.points.append(point)
                self.block.append(number)
                self.family.append(number)
        self.next = len(self.points)
        self.touched: set[int] = set()

    def join(self, one: int, other: int) -> None:
        """All that is with either is one block. A number counts as itself here, not as a part of a sum."""
        here, there = self._own(one), self._own(other)
        if here is None or there is None:
            return
        self.touched |= {one, other}
        _merge(self.block, self.block[here], self.block[there])
        _merge(self.family, self.family[here], self.family[there])

    def part(self, one: int, other: int) -> None:
        """One leaves the block where the other is, for a block of its own."""
        shared = {self.block[at] for at in self.where.get(other, ())} - {None}
        leaving = next((at for at in self.where.get(one, ()) if self.block[at] in shared), None)
        if leaving is None:
            return
        self.touched |= {one, other}
        self.block[leaving] = self.next
        self.next += 1

    def leave_out(self, figure: int) -> None:
        """The number and every sum it is a part of."""
        self.touched.add(figure)
        for at, point in enumerate(self.points):
            if figure in (point.stated.id, *(part.id for part in point.parts)):
                self.block[at] = None

    def groups(self) -> tuple[Group, ...]:
        """What there is in the end."""
        members: dict[int, list[int]] = defaultdict(list)
        kin: dict[int, set[int]] = defaultdict(set)
        for at, block in enumerate(self.block):
            kin[self.family[at]].add(self.points[at].stated.id)
            if block is not None:
                members[block].append(at)
        made = []
        for ats in sorted(members.values()):
            related = frozenset(kin[self.family[ats[0]]])
            made.append(Group(tuple(self.points[at] for at in ats), related, bool(related & self.touched)))
        return tuple(made)

    def _own(self, figure: int) -> int | None:
        """Where a number stands by itself and has not been left out."""
        known = (at for at in self.where.get(figure, ()) if self.block[at] is not None and not self.points[at].parts)
        return next(known, None)


def _merge(labels: list[Any], kept: int | None, gone: int | None) -> None:
    for at, label in enumerate(labels):
        if label == gone:
            labels[at] = kept
