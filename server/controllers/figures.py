"""/figures — every number that a text reports as true."""

from typing import Any

from litestar import Controller, Request, Response, get

from cases.queries.counting import choices
from cases.queries.figures import figure_list
from server import pages
from server.auth import ALIKE, actor_of
from server.forms import slice_of
from server.list_forms import figure_filter, pairs_of


class FigurePages(Controller):
    path = "/figures"
    opt = ALIKE

    @get("/")
    async def index(self, request: Request[Any, Any, Any]) -> Response[str]:
        """The list."""
        asked, actor = request.query_params, actor_of(request)
        wanted, part = figure_filter(asked), slice_of(asked)
        rows = await figure_list(wanted, actor=actor, page=part.page, per_page=part.per_page)
        return pages.answer(
            request,
            whole="figures/index.html",
            part="figures/_rows.html",
            wanted=wanted,
            asked=pairs_of(wanted),
            rows=rows,
            choices=await choices(actor=actor),
        )
