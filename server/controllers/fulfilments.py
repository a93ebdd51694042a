"""/fulfilments — which promises a later document may tell of, and which are only said again. Proposals for people."""

from typing import Any

from litestar import Controller, Request, Response, get

from cases.queries.fulfilments import fulfilments
from server import pages
from server.auth import STAFF, actor_of
from server.forms import LARGEST_ID, whole_of


class FulfilmentPages(Controller):
    path = "/fulfilments"
    opt = STAFF

    @get("/")
    async def index(self, request: Request[Any, Any, Any]) -> Response[str]:
        """The proposals of one place."""
        place = whole_of(request.query_params.get("place"), least=1, most=LARGEST_ID)
        found = await fulfilments(actor=actor_of(request), place=place)
        return pages.page(request, "fulfilments/index.html", found=found)
