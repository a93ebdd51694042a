"""The form for units as its address says it: every step of it is a page of its own, so it works without scripts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cases.actions.assignments import MOST_CASES, MOST_UNITS, Chosen, Routing
from cases.vocabulary import HandlingKind
from server.forms import LARGEST_ID, code_of, day_of, text_of, whole_of

LONGEST_INSTRUCTIONS = 500


# An address or a form: get for one value of a name, getall for every one.
Asked = Any


@dataclass(frozen=True, slots=True)
class Composing:
    """A routing on its way. units: in their order; with a lead, the first of them is it. find: what is looked for."""

    cases: tuple[Chosen, ...]
    kind: HandlingKind
    units: tuple[int, ...]
    due_on: date | None
    opinion_due_on: date | None
    reason: str
    instructions: str
    doc_no: str
    key_case: bool
    find: str

    @property
    def routing(self) -> Routing:
        """What the actions take."""
        split = self.kind is HandlingKind.SPLIT
        leads = self.units if split else self.units[:1]
        return Routing(
            kind=self.kind,
            leads=leads,
            helpers=self.units[len(leads) :],
            due_on=self.due_on,
            opinion_due_on=self.opinion_due_on,
            reason=self.reason,
            instructions=self.instructions,
            doc_no=self.doc_no,
            key_case=self.key_case,
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The routing as the pairs of an address."""
        return [
            *(("case", f"{one.id}-{one.seen}") for one in self.cases),
            ("kind", self.kind.value),
            *(("unit", str(unit)) for unit in self.units),
            ("due", self.due_on.isoformat() if self.due_on else ""),
            ("opinion_due", self.opinion_due_on.isoformat() if self.opinion_due_on else ""),
            ("reason", self.reason),
            ("instructions", self.instructions),
            ("doc_no", self.doc_no),
            ("key_case", "1" if self.key_case else ""),
        ]


def composing(asked: Asked) -> Composing:
    """What an address says, after the button that was pressed (act: add-5, up-5, down-5, drop-5)."""
    listed = (whole_of(value, least=1, most=LARGEST_ID) for value in asked.getall("unit", []))
    units = tuple(dict.fromkeys(unit for unit in listed if unit is not None))[:MOST_UNITS]
    plain = Composing(
        cases=chosen_of(asked.getall("case", [])),
        kind=code_of(asked.get("kind"), HandlingKind) or HandlingKind.SOLE,
        units=units,
        due_on=day_of(asked.get("due")),
        opinion_due_on=day_of(asked.get("opinion_due")),
        reason=text_of(asked.get("reason")),
        instructions=text_of(asked.get("instructions"), longest=LONGEST_INSTRUCTIONS),
        doc_no=text_of(asked.get("doc_no"), longest=60),
        key_case=asked.get("key_case") == "1",
        find=text_of(asked.get("find"), longest=30),
    )
    return acted(plain, str(asked.get("act", "")))


def acted(now: Composing, act: str) -> Composing:
    """The routing after a button of the form."""
    what, _, number = act.partition("-")
    unit = whole_of(number, least=1, most=LARGEST_ID)
    if unit is None:
        return now
    units = list(now.units)
    if what == "add" and unit not in units and len(units) < MOST_UNITS:
        units.append(unit)
        more = now.kind is HandlingKind.SOLE and len(units) > 1
        return replace(now, units=tuple(units), find="", kind=HandlingKind.LEAD_CO if more else now.kind)
    if unit not in units:
        return now
    at = units.index(unit)
    if what == "drop":
        units.pop(at)
        alone = now.kind is HandlingKind.LEAD_CO and len(units) == 1
        return replace(now, units=tuple(units), kind=HandlingKind.SOLE if alone else now.kind)
    to = {"up": at - 1, "down": at + 1}.get(what, at)
    if 0 <= to < len(units):
        units[at], units[to] = units[to], units[at]
    return replace(now, units=tuple(units))


def chosen_of(values: Any) -> tuple[Chosen, ...]:
    """Things that were ticked, each as its id and the version that the page showed: 12-3. Nonsense is left out."""
    found: dict[int, Chosen] = {}
    for value in list(values)[: MOST_CASES + 1]:
        number, _, seen = str(value).partition("-")
        id_, version = whole_of(number, least=1, most=LARGEST_ID), whole_of(seen or "0", least=0, most=LARGEST_ID)
        if id_ is not None and version is not None:
            found[id_] = Chosen(id_, version)
    return tuple(found.values())


def with_versions(now: Composing, versions: Mapping[int, int], *, anew: bool = False) -> Composing:
    """The same with the present version where an address left it out, as links from other pages do.

    anew: everywhere, for a form that is shown again after somebody else was quicker.
    """
    cases = (Chosen(one.id, versions.get(one.id, 0) if anew or not one.seen else one.seen) for one in now.cases)
    return replace(now, cases=tuple(cases))
