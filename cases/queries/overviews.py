"""The two pages that sum up: for leaders, five numbers and three tables; for a unit, its whole record."""

from dataclasses import dataclass

from cases.actor import Actor
from cases.errors import NotFound
from cases.queries.commitments import CommitmentFilter, CommitmentRow, commitment_list
from cases.queries.departments import DepartmentRow, department_page
from cases.queries.figures import FigureFilter, FigureRow, figure_list
from cases.queries.listing import Rows
from cases.queries.statistics import CountedRow, StatisticsPage, counted_rows, statistics_page
from cases.statistics.needs import Scope
from cases.statistics.reports import TOTAL, Line, Share
from cases.vocabulary import Role
from cases.vocabulary.statistics import Measure, Rate, Report

# Years beside one another on the leaders' page.
_YEARS = 3
_SHOWN = 8
_RATES = (Rate.REPLY, Rate.PUNCTUAL, Rate.SATISFACTION)
# Besides a unit's own people: who watches over all units.
_WATCHING = frozenset({Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.AUDITOR, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Headline:
    """A share of the newest year with that of the year before; before: None where there was none."""

    now: Share
    before: Share | None


@dataclass(frozen=True, slots=True)
class LeadersPage:
    """years: the newest ones, of which ``line`` is the newest and ``before`` the one before it; promises: of all years
    by unit; units: work of the newest year by unit. Units stand by name."""

    years: StatisticsPage
    line: Line | None
    before: Line | None
    rates: tuple[Headline, ...]
    promises: StatisticsPage
    units: StatisticsPage


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """All that is known of a unit. years: what it leads; work, promises: its own, all years; late, ahead: promises
    past their day and those whose day comes; figures: what it reported, the newest first."""

    unit: DepartmentRow
    years: StatisticsPage
    work: StatisticsPage
    routing: StatisticsPage
    durations: StatisticsPage
    promises: StatisticsPage
    late: Rows[CountedRow]
    ahead: Rows[CommitmentRow]
    figures: Rows[FigureRow]


async def leaders_page(scope: Scope, *, actor: Actor) -> LeadersPage:
    """What a leader looks at. Of the scope's years, or of all, the newest three."""
    known = await statistics_page(Report.FILING, scope, actor=actor)
    dated = [int(line.key) for line in known.lines if line.key.isdecimal() and line.numbers[Measure.FILED]]
    years = tuple(sorted(dated, reverse=True)[:_YEARS])
    table = await statistics_page(Report.YEARS, _narrowed(scope, years), actor=actor)
    by_year = {line.key: line for line in table.lines}
    now, before = (by_year.get(str(year)) for year in (*years, 0, 0)[:2])
    return LeadersPage(
        years=table,
        line=now,
        before=before,
        rates=tuple(Headline(_share(now, rate), _share(before, rate) if before else None) for rate in _RATES if now),
        promises=await statistics_page(Report.PROMISES, _narrowed(scope, ()), actor=actor),
        units=await statistics_page(Report.UNITS, _narrowed(scope, years[:1]), actor=actor),
    )


async def unit_record(department: int, *, actor: Actor) -> UnitRecord:
    """One unit's record, for itself and for those who watch over all. Raises NotFound for anybody else."""
    if actor.role not in _WATCHING and (actor.unit is None or actor.unit != department):
        raise NotFound(kind="单位", key=str(department))
    found, scope = await department_page(department, actor=actor), Scope(unit=department)
    ahead = CommitmentFilter(department=department, due="soon")
    return UnitRecord(
        unit=found.department,
        years=await statistics_page(Report.YEARS, scope, actor=actor),
        work=await statistics_page(Report.UNITS, scope, actor=actor),
        routing=await statistics_page(Report.ROUTING, scope, actor=actor),
        durations=await statistics_page(Report.DURATIONS, scope, actor=actor),
        promises=await statistics_page(Report.PROMISES, scope, actor=actor),
        late=await counted_rows(Report.PROMISES, Measure.LATE, TOTAL, scope, actor=actor, per_page=_SHOWN),
        ahead=await commitment_list(ahead, actor=actor, per_page=_SHOWN),
        figures=await figure_list(FigureFilter(department=department), actor=actor, per_page=_SHOWN),
    )


def _narrowed(scope: Scope, years: tuple[int, ...]) -> Scope:
    return Scope(years=years, track=scope.track, place=scope.place, unit=scope.unit)


def _share(line: Line, rate: Rate) -> Share:
    return next(share for share in line.shares if share.rate is rate)
