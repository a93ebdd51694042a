"""/series — reported figures joined over time, targets beside them; the offices join and part them."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.series import drop_points, join_series, part_series, undo_decision
from cases.errors import CaseError, NotFound
from cases.queries.series import SeriesPage, series_list, series_page
from cases.queries.series_decisions import series_acts
from server import pages
from server.auth import ALIKE, OFFICES, actor_of
from server.draft_forms import words_of
from server.filters import plain_number
from server.forms import LARGEST_ID, choice_of, id_of, slice_of, text_of, whole_of

AnyRequest = Request[Any, Any, Any]


class SeriesPages(Controller):
    path = "/series"
    opt = ALIKE

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The series of one place."""
        asked, part = request.query_params, slice_of(request.query_params)
        place, text = whole_of(asked.get("place"), least=1, most=LARGEST_ID), text_of(asked.get("text"))
        found = await series_list(
            actor=actor_of(request), place=place, text=text, page=part.page, per_page=part.per_page
        )
        pairs = [("place", str(found.place))] if found.place else []
        return pages.answer(
            request,
            whole="series/index.html",
            part="series/_rows.html",
            found=found,
            text=text,
            asked=[*pairs, ("text", text)] if text else pairs,
        )

    @get("/decisions", opt=OFFICES)
    async def decisions(self, request: AnyRequest) -> Response[str]:
        """What people did to series, also to those that are no more."""
        part = slice_of(request.query_params)
        acts = await series_acts(actor=actor_of(request), page=part.page, per_page=part.per_page)
        return pages.page(request, "series/decisions.html", acts=acts)

    @get("/{figure_id:str}")
    async def one(self, request: AnyRequest, figure_id: FromPath[str]) -> Response[str]:
        """One series: chart, table, targets, doubts."""
        return await _page(request, id_of(figure_id, kind="数据序列"))

    @post("/{figure_id:str}/join", status_code=200, opt=OFFICES)
    async def join(self, request: AnyRequest, figure_id: FromPath[str]) -> Response[Any]:
        """Join it with the series of another figure."""
        figure, form = id_of(figure_id, kind="数据序列"), await request.form()
        try:
            other = choice_of(form, "other") or figure
            await join_series(figure, other, words_of(form, "told"), actor=actor_of(request))
        except CaseError as problem:
            return await _refused(request, figure, problem)
        return pages.done(request, f"/series/{figure}", flash="series-joined")

    @post("/{figure_id:str}/part", status_code=200, opt=OFFICES)
    async def part(self, request: AnyRequest, figure_id: FromPath[str]) -> Response[Any]:
        """Give the ticked numbers a series of their own, or none."""
        figure, form, actor = id_of(figure_id, kind="数据序列"), await request.form(), actor_of(request)
        ticked = [number for one in form.getall("figure", []) if (number := _figure_in(one))]
        all_points = [number for one in form.getall("point", []) if (number := _figure_in(one))]
        rest = next((one for one in all_points if one not in ticked), figure)
        try:
            if form.get("act") == "drop":
                await drop_points(ticked, words_of(form, "told"), actor=actor)
            else:
                await part_series(ticked, rest, words_of(form, "told"), actor=actor)
        except CaseError as problem:
            return await _refused(request, figure, problem)
        return pages.done(request, await _where(request, rest), flash="series-parted")

    @post("/decisions/{series_decision_id:str}/undo", status_code=200, opt=OFFICES)
    async def undo(self, request: AnyRequest, series_decision_id: FromPath[str]) -> Response[Any]:
        """Take an act back."""
        number = id_of(series_decision_id, kind="调整记录")
        figure = await undo_decision(number, actor=actor_of(request))
        return pages.done(request, await _where(request, figure), flash="series-undone")


async def _page(request: AnyRequest, figure: int, *, wrong: CaseError | None = None) -> Response[str]:
    words = text_of(request.query_params.get("with"), longest=40)
    page = await series_page(figure, actor=actor_of(request), words=words)
    status = wrong.status if wrong else 200
    return pages.page(
        request, "series/page.html", status=status, page=page, chart=_chart(page), words=words, wrong=wrong
    )


async def _refused(request: AnyRequest, figure: int, problem: CaseError) -> Response[str]:
    if problem.status in (403, 404):
        raise problem
    return await _page(request, figure, wrong=problem)


async def _where(request: AnyRequest, figure: int) -> str:
    """The page of the figure's series, or the account of what was done where it is in none any more."""
    try:
        await series_page(figure, actor=actor_of(request))
    except NotFound:
        return "/series/decisions"
    return f"/series/{figure}"


def _figure_in(value: Any) -> int | None:
    return whole_of(str(value), least=1, most=LARGEST_ID)


def _chart(page: SeriesPage) -> dict[str, Any]:
    """The table of the page as a chart: a line only where every point is surely of one thing, else bars."""
    points, targets = page.series.points, page.series.targets
    labels = [point.on.isoformat() if point.on else "日期不详" for point in points]
    labels += [f"目标 {target.on.isoformat() if target.on else '无期限'}" for target in targets]
    values = [float(point.value) for point in points]
    aims = [float(target.value) for target in targets]
    told = "；".join(
        f"{label} {plain_number(one.stated.value)}{page.series.unit}"
        for label, one in zip(labels, (*points, *targets), strict=True)
    )
    series = [{"name": "报告的数字", "values": [*values, *[None] * len(aims)], "line": page.drawn}]
    if aims:
        series.append({"name": "目标", "values": [*[None] * len(values), *aims], "line": False})
    return {"labels": labels, "series": series, "words": f"{page.name}各次数字的图，与旁边的表相同：{told}。"}
