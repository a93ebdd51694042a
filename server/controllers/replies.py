"""/gk — the public columns: published replies at addresses that never change."""

from typing import Any

import segno
from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.errors import NotFound
from cases.queries.cases import case_page
from cases.queries.counting import choices
from cases.queries.replies import reply_facets, reply_list, reply_row
from cases.vocabulary import Track
from server import jsonld, pages
from server.auth import ALIKE, actor_of
from server.forms import id_of, slice_of, text_of
from server.list_forms import pairs_of, reply_filter

AnyRequest = Request[Any, Any, Any]
FILES = {
    "text/csv": "/api/v1/replies.csv",
    "application/json": "/api/v1/replies",
    "application/atom+xml": "/feed.atom",
}


class ReplyPages(Controller):
    path = "/gk"
    opt = ALIKE

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The list with tabs for both tracks."""
        asked, actor = request.query_params, actor_of(request)
        wanted, part = reply_filter(asked), slice_of(asked)
        rows = await reply_list(wanted, actor=actor, page=part.page, per_page=part.per_page)
        return pages.answer(
            request,
            whole="replies/index.html",
            part="replies/_rows.html",
            wanted=wanted,
            asked=pairs_of(wanted),
            rows=rows,
            facets=await reply_facets(wanted, actor=actor),
            choices=await choices(actor=actor),
            tracks=(Track.NPC, Track.CPPCC),
            linked=jsonld.of_list("/gk/", FILES, pages.base_of(request)),
        )

    @get("/{year:str}/{track:str}/{name:str}")
    async def one(
        self, request: AnyRequest, year: FromPath[str], track: FromPath[str], name: FromPath[str]
    ) -> Response[Any]:
        """One published reply. The number after the last hyphen decides; the rest is corrected by a redirect."""
        last = name.rpartition("-")[2]
        reply = await reply_row(id_of(last, kind="答复"), actor=actor_of(request))
        right = pages.public_place(reply)
        if request.scope["path"] != pages.unquoted(right):
            return pages.nothing(301, {"Location": right})
        page = await case_page(reply.case_id, actor=actor_of(request))
        text = next((r for r in page.replies if r.id == reply.id), None)
        if text is None:
            raise NotFound(kind="答复", key=text_of(name, longest=30))
        address = pages.base_of(request) + right
        return pages.page(
            request,
            "replies/page.html",
            modified=max(reply.updated_at, page.updated_at),
            reply=reply,
            page=page,
            text=text,
            address=address,
            linked=jsonld.of_reply(reply, page, address),
            spoken_address=pages.unquoted(address),
            code=segno.make(address, error="m").svg_inline(scale=1, omitsize=True, border=2),
        )
