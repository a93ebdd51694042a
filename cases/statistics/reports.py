"""The tables: what their rows stand for, their columns under headings, and the shares beside them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cases.statistics.facts import KINDS, CaseFact, Fact
from cases.statistics.measures import OUTCOMES, counter_of
from cases.statistics.shares import mean, middle, percent
from cases.vocabulary.statistics import UNKNOWN, Grouping, Measure, Rate, Report
from cases.working_days import WorkingCalendar, working_days_between

NO_KEY, TOTAL = "none", "total"


@dataclass(frozen=True, slots=True)
class Heading:
    """Measures under one printed heading. sums: what they add up to; repeated: it has a column before them already."""

    name: str
    measures: tuple[Measure, ...]
    sums: Measure | None = None
    repeated: bool = False

    @property
    def columns(self) -> tuple[Measure, ...]:
        """The columns under it: what they add up to first."""
        return (self.sums, *self.measures) if self.sums and not self.repeated else self.measures


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is made. spans: it tells how long things took."""

    by: Grouping
    headings: tuple[Heading, ...]
    rates: tuple[Rate, ...]
    drawn: tuple[Measure, ...]
    spans: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A rate with both its numbers. percent is None where the whole is too small."""

    rate: Rate
    part: int
    whole: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Duration:
    """Days from assignment to reply: mean and median in calendar days and in working days, of n cases."""

    n: int
    mean: Decimal | None
    median: Decimal | None
    working_mean: Decimal | None
    working_median: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row. key: what an address calls it."""

    key: str
    name: str
    numbers: Mapping[Measure, int]
    shares: tuple[Share, ...]
    duration: Duration


_M = Measure
_FILED = (_M.FILED, *OUTCOMES)
_HEAD_RATES = (Rate.FILING, Rate.REPLY, Rate.PUNCTUAL, Rate.SATISFACTION, Rate.KEEPING)
_WORK = (_M.ANSWERED, _M.RUNNING, _M.OVERDUE)
_CLASSES = (_M.CLASS_SOLVED, _M.CLASS_GOING, _M.CLASS_PLANNED, _M.CLASS_KEPT, _M.CLASS_UNSAID)
_SCORES = (_M.SATISFIED, _M.BASICALLY, _M.DISSATISFIED)

LAYOUTS: Mapping[Report, Layout] = {
    Report.YEARS: Layout(
        Grouping.YEAR,
        (
            Heading("提案建议（件）", (_M.RECEIVED, _M.FILED, _M.REPLIED, _M.CONCLUDED)),
            Heading("评价（份）", (_M.FORMS, _M.CONTENT)),
            Heading("承诺（条）", (_M.PROMISED, _M.DUE, _M.DUE_FULFILLED, _M.LATE)),
        ),
        (*_HEAD_RATES, Rate.SOLUTION, Rate.SOLUTION_WIDE, Rate.CONTACT, Rate.FIRST_TIME, Rate.REHANDLING),
        (_M.FILED, _M.REPLIED),
    ),
    Report.FILING: Layout(
        Grouping.YEAR,
        (Heading("审查结果（件）", _FILED, _M.RECEIVED),),
        (Rate.FILING,),
        (_M.RECEIVED, _M.FILED),
    ),
    Report.UNITS: Layout(
        Grouping.UNIT,
        (
            Heading("承办（件次）", (_M.LEADS, _M.HELPS)),
            Heading("主办进度（件次）", _WORK, _M.LEADS, repeated=True),
            Heading("办理结果（件次）", _CLASSES, _M.ANSWERED, repeated=True),
            Heading("提出人评价（份）", _SCORES, _M.FORMS),
        ),
        (Rate.SATISFACTION, Rate.STRICT),
        (_M.ANSWERED, _M.OVERDUE),
    ),
    Report.SUBMITTERS: Layout(
        Grouping.SUBMITTER,
        (
            Heading("提案建议（件）", (_M.RECEIVED, _M.FILED, _M.REPLIED)),
            Heading("提出人评价（份）", _SCORES, _M.FORMS),
        ),
        (Rate.FILING, Rate.REPLY, Rate.SATISFACTION),
        (_M.FILED, _M.REPLIED),
    ),
    Report.DURATIONS: Layout(
        Grouping.UNIT,
        (Heading("主办（件次）", (_M.LEADS, _M.ANSWERED)),),
        (),
        (_M.LEADS, _M.ANSWERED),
        spans=True,
    ),
    Report.ROUTING: Layout(
        Grouping.UNIT,
        (Heading("交办（件次）", (_M.ALL_PARTS, _M.RETURNED, _M.EXTENDED)),),
        (Rate.RETURNS,),
        (_M.ALL_PARTS, _M.RETURNED),
    ),
    Report.PROMISES: Layout(
        Grouping.UNIT,
        (Heading("承诺（条）", (_M.PROMISED, _M.HARD, _M.DUE, _M.DUE_FULFILLED, _M.PARTLY, _M.LATE)),),
        (Rate.CLARITY, Rate.KEEPING),
        (_M.DUE, _M.DUE_FULFILLED),
    ),
}


