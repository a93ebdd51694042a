"""/documents — everything that was read: the list, one document opened, and its plain text."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.queries.documents import document_list, document_page, source_of
from cases.vocabulary import DocumentKind
from server import pages
from server.auth import ALIKE, actor_of
from server.forms import code_of, id_of, slice_of, text_of

AnyRequest = Request[Any, Any, Any]


class DocumentPages(Controller):
    path = "/documents"
    opt = ALIKE

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The documents, by kind."""
        asked = request.query_params
        kind, text, part = code_of(asked.get("kind"), DocumentKind), text_of(asked.get("text")), slice_of(asked)
        rows = await document_list(
            actor=actor_of(request), kind=kind, text=text, page=part.page, per_page=part.per_page
        )
        return pages.answer(
            request,
            whole="documents/index.html",
            part="documents/_rows.html",
            rows=rows,
            kind=kind,
            text=text,
            kinds=DocumentKind,
        )

    @get("/{document_id:str}")
    async def one(self, request: AnyRequest, document_id: FromPath[str]) -> Response[str]:
        """One document with its commitments and figures marked."""
        found = await document_page(id_of(document_id, kind="文件"), actor=actor_of(request))
        return pages.page(request, "documents/page.html", page=found)

    @get("/{document_id:str}/text")
    async def text(self, request: AnyRequest, document_id: FromPath[str]) -> Response[Any]:
        """The text as it was read, character for character; personal data masked for the public."""
        source = await source_of(id_of(document_id, kind="文件"), actor=actor_of(request))
        body = source.text.encode()
        return pages.cacheable(request, Response(body, media_type="text/plain; charset=utf-8"), body)
