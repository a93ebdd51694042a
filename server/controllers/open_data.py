"""/api — open data: what is published, for programs; its description, and a page about it for people."""

from collections.abc import Mapping
from typing import Any

from litestar import Controller, Request, Response, Router, get, route
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cases.actor import PUBLIC
from cases.errors import NotFound
from cases.queries.counting import choices
from cases.queries.listing import Cut, Stretch
from server import jsonld, open_answers, openapi, pages
from server.auth import ALIKE, ANYBODY, EXPORTS
from server.filters import query
from server.forms import id_of, text_of, whole_of
from server.open_data import DATASETS, MOST, MOST_ROWS, USUAL, Dataset, asked_of, cursor_of, every_row
from server.open_fields import SPOKEN
from server.yearly import yearly_file

AnyRequest = Request[Any, Any, Any]
READ = (HttpMethod.GET, HttpMethod.HEAD)


class OpenDataPages(Controller):
    path = "/api"
    opt = ALIKE

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """What there is, field by field, with an example of each request."""
        base, years = pages.base_of(request), (await choices(actor=PUBLIC)).years
        told = [(one.noun, one.title, one.told) for one in DATASETS.values()]
        return pages.page(
            request,
            "open_data/index.html",
            linked=jsonld.of_datasets(told, years, base),
            datasets=DATASETS.values(),
            spoken=SPOKEN,
            usual=USUAL,
            most=MOST,
            most_rows=MOST_ROWS,
            years=years,
            base=base,
            parameter=openapi.parameter_of,
        )

    @route("/openapi.json", http_method=READ, opt={**ANYBODY, **ALIKE})
    async def openapi(self, request: AnyRequest) -> Response[Any]:
        """The description by OpenAPI 3.1."""
        described = open_answers.as_text(openapi.description(pages.base_of(request)))
        return open_answers.sent(request, described, open_answers.JSON)

    @route("/v1", http_method=READ, opt={**ANYBODY, **ALIKE})
    async def start(self, request: AnyRequest) -> Response[Any]:
        """Where everything is."""
        base = pages.base_of(request)
        data = [{"name": d.noun, "title": d.title, "link": f"{base}/api/v1/{d.noun}"} for d in DATASETS.values()]
        links = {"self": f"{base}/api/v1", "describedby": f"{base}/api/openapi.json", "help": f"{base}/api/"}
        return _object(request, data, links, {"total": len(data)})

    @route("/v1/yearly/{name:str}", http_method=READ, opt={**ANYBODY, **EXPORTS})
    async def yearly(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """All of one year: ``2026.zip``."""
        year, _, form = name.partition(".")
        number = whole_of(year, least=1949, most=2100)
        if number is None or form != "zip":
            raise NotFound(kind="年度数据包", key=text_of(name, longest=20))
        body = await yearly_file(number, pages.base_of(request))
        kept = {"Content-Disposition": f'attachment; filename="dafu-open-{number}.zip"'}
        return open_answers.sent(request, body, open_answers.ZIP, headers=kept)


def _object(
    request: AnyRequest, data: Any, links: Mapping[str, str], meta: Mapping[str, Any] | None = None, **more: Any
) -> Response[Any]:
    told = {"data": data, "links": links, **({"meta": meta} if meta else {})}
    return open_answers.sent(
        request, open_answers.as_text(told), open_answers.JSON, headers=open_answers.link_header(links), **more
    )


async def _rows(request: AnyRequest, dataset: Dataset) -> Response[Any]:
    """A cut of the list with its links and the number of all that fit."""
    base, asked = pages.base_of(request), list(request.query_params.multi_items())
    wanted, cut = asked_of(dataset, asked)
    found = await dataset.cut(wanted, cut)
    data = [open_answers.record(dataset.listed, row, base) for row in found.rows]
    return _object(request, data, _links(request, dataset, cut, found), {"total": found.total})


def _links(request: AnyRequest, dataset: Dataset, cut: Cut, found: Stretch[Any]) -> dict[str, str]:
    base, asked = pages.base_of(request), list(request.query_params.multi_items())
    kept = [(name, value) for name, value in asked if name != "cursor"]

    def at(place: Cut | None) -> str:
        pairs = kept if place is None else [*kept, ("cursor", cursor_of(place))]
        return f"{base}/api/v1/{dataset.noun}" + (f"?{query(pairs)}" if pairs else "")

    here = request.query_params.get("cursor")
    links = {"self": at(None) if not here else at(cut), "first": at(None)}
    if found.earlier and found.rows:
        links["prev"] = at(Cut(cut.most, before=dataset.key(found.rows[0])))
    if found.later and found.rows:
        links["next"] = at(Cut(cut.most, after=dataset.key(found.rows[-1])))
    return links


async def _table(request: AnyRequest, dataset: Dataset) -> Response[Any]:
    """Every row that fits, as CSV. Raises TooManyRows: one cut off in silence would be taken for the whole."""
    asked = [one for one in request.query_params.multi_items() if one[0] not in ("limit", "cursor")]
    wanted, _ = asked_of(dataset, asked)
    rows = await every_row(dataset, wanted)
    body = open_answers.table(dataset.listed, rows, pages.base_of(request))
    kept = {"Content-Disposition": f'attachment; filename="dafu-{dataset.noun}.csv"'}
    return open_answers.sent(request, body, open_answers.CSV, headers=kept)


async def _row(request: AnyRequest, dataset: Dataset, number: str) -> Response[Any]:
    """One thing with all its fields."""
    assert dataset.one is not None
    asked_of(dataset, list(request.query_params.multi_items()))
    base, row = pages.base_of(request), await dataset.one(id_of(number, kind=dataset.title))
    data = open_answers.record(dataset.fields, row, base)
    links = {"self": f"{base}/api/v1/{dataset.noun}/{dataset.key(row)}", "collection": f"{base}/api/v1/{dataset.noun}"}
    if data.get("link"):
        links["alternate"] = data["link"]
    modified = row.row.updated_at if dataset.noun == "replies" else None
    return _object(request, data, links, modified=modified)


def _handlers(dataset: Dataset) -> list[HTTPRouteHandler]:
    """The addresses of one kind of thing: its list, the same as CSV, and a single one."""
    place, name = f"/{dataset.noun}", openapi.parameter_of(dataset)

    @route([place, f"{place}.json"], http_method=READ)
    async def rows(request: AnyRequest) -> Response[Any]:
        return await _rows(request, dataset)

    @route(f"{place}.csv", http_method=READ)
    async def as_csv(request: AnyRequest) -> Response[Any]:
        return await _table(request, dataset)

    @route(f"{place}/{{{name}:str}}", http_method=READ)
    async def row(request: AnyRequest) -> Response[Any]:
        return await _row(request, dataset, request.path_params[name])

    return [rows, as_csv] if dataset.one is None else [rows, as_csv, row]


_EVERY = [handler for dataset in DATASETS.values() for handler in _handlers(dataset)]
OPEN_DATA = (OpenDataPages, Router("/api/v1", route_handlers=_EVERY, opt={**ANYBODY, **ALIKE}))
