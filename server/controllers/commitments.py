"""/commitments — every promise, by unit, day, kind and state."""

from typing import Any

from litestar import Controller, Request, Response, get

from cases.queries.commitments import commitment_list
from cases.queries.counting import choices
from cases.vocabulary import Category, CommitmentLabel, CommitmentState
from server import pages
from server.auth import OPEN, actor_of
from server.forms import slice_of
from server.list_forms import commitment_filter, pairs_of


class CommitmentPages(Controller):
    path = "/commitments"
    opt = OPEN

    @get("/")
    async def index(self, request: Request[Any, Any, Any]) -> Response[str]:
        """The list."""
        asked, actor = request.query_params, actor_of(request)
        wanted, part = commitment_filter(asked), slice_of(asked)
        rows = await commitment_list(wanted, actor=actor, page=part.page, per_page=part.per_page)
        return pages.answer(
            request,
            whole="commitments/index.html",
            part="commitments/_rows.html",
            wanted=wanted,
            asked=pairs_of(wanted),
            rows=rows,
            choices=await choices(actor=actor),
            labels=CommitmentLabel,
            categories=Category,
            states=CommitmentState,
        )
