"""/outbox — mail that could not be delivered: whom to ring up, and sending it again once the address is mended."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.outbox import send_again
from cases.actions.readings import note_phones
from cases.queries.outbox import lost_messages
from cases.vocabulary import Role
from server import pages
from server.auth import MAILS, actor_of, roles
from server.forms import id_of, slice_of
from server.proving import MANY_PHONES, hold_proved

AnyRequest = Request[Any, Any, Any]


class OutboxPages(Controller):
    path = "/outbox"
    opt = roles(Role.ADMIN, Role.REVIEWER, Role.ASSIGNER)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """Messages that were given up, with the telephone numbers of whom they were for; that somebody read them is
        kept in the journal."""
        actor, part = actor_of(request), slice_of(request.query_params)
        rows = await lost_messages(actor=actor, page=part.page, per_page=part.per_page)
        if len(rows.rows) > MANY_PHONES:
            await hold_proved(request)
        if rows.rows:
            await note_phones("outbox_message", actor=actor)
        return pages.page(request, "outbox/index.html", rows=rows)

    @post("/{message_id:str}/again", status_code=200, opt=MAILS)
    async def again(self, request: AnyRequest, message_id: FromPath[str]) -> Response[Any]:
        """Send one of them again."""
        await send_again(id_of(message_id, kind="邮件"), actor=actor_of(request))
        return pages.done(request, "/outbox", flash="sending_again")
