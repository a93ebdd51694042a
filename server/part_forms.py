"""What the desks of returns and of extensions share: the list of requests, and a page about one unit's part."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from litestar import Request, Response

from cases.errors import CaseError
from cases.queries.listing import Rows
from cases.queries.parts import part_page
from cases.vocabulary import Role, Verb
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import long_text
from server.forms import choice_of, slice_of

AnyRequest = Request[Any, Any, Any]
OFFICES = roles(Role.REVIEWER, Role.ASSIGNER)


async def requests_page(request: AnyRequest, template: str, listing: Callable[..., Awaitable[Rows[Any]]]) -> Response:
    """The requests that wait for a decision; with whole=1 every one."""
    whole, part = request.query_params.get("whole") == "1", slice_of(request.query_params)
    rows = await listing(actor=actor_of(request), whole=whole, page=part.page, per_page=part.per_page)
    return pages.page(request, template, rows=rows, whole=whole)


async def part_answer(
    request: AnyRequest, template: str, sent: Any, written: Sequence[str], wrong: CaseError | None, **more: Any
) -> Response[str]:
    """The part that ``sent`` names, what was written so far, and what is wrong with it. Raises NotFound."""
    part = await part_page(choice_of(sent, "assignment") or 0, actor=actor_of(request))
    kept = {name: long_text(sent.get(name)) for name in written}
    status = wrong.status if wrong else 200
    return pages.page(request, template, status=status, part=part, sent=kept, wrong=wrong, verbs=Verb, **more)
