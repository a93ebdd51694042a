"""/publications — a reply as the public will read it, every personal word looked at one by one; and taking it back."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.publications import publish, withdraw
from cases.errors import CaseError
from cases.queries.publications import publication_page
from cases.vocabulary import Role
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import long_text, words_of
from server.forms import id_of, texts_of, version_of
from server.proving import hold_proved

AnyRequest = Request[Any, Any, Any]
KIND = "答复"


class PublicationPages(Controller):
    path = "/publications"
    opt = roles(Role.REVIEWER, Role.ASSIGNER, Role.CLERK)

    @get("/{reply_id:str}")
    async def one(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[str]:
        """The preview."""
        further = texts_of(request.query_params.get("further", "").splitlines())
        return await _shown(request, id_of(reply_id, kind=KIND), further=further)

    @post("/{reply_id:str}", status_code=200)
    async def publish(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Publish it; or show the preview anew with further words hidden."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        further = texts_of(long_text(form.get("further")).splitlines())
        screened = frozenset(str(one) for one in form.getall("screened", []))
        if form.get("go") == "preview":
            return await _shown(request, number, further=further, screened=screened)
        await hold_proved(request)
        try:
            await publish(number, version_of(form), screened=screened, further=further, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _shown(
                request, number, further=further, screened=screened, wrong=str(problem), status=problem.status
            )
        return pages.done(request, f"/publications/{number}", flash="published")

    @post("/{reply_id:str}/withdraw", status_code=200)
    async def withdraw(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Take it back; the reason stays in the journal."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        try:
            await withdraw(number, version_of(form), reason=words_of(form, "reason"), actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _shown(request, number, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/publications/{number}", flash="unpublished")


async def _shown(
    request: AnyRequest,
    number: int,
    *,
    further: tuple[str, ...] = (),
    screened: frozenset[str] = frozenset(),
    wrong: str = "",
    status: int = 200,
) -> Response[str]:
    page = await publication_page(number, actor=actor_of(request), further=further)
    return pages.page(
        request, "publications/page.html", status=status, page=page, further=further, screened=screened, wrong=wrong
    )
