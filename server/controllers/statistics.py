"""/statistics — tables of what was submitted, answered and kept; every number leads to its rows."""

from decimal import Decimal
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath
from markupsafe import Markup

from cases.errors import NotFound
from cases.queries.counting import choices
from cases.queries.statistics import MOST_YEARS, StatisticsPage, counted_rows, statistics_page
from cases.statistics.reports import Line
from cases.vocabulary import Track
from cases.vocabulary.statistics import Grouping, Measure, Report
from server import exports, pages
from server.auth import ALIKE, EXPORTS, actor_of
from server.columns import Column
from server.forms import code_of, slice_of, text_of
from server.scopes import scope_of, scope_pairs, spoken_scope
from server.table_words import as_word

AnyRequest = Request[Any, Any, Any]
# Bars beyond these are too thin to be read; the table has them all.
MOST_BARS = 12


class StatisticsPages(Controller):
    path = "/statistics"
    opt = ALIKE

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """All years side by side."""
        return await self._table(request, Report.YEARS)

    @get("/{report:str}")
    async def one(self, request: AnyRequest, report: FromPath[str]) -> Response[str]:
        """One table."""
        return await self._table(request, _report(report))

    @get("/{report:str}/rows")
    async def rows(self, request: AnyRequest, report: FromPath[str]) -> Response[str]:
        """What stands behind one number: the address names table, measure and row."""
        asked, actor, part = request.query_params, actor_of(request), slice_of(request.query_params)
        wanted, measure = _report(report), code_of(asked.get("measure"), Measure)
        if measure is None:
            raise NotFound(kind="统计项目", key=text_of(asked.get("measure")))
        scope, key = scope_of(request.query_params), text_of(asked.get("key"), longest=40)
        found = await counted_rows(wanted, measure, key, scope, actor=actor, page=part.page, per_page=part.per_page)
        return pages.answer(
            request,
            whole="statistics/counted.html",
            part="statistics/_counted.html",
            report=wanted,
            measure=measure,
            key=key,
            scope=scope,
            rows=found,
            place=f"/statistics/{wanted.value}/rows",
            asked=[*scope_pairs(scope), ("measure", measure.value), ("key", key)],
        )

    @get("/{report:str}/table.xlsx", opt=EXPORTS)
    async def sheet(self, request: AnyRequest, report: FromPath[str]) -> Response[bytes]:
        """One table as a workbook; the total's shares stand above it, for they are no sum of the rows'."""
        actor, wanted = actor_of(request), _report(report)
        found = await statistics_page(wanted, scope_of(request.query_params), actor=actor)
        said = [*spoken_scope(found.scope, found.on, await choices(actor=actor)), *_rules(found)]
        return await exports.as_sheet(
            request, _columns(found), found.lines, title=wanted.label, conditions=said, actor=actor
        )

    @get("/{report:str}/table.docx", opt=EXPORTS)
    async def paper(self, request: AnyRequest, report: FromPath[str]) -> Response[bytes]:
        """One table in Word, with its total as a paragraph and as the last row."""
        actor, wanted = actor_of(request), _report(report)
        found = await statistics_page(wanted, scope_of(request.query_params), actor=actor)
        said = spoken_scope(found.scope, found.on, await choices(actor=actor))
        words = request.app.state.templates.get_template("_statistics.html").module
        told = Markup(words.in_words(found)).unescape().strip()  # nosec B704 # noqa: S704 - what the page itself says
        rules = [*said, *_rules(found), *(f"{one.label}（{one.counted.label}）：{one.rule}" for one in found.columns)]
        lines = [*found.lines, found.total]
        return await as_word(
            _columns(found, shares_apart=False), lines, title=wanted.label, said=told, rules=rules, actor=actor
        )

    async def _table(self, request: AnyRequest, report: Report) -> Response[str]:
        actor, scope = actor_of(request), scope_of(request.query_params)
        found = await statistics_page(report, scope, actor=actor)
        return pages.page(
            request,
            "statistics/page.html",
            page=found,
            reports=Report,
            tracks=Track,
            choices=await choices(actor=actor),
            asked=scope_pairs(scope),
            chart=_chart(found),
            most_years=MOST_YEARS,
            durations=report is Report.DURATIONS,
        )


def _report(code: str) -> Report:
    report = code_of(code, Report)
    if report is None:
        raise NotFound(kind="统计表", key=code)
    return report


def _columns(page: StatisticsPage, *, shares_apart: bool = True) -> list[Column]:
    """The table's columns under its headings; a share with the two numbers it is of, in a column of their own where
    there is room."""
    made = [Column("row", page.by.label, lambda line: line.name)]
    for heading in page.headings:
        made += [_count(measure, heading.name) for measure in heading.columns]
    for place, rate in enumerate(page.rates):
        made += (
            [_share(place, rate.label), _of_which(place, rate.label)] if shares_apart else [_both(place, rate.label)]
        )
    if page.report is Report.DURATIONS:
        spans = (("平均", "mean"), ("中位", "median"), ("平均工作日", "working_mean"), ("中位工作日", "working_median"))
        made += [_span(title, name) for title, name in spans]
    return made


def _count(measure: Measure, heading: str) -> Column:
    return Column(measure.value, measure.label, lambda line: line.numbers[measure], heading, True)


def _share(place: int, name: str) -> Column:
    return Column(f"share_{place}", "%", lambda line: _number(line.shares[place].percent), name)


def _of_which(place: int, name: str) -> Column:
    return Column(f"of_{place}", "数/总数", lambda line: f"{line.shares[place].part}/{line.shares[place].whole}", name)


def _both(place: int, name: str) -> Column:
    def told(line: Line) -> str:
        share = line.shares[place]
        percent = "—" if share.percent is None else str(share.percent)
        return f"{percent}\n{share.part}/{share.whole}"

    return Column(f"share_{place}", name, told, "比率（%）")


def _span(title: str, name: str) -> Column:
    return Column(name, title, lambda line: _number(getattr(line.duration, name)), "交办到答复（天）")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _rules(page: StatisticsPage) -> list[str]:
    """Each share of the total with its rule."""
    told = []
    for share in page.total.shares:
        percent = f"{share.percent}%，" if share.percent is not None else ""
        rule = f"{share.rate.part.label}÷{share.rate.whole.label}"
        told.append(f"{share.rate.label} {percent}{share.part}/{share.whole}（{rule}）")
    return told


def _chart(page: StatisticsPage) -> dict[str, Any]:
    """The first columns that matter as bars; of many rows those with the largest numbers, in the table's order."""
    drawn = page.drawn
    lines = [line for line in page.lines if any(line.numbers[measure] for measure in drawn)]
    largest = {line.key for line in sorted(lines, key=lambda line: -line.numbers[drawn[0]])[:MOST_BARS]}
    lines = [line for line in lines if line.key in largest]
    if page.by is Grouping.YEAR:
        lines.reverse()
    told = "；".join(
        f"{line.name}{'、'.join(f'{m.label} {line.numbers[m]} {m.counted.label}' for m in drawn)}" for line in lines
    )
    return {
        "labels": [line.name for line in lines],
        "series": [{"name": m.label, "values": [line.numbers[m] for line in lines]} for m in drawn],
        "words": f"{page.report.label}的柱形图，数字与旁边的表相同：{told}。",
    }
