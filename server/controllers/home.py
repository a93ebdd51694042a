"""/ — the search box, what the archive holds, the newest replies and the promises due next."""

from typing import Any

from litestar import Controller, Request, Response, get

from cases.queries.commitments import due_soon
from cases.queries.counting import numbers
from cases.queries.replies import ReplyFilter, reply_list
from server import pages
from server.auth import OPEN, actor_of

SHOWN = 8


class HomePages(Controller):
    path = "/"
    opt = OPEN

    @get("/")
    async def index(self, request: Request[Any, Any, Any]) -> Response[str]:
        """Every number leads to exactly the rows it counts."""
        actor = actor_of(request)
        return pages.page(
            request,
            "home/index.html",
            numbers=await numbers(actor=actor),
            newest=await reply_list(ReplyFilter(), actor=actor, per_page=SHOWN),
            due=await due_soon(actor=actor, limit=SHOWN),
        )
