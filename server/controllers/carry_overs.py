"""/carry_overs — open commitments at the turn of a year: looked at, taken into the next ledger, taken back out."""

from typing import Any

from litestar import Controller, Request, Response, get, post

from cases.actions.carry_overs import carry_over, undo_carry_over
from cases.clock import today
from cases.errors import CaseError
from cases.queries.carry_overs import carriable, carried_into
from cases.vocabulary import Role
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import words_of
from server.forms import LARGEST_ID, whole_of

AnyRequest = Request[Any, Any, Any]
DESK = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT)


class CarryOverPages(Controller):
    path = "/carry_overs"
    opt = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """What would go into the next year's ledger, and what went there."""
        return await _page(request, request.query_params)

    @post("/", status_code=200, opt=DESK)
    async def carry(self, request: AnyRequest) -> Response[Any]:
        """Take the ticked ones over."""
        form = await request.form()
        year = _year(form)
        try:
            await carry_over(_ids(form, "commitment"), year, words_of(form, "reason"), actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _page(request, form, wrong=problem)
        return pages.done(request, f"/carry_overs?year={year}", flash="carried-over")

    @post("/undo", status_code=200, opt=DESK)
    async def undo(self, request: AnyRequest) -> Response[Any]:
        """Take the ticked ones back out."""
        form = await request.form()
        try:
            await undo_carry_over(_ids(form, "carried"), words_of(form, "undo_reason"), actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _page(request, form, wrong=problem)
        return pages.done(request, f"/carry_overs?year={_year(form)}", flash="carried-back")


def _year(sent: Any) -> int:
    """The year whose ledger is looked at; without one this year from October on, before that the last."""
    day = today()
    return whole_of(str(sent.get("year", "")), least=1990, most=2100) or day.year - (day.month < 10)


def _ids(form: Any, name: str) -> list[int]:
    found = (whole_of(str(one), least=1, most=LARGEST_ID) for one in form.getall(name, []))
    return [one for one in found if one is not None]


async def _page(request: AnyRequest, sent: Any, *, wrong: CaseError | None = None) -> Response[str]:
    year, actor = _year(sent), actor_of(request)
    return pages.page(
        request,
        "carry_overs/index.html",
        status=wrong.status if wrong else 200,
        year=year,
        rows=await carriable(year, actor=actor),
        carried=await carried_into(year + 1, actor=actor),
        reason=str(sent.get("reason", ""))[:500],
        undo_reason=str(sent.get("undo_reason", ""))[:500],
        wrong=wrong,
    )
