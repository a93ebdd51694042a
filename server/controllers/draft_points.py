"""/drafts/…/points — cutting the points of the submission anew, where the rule took two for one or one for two."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.drafts import LONGEST_BODY
from cases.actions.points import correct_points, points_page
from cases.errors import NotFound, PointAstray, TooManyPoints, within
from cases.queries.drafts import draft_page
from cases.vocabulary import Role
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import long_text
from server.forms import id_of

AnyRequest = Request[Any, Any, Any]
KIND = "答复稿"


class DraftPointPages(Controller):
    path = "/drafts"
    opt = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)

    @get("/{reply_id:str}/points")
    async def points(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """The points in one box, an empty line between two, beside the words they are cut from."""
        return await _shown(request, id_of(reply_id, kind=KIND))

    @post("/{reply_id:str}/points", status_code=200)
    async def correct(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Keep them as they were cut, or show what does not fit with every word that was written."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        written = within(long_text(form.get("points")), LONGEST_BODY, "要点")
        try:
            await correct_points(number, "" if form.get("go") == "rule" else written, actor=actor_of(request))
        except (PointAstray, TooManyPoints) as problem:
            return await _shown(request, number, written=written, wrong=str(problem))
        return pages.done(request, f"/drafts/{number}", flash="points")


async def _shown(request: AnyRequest, number: int, *, written: str | None = None, wrong: str = "") -> Response[Any]:
    actor = actor_of(request)
    page = await draft_page(number, actor=actor)
    if not page.may("edit"):
        raise NotFound(kind=KIND, key=str(number))
    return pages.page(
        request,
        "drafts/points.html",
        status=422 if wrong else 200,
        page=page,
        asked=await points_page(number, actor=actor),
        written=written,
        wrong=wrong,
    )
