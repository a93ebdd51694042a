"""The rule sets as people read them: every version, how many cases each governs, and the counters of numbers."""

import re
from dataclasses import dataclass
from datetime import date

from piccolo.query.functions import Count

from cases.actor import Actor
from cases.errors import NoScheme
from cases.permissions import visible_to
from cases.schemes import Rules, printed_number, rules_from
from cases.tables import Body, Case, Counter, Scheme, Session

NUMBER_COUNTERS = "case number, %"
# As ``cases.schemes.number_counter`` names them.
_COUNTER = re.compile(
    r"case number, body (?P<body>\d{1,9}), "
    r"(session (?P<session>\d{1,9})( (?P<delegation>.{1,40}))?|year (?P<year>\d{4}))"
)


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One version. cases: how many began under it; newest: whether a later version would follow this one."""

    rules: Rules
    valid_from: date | None
    cases: int
    newest: bool


@dataclass(frozen=True, slots=True)
class CounterRow:
    """The last number given out, and within what: a session, a delegation or a year of a body."""

    body: str
    session: str
    delegation: str
    year: int | None
    value: int


async def scheme_list(actor: Actor) -> tuple[SchemeRow, ...]:
    """Every version of every rule set, the newest of each first."""
    where = visible_to(actor, Scheme)
    rows = await Scheme.select().where(where).order_by(Scheme.name, Scheme.id).output(load_json=True)
    newest = {row["name"]: row["version"] for row in rows}
    named = Case.scheme.is_not_null()
    counted = await Case.select(Case.scheme, Count(alias="n")).where(named).group_by(Case.scheme)
    governed = {row["scheme"]: row["n"] for row in counted}
    return tuple(
        SchemeRow(
            rules_from(row["name"], row["version"], row["title"], row["data"]),
            row["valid_from"],
            governed.get(f"{row['name']}/{row['version']}", 0),
            row["version"] == newest[row["name"]],
        )
        for row in sorted(rows, key=lambda row: (row["name"], -row["version"]))
    )


async def scheme_page(name: str, version: int, actor: Actor) -> SchemeRow:
    """One version. Raises NoScheme."""
    for row in await scheme_list(actor):
        if (row.rules.name, row.rules.version) == (name, version):
            return row
    raise NoScheme(key=f"{name}/{version}")


async def number_counters() -> tuple[CounterRow, ...]:
    """The counters that case numbers are taken from, by body."""
    rows = await Counter.select(Counter.name, Counter.value).where(Counter.name.like(NUMBER_COUNTERS))
    bodies = {row["id"]: row["name"] for row in await Body.select(Body.id, Body.name)}
    sittings = {
        row["id"]: f"{row['term.number']}届{row['number']}次会议"
        for row in await Session.select(Session.id, Session.number, Session.term.number)
    }
    found = [(_COUNTER.fullmatch(row["name"]), row["value"]) for row in rows]
    return tuple(
        CounterRow(
            body=bodies.get(int(name["body"]), ""),
            session=sittings.get(int(name["session"] or 0), ""),
            delegation=name["delegation"] or "",
            year=int(name["year"]) if name["year"] else None,
            value=value,
        )
        for name, value in sorted(((n, v) for n, v in found if n is not None), key=lambda one: one[0].string)
    )


def example_number(rules: Rules) -> str:
    """How a number would look: the 76th."""
    return printed_number(rules.numbering, 76, delegation="钱塘", year=2026, term=12, session=5)
