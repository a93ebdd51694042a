"""/drafts/…/preview and /drafts/…/paste — for the script of the editor: how words will be read, what a paste holds.

Neither keeps anything. Without the script the same text is written in the same box, and the paper shows it.
"""

import asyncio
from typing import Any

from litestar import Controller, Request, Response, put
from litestar.params import FromPath

from cases.actions.checking import promises_in
from cases.actions.drafts import LONGEST_BODY
from cases.errors import NotFound, within
from cases.intake.draft_words import read_paste
from cases.intake.formats_draft import PASTED_BYTES
from cases.queries.drafts import draft_page
from cases.queries.marking import Mark
from cases.queries.texts import draft_letter
from cases.vocabulary import Role
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import long_text
from server.forms import id_of

AnyRequest = Request[Any, Any, Any]
KIND = "答复稿"


class DraftWordPages(Controller):
    path = "/drafts"
    opt = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)

    @put("/{reply_id:str}/preview", status_code=200)
    async def preview(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """The words of the box as they will be read, promises marked; not saved."""
        await _writing(request, reply_id)
        body = within(long_text((await request.form()).get("body")), LONGEST_BODY, "正文")
        promises = [Mark(at, one.start, one.end) for at, one in enumerate(await promises_in(body), 1)]
        return pages.fragment(request, "drafts/_shown.html", letter=draft_letter(body, promises=promises))

    @put("/{reply_id:str}/paste", status_code=200, request_max_body_size=PASTED_BYTES)
    async def paste(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """The words of a clipboard's HTML, sent as it is, in the notation; and how much was kept and dropped."""
        await _writing(request, reply_id)
        html = (await request.body()).decode("utf-8", "replace")
        found = await asyncio.to_thread(read_paste, html, "剪贴板里的内容")
        counts = {name: int(count) for name, count in found.meta.items()}
        return Response({"text": long_text(found.text), "counts": counts}, headers={"Cache-Control": "no-store"})


async def _writing(request: AnyRequest, reply_id: str) -> None:
    """Raises NotFound where the reader may not write here."""
    page = await draft_page(id_of(reply_id, kind=KIND), actor=actor_of(request))
    if not page.may("edit", "approve", "sign_reply"):
        raise NotFound(kind=KIND, key=reply_id)
