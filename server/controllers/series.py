"""/series — reported figures joined over time, targets beside them."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.queries.series import SeriesPage, series_list, series_page
from server import pages
from server.auth import OPEN, actor_of
from server.filters import plain_number
from server.forms import LARGEST_ID, id_of, slice_of, text_of, whole_of

AnyRequest = Request[Any, Any, Any]


class SeriesPages(Controller):
    path = "/series"
    opt = OPEN

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

    @get("/{figure_id:str}")
    async def one(self, request: AnyRequest, figure_id: FromPath[str]) -> Response[str]:
        """One series: chart, table, targets, doubts."""
        page = await series_page(id_of(figure_id, kind="数据序列"), actor=actor_of(request))
        return pages.page(request, "series/page.html", page=page, chart=_chart(page))


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
