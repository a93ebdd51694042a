"""Addresses for machines: Atom, CSV, Excel and JSON of the same queries as the pages, site map, robots."""

from datetime import UTC, datetime, time
from typing import Any
from xml.sax.saxutils import escape

import feedgenerator
from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.clock import BEIJING, beijing_day
from cases.errors import NotFound
from cases.queries.replies import every_reply
from server import exports, pages
from server.addresses import here_of
from server.auth import ALIKE, EXPORTS, actor_of
from server.forms import LAST_PAGE, placed_number, text_of
from server.list_forms import reply_filter
from server.open_data import DATASETS, every_row

AnyRequest = Request[Any, Any, Any]
FORMS = ("csv", "json", "xlsx")


IN_FEED = 50
IN_MAP = 50_000
# An authority and a day of which the names of entries are made: they never change, whatever is mended in a row.
TAG = "tag:dafu,2026:"


class FeedPages(Controller):
    opt = ALIKE

    # A page of rows as JSON costs no more than the page that people read.
    @get("/data/{name:str}", opt={**EXPORTS, "free": ".json"})
    async def data(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """``/data/NOUN.csv``, ``.xlsx``: every row that fits. ``.json``: one page of them with links to the others."""
        noun, _, form = name.partition(".")
        if form not in FORMS:
            raise NotFound(kind="数据文件", key=text_of(name, longest=40))
        return await exports.download(request, noun, form)

    @get("/feed.atom")
    async def atom(self, request: AnyRequest) -> Response[Any]:
        """The newest replies of the query. A date of an entry is that of its row, never that of the request."""
        base = pages.base_of(request)
        rows = await every_reply(reply_filter(request.query_params), actor=actor_of(request), most=IN_FEED)
        title = pages.render(request, "feeds/title.txt").strip()
        here = base + here_of(request)
        feed = feedgenerator.Atom1Feed(title=title, link=f"{base}/gk/", feed_url=here, description="", language="zh-CN")
        for row in rows:
            address = base + pages.public_place(row)
            published = row.published_on or row.signed_on
            feed.add_item(
                title=row.title,
                link=address,
                description=pages.render(request, "feeds/entry.txt", row=row).strip(),
                author_name=row.unit,
                unique_id=f"{TAG}reply-{row.id}",
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
        """Every published reply with the day of its last change; an index of maps where one may not hold all."""
        places = await _places(request)
        if len(places) <= IN_MAP:
            return _xml(request, "urlset", "url", places)
        base, parts = pages.base_of(request), range(0, len(places), IN_MAP)
        maps = [
            (f"{base}/sitemap/{number}.xml", max(day for _, day in places[first : first + IN_MAP]))
            for number, first in enumerate(parts, 1)
        ]
        return _xml(request, "sitemapindex", "sitemap", maps)

    @get("/sitemap/{name:str}")
    async def part(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """One of several maps."""
        number, _, form = name.partition(".")
        which, places = placed_number(number, least=1, most=LAST_PAGE), await _places(request)
        some = places[(which - 1) * IN_MAP : which * IN_MAP] if which and form == "xml" else []
        if not some:
            raise NotFound(kind="网站地图", key=text_of(name, longest=20))
        return _xml(request, "urlset", "url", some)

    @get("/robots.txt")
    async def robots(self, request: AnyRequest) -> Response[Any]:
        """Open to search engines but for the entry, papers set when asked for, and the endless forms of a search."""
        closed = "".join(
            f"Disallow: {path}\n" for path in ("/account/", "/calendars/", "/imports", "/papers", "/search")
        )
        text = f"User-agent: *\n{closed}Sitemap: {pages.base_of(request)}/sitemap.xml\n"
        return Response(text.encode(), media_type="text/plain; charset=utf-8")


async def _places(request: AnyRequest) -> list[tuple[str, str]]:
    """Address and day of the last change of every published reply, in the order of their ids."""
    base, replies = pages.base_of(request), DATASETS["replies"]
    rows = await every_row(replies, reply_filter({}), most=IN_MAP * LAST_PAGE)
    return [(base + pages.public_place(r.row), beijing_day(r.row.updated_at).isoformat()) for r in rows]


def _xml(request: AnyRequest, whole: str, each: str, places: list[tuple[str, str]]) -> Response[Any]:
    """A map by the rules of sitemaps.org."""
    lines = [f"<{each}><loc>{escape(place)}</loc><lastmod>{day}</lastmod></{each}>" for place, day in places]
    begin = f'<{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', begin, *lines, f"</{whole}>", ""])
    body = text.encode()
    return pages.cacheable(request, Response(body, media_type="application/xml; charset=utf-8"), body)