def columns_of(report: Report) -> tuple[Measure, ...]:
    """Every count of a table in the order of its columns."""
    return tuple(measure for heading in LAYOUTS[report].headings for measure in heading.columns)


def measures_of(report: Report) -> frozenset[Measure]:
    """Every count that a table shows: its columns, and what its rates are made of."""
    rates = LAYOUTS[report].rates
    return frozenset({*columns_of(report), *(rate.part for rate in rates), *(rate.whole for rate in rates)})


def lines_of(
    report: Report, facts: Iterable[Fact], today: date, calendar: WorkingCalendar
) -> tuple[tuple[Line, ...], Line]:
    """The rows of a table, in a neutral order: years from the newest, units by name; no ranking. Then its total, whose
    shares are of all and no mean of the rows'."""
    layout = LAYOUTS[report]
    kinds = tuple({KINDS[measure.counted] for measure in columns_of(report)})
    counted = counter_of(sorted(measures_of(report)), today)
    total, groups = _Tally("合计"), dict[str, _Tally]()
    for fact in facts:
        told, span = counted(fact), _span(fact) if layout.spans else None
        total.add(fact, told, span)
        if isinstance(fact, kinds):
            key, name = key_of(fact, layout.by)
            groups.setdefault(key, _Tally(name)).add(fact, told, span)
    lines = [group.line(report, key, calendar) for key, group in groups.items() if group.numbers]
    by_name = sorted(lines, key=lambda line: line.name, reverse=layout.by is Grouping.YEAR)
    return tuple(sorted(by_name, key=lambda line: line.key == NO_KEY)), total.line(report, TOTAL, calendar)


class _Tally:
    """What is counted of one row while the facts go by."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.numbers: Counter[Measure] = Counter()
        self.spans: list[tuple[date, date]] = []

    def add(self, fact: Fact, counted: Iterable[Measure], span: tuple[date, date] | None) -> None:
        for measure in counted:
            self.numbers[measure] += fact.n
        if span:
            self.spans += [span] * fact.n

    def line(self, report: Report, key: str, calendar: WorkingCalendar) -> Line:
        numbers = {measure: self.numbers[measure] for measure in sorted(measures_of(report))}
        shares = tuple(share_of(rate, numbers) for rate in LAYOUTS[report].rates)
        return Line(key, self.name, numbers, shares, duration_of(self.spans, calendar))


def share_of(rate: Rate, numbers: Mapping[Measure, int]) -> Share:
    """A rate from its two counts."""
    part, whole = numbers[rate.part], numbers[rate.whole]
    return Share(rate, part, whole, percent(part, whole))


def duration_of(spans: Sequence[tuple[date, date]], calendar: WorkingCalendar) -> Duration:
    """How long they took: each from its first day to its last."""
    days = [(end - start).days for start, end in spans]
    known = {span: working_days_between(calendar, *span) for span in set(spans)}
    working = [known[span] for span in spans]
    return Duration(len(spans), mean(days), middle(days), mean(working), middle(working))


def _span(fact: Any) -> tuple[date, date] | None:
    end = getattr(fact, "sent_on", None)
    start = getattr(fact, "assigned_on", None)
    return (start, end) if start and end and end >= start else None


def key_of(fact: Fact, by: Grouping) -> tuple[str, str]:
    """To which row a fact belongs: what an address calls it, and its name."""
    return _KEYS[by](fact)


def _labelled(value: Any) -> tuple[str, str]:
    return (value.value, value.label) if value else (NO_KEY, UNKNOWN)


def _unit(fact: Any) -> tuple[str, str]:
    # A case has no unit of its own; of a part nobody may have said yet which unit the printed name means.
    if isinstance(fact, CaseFact) or fact.unit is None:
        return NO_KEY, UNKNOWN
    return str(fact.unit), fact.unit_name


_KEYS: Mapping[Grouping, Callable[[Any], tuple[str, str]]] = {
    Grouping.YEAR: lambda fact: (str(fact.year), f"{fact.year}年") if fact.year else (NO_KEY, UNKNOWN),
    Grouping.UNIT: _unit,
    Grouping.SUBMITTER: lambda fact: _labelled(fact.submitter),
}
