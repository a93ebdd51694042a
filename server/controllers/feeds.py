"""Addresses for machines: Atom, CSV, Excel and JSON of the same queries as the pages, site map, robots."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import feedgenerator
from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.actor import Actor
from cases.clock import BEIJING
from cases.errors import NotFound
from cases.queries.cases import CaseFilter, CaseRow, case_list
from cases.queries.commitments import commitment_list, every_commitment
from cases.queries.counting import choices
from cases.queries.figures import every_figure, figure_list
from cases.queries.replies import every_reply, reply_list
from server import exports, pages
from server.auth import OPEN, actor_of
from server.filters import query
from server.forms import Slice, slice_of
from server.list_forms import case_filter, commitment_filter, figure_filter, pairs_of, reply_filter, spoken

AnyRequest = Request[Any, Any, Any]
FORMS = ("csv", "json", "xlsx")


class Noun(NamedTuple):
    """What a data file is made of: how its address is read, all rows and a page of them, columns, its name in words."""

    read: Any
    every: Any
    listed: Any
    columns: Sequence[exports.Column]
    title: str


async def every_case(wanted: CaseFilter, *, actor: Actor, most: int) -> Sequence[CaseRow]:
    """All cases that fit, never more than ``most``."""
    return (await case_list(wanted, actor=actor, per_page=most)).rows


NOUNS: dict[str, Noun] = {
    "cases": Noun(case_filter, every_case, case_list, exports.CASES, "提案建议"),
    "replies": Noun(reply_filter, every_reply, reply_list, exports.REPLIES, "公开的答复"),
    "commitments": Noun(commitment_filter, every_commitment, commitment_list, exports.COMMITMENTS, "承诺"),
    "figures": Noun(figure_filter, every_figure, figure_list, exports.FIGURES, "成果数据"),
}
IN_FEED = 50


class FeedPages(Controller):
    opt = OPEN

    @get("/data/{name:str}")
    async def data(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """``/data/NOUN.csv``, ``.xlsx``: every row that fits. ``.json``: one page of them with links to the others."""
        noun, _, form = name.partition(".")
        if noun not in NOUNS or form not in FORMS:
            raise NotFound(kind="数据文件", key=name[:40])
        kind, actor = NOUNS[noun], actor_of(request)
        wanted, part = kind.read(request.query_params), slice_of(request.query_params)
        if form == "csv":
            rows = await kind.every(wanted, actor=actor, most=exports.MOST)
            return exports.as_csv(request, f"dafu-{noun}", kind.columns, rows)
        found = await kind.listed(wanted, actor=actor, page=part.page, per_page=part.per_page)
        if form == "json":
            links = _links(f"/data/{name}", pairs_of(wanted), part, found.last)
            return exports.as_json(request, kind.columns, found.rows, total=found.total, links=links)
        rows = await kind.every(wanted, actor=actor, most=exports.count_of_sheet(found.total) or 1)
        conditions = spoken(wanted, await choices(actor=actor))
        return await exports.as_sheet(request, kind.columns, rows, title=kind.title, conditions=conditions, actor=actor)

    @get("/feed.atom")
    async def atom(self, request: AnyRequest) -> Response[Any]:
        """The newest replies of the query. A date of an entry is that of its row, never that of the request."""
        base = pages.base_of(request)
        rows = await every_reply(reply_filter(request.query_params), actor=actor_of(request), most=IN_FEED)
        title = pages.render(request, "feeds/title.txt").strip()
        feed = feedgenerator.Atom1Feed(
            title=title, link=f"{base}/gk/", feed_url=f"{base}/feed.atom", description="", language="zh-CN"
        )
        for row in rows:
            address = base + pages.public_place(row)
            published = row.published_on or row.signed_on
            feed.add_item(
                title=row.title,
                link=address,
                description=pages.render(request, "feeds/entry.txt", row=row).strip(),
                author_name=row.unit,
                unique_id=f"tag:dafu,{row.year or 0}:reply-{row.id}",
                pubdate=datetime.combine(published, time(), BEIJING) if published else None,
                updateddate=row.updated_at,
            )
        newest = max((row.updated_at for row in rows), default=datetime.fromtimestamp(0, UTC))
        feed.latest_post_date = lambda: newest
        body = feed.writeString("utf-8").encode()
        made = Response(body, media_type="application/atom+xml; charset=utf-8")
        return pages.cacheable(request, made, body, modified=newest)

    @get("/sitemap.xml")
    async def sitemap(self, request: AnyRequest) -> Response[Any]:
        """Every published reply with the day of its last change."""
        base = pages.base_of(request)
        rows = await every_reply(reply_filter({}), actor=actor_of(request), most=exports.MOST)
        lines = [
            f"<url><loc>{escape(base + pages.public_place(r))}</loc>"
            f"<lastmod>{r.updated_at.date().isoformat()}</lastmod></url>"
            for r in rows
        ]
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' + "\n".join(lines) + "\n</urlset>\n"
        ).encode()
        return pages.cacheable(request, Response(body, media_type="application/xml; charset=utf-8"), body)

    @get("/robots.txt")
    async def robots(self, request: AnyRequest) -> Response[Any]:
        """Open to search engines but for the entry, papers set when asked for, and the endless forms of a search."""
        closed = "".join(f"Disallow: {path}\n" for path in ("/account/", "/imports", "/papers", "/search"))
        text = f"User-agent: *\n{closed}Sitemap: {pages.base_of(request)}/sitemap.xml\n"
        return Response(text.encode(), media_type="text/plain; charset=utf-8")


def _links(path: str, pairs: list[tuple[str, str]], part: Slice, last: int) -> dict[str, str]:
    """Addresses of this page, the first, the last and the neighbours."""

    def at(page: int) -> str:
        return f"{path}?{query([*pairs, ('per', part.per_page), ('page', page)])}"

    links = {"self": at(part.page), "first": at(1), "last": at(last)}
    if part.page > 1:
        links["prev"] = at(part.page - 1)
    if part.page < last:
        links["next"] = at(part.page + 1)
    return links
