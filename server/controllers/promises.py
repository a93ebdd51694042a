"""/gk/promises — what was promised in public and what became of it, by subject, unit and year."""

from typing import Any

from litestar import Controller, Request, Response, get

from cases.queries.commitments import CommitmentFilter
from cases.queries.counting import choices
from cases.queries.promises import promise_facets, promise_list
from cases.vocabulary.keeping import Keeping
from server import pages
from server.auth import OPEN, actor_of
from server.forms import slice_of
from server.list_forms import commitment_filter, pairs_of

AnyRequest = Request[Any, Any, Any]
# Only these narrow here, as in the skins for programs; the ledger has more.
NARROWING = ("text", "department", "place", "year", "category", "keeping")


class PromisePages(Controller):
    path = "/gk/promises"
    opt = OPEN

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The promises in the order of their days; units are told apart, not ranked."""
        wanted, part, actor = narrowed(request), slice_of(request.query_params), actor_of(request)
        return pages.answer(
            request,
            whole="promises/index.html",
            part="promises/_rows.html",
            wanted=wanted,
            asked=pairs_of(wanted),
            rows=await promise_list(wanted, actor=actor, page=part.page, per_page=part.per_page),
            facets=await promise_facets(wanted, actor=actor),
            choices=await choices(actor=actor),
            keepings=Keeping,
        )


def narrowed(request: AnyRequest) -> CommitmentFilter:
    """The filter of an address, as far as it narrows here."""
    asked = request.query_params
    return commitment_filter({name: asked[name] for name in NARROWING if name in asked})
