"""/statistics/themes — themes by year, every cell leading to exactly its cases."""

from collections.abc import Callable
from typing import Any

from litestar import Controller, Request, Response, get

from cases.actor import Actor
from cases.queries.counting import choices
from cases.queries.themes import MAPPED, ThemePage, ThemeRow, theme_page, theme_rows
from cases.vocabulary import Track
from cases.vocabulary.statistics import Measure, Report
from server import exports, pages
from server.auth import ALIKE, EXPORTS, actor_of
from server.columns import Column
from server.forms import code_of, slice_of, text_of
from server.scopes import scope_of, scope_pairs, spoken_scope
from server.table_words import as_word

AnyRequest = Request[Any, Any, Any]


class ThemePages(Controller):
    path = "/statistics/themes"
    opt = ALIKE

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The map."""
        actor, scope, measure = actor_of(request), scope_of(request.query_params), _measure(request)
        return pages.page(
            request,
            "themes/page.html",
            page=await theme_page(measure, scope, actor=actor),
            measures=MAPPED,
            reports=Report,
            tracks=Track,
            choices=await choices(actor=actor),
            asked=[*scope_pairs(scope), ("measure", measure.value)],
            narrowed=scope_pairs(scope),
        )

    @get("/rows")
    async def rows(self, request: AnyRequest) -> Response[str]:
        """The cases behind one number."""
        asked, scope, part = request.query_params, scope_of(request.query_params), slice_of(request.query_params)
        measure = _measure(request)
        theme, year = text_of(asked.get("theme"), longest=40), text_of(asked.get("in"), longest=10)
        name, rows = await theme_rows(
            measure, theme, year, scope, actor=actor_of(request), page=part.page, per_page=part.per_page
        )
        pairs = [*scope_pairs(scope), ("measure", measure.value)]
        return pages.answer(
            request,
            whole="themes/counted.html",
            part="statistics/_counted.html",
            name=name,
            year=year,
            measure=measure,
            rows=rows,
            back=pairs,
            place="/statistics/themes/rows",
            asked=[*pairs, ("theme", theme), ("in", year)],
        )

    @get("/table.xlsx", opt=EXPORTS)
    async def sheet(self, request: AnyRequest) -> Response[bytes]:
        """The map as a workbook."""
        page, title, rules, actor = await _kept(request)
        return await exports.as_sheet(request, _columns(page), page.rows, title=title, conditions=rules, actor=actor)

    @get("/table.docx", opt=EXPORTS)
    async def paper(self, request: AnyRequest) -> Response[bytes]:
        """The map in Word."""
        page, title, rules, actor = await _kept(request)
        return await as_word(_columns(page), [*page.rows, page.total], title=title, said="", rules=rules, actor=actor)


async def _kept(request: AnyRequest) -> tuple[ThemePage, str, list[str], Actor]:
    """The map, and what is said of it where it is kept: its title, its scope and rules. A sheet adds up its columns
    itself, which would count a case of two themes twice: the true total stands among the rules."""
    actor, scope = actor_of(request), scope_of(request.query_params)
    page = await theme_page(_measure(request), scope, actor=actor)
    years = zip(page.columns, page.total.numbers, strict=True)
    rules = [
        *spoken_scope(scope, page.on, await choices(actor=actor)),
        f"{page.measure.label}（件）：{page.measure.rule}",
        "案由含某主题的字词即计入，一件可计入几个主题",
        f"一件只计一次，共 {page.total.total} 件：" + "，".join(f"{name} {number}" for (_, name), number in years),
    ]
    return page, f"主题分布（{page.measure.label}）", rules, actor


def _measure(request: AnyRequest) -> Measure:
    return code_of(request.query_params.get("measure"), Measure) or MAPPED[0]


def _columns(page: ThemePage) -> list[Column]:
    years = [Column(key, name, _number(at)) for at, (key, name) in enumerate(page.columns)]
    return [
        Column("theme", "主题", lambda row: row.name),
        *years,
        Column("total", "各年合计", lambda row: row.total),
        Column("words", "字词", lambda row: "、".join(row.words)),
    ]


def _number(at: int) -> Callable[[ThemeRow], int]:
    return lambda row: row.numbers[at]
