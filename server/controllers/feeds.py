"""Addresses for machines: Atom, CSV, Excel and JSON of the same queries as the pages, site map, robots."""

from datetime import UTC, datetime, time
from typing import Any
from xml.sax.saxutils import escape

import feedgenerator
from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.clock import BEIJING
from cases.errors import NotFound
from cases.queries.replies import every_reply
from server import exports, pages
from server.auth import OPEN, actor_of
from server.forms import text_of
from server.list_forms import reply_filter

AnyRequest = Request[Any, Any, Any]
FORMS = ("csv", "json", "xlsx")


IN_FEED = 50


class FeedPages(Controller):
    opt = OPEN

    @get("/data/{name:str}")
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
