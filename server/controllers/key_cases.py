"""/key_cases — making a case a key one, and saying who looks after it."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.key_cases import KeyMark, mark_key
from cases.errors import CaseError
from cases.queries.key_cases import key_case_page
from cases.vocabulary import Machine, Role
from server import pages
from server.auth import actor_of, roles
from server.forms import id_of, text_of, version_of

AnyRequest = Request[Any, Any, Any]
NOUN = Machine.CASE.label


class KeyCasePages(Controller):
    path = "/key_cases"
    opt = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER)

    @get("/{case_id:str}")
    async def one(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """Who looks after the case so far."""
        return await _form(request, case_id)

    @post("/{case_id:str}", status_code=200)
    async def mark(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Mark it, or say anew who looks after it."""
        form, number = await request.form(), id_of(case_id, kind=NOUN)
        mark = KeyMark(*(text_of(str(form.get(name, ""))) for name in ("supervisor", "committee", "sponsor")))
        seen = version_of(form)
        try:
            await mark_key(number, seen, mark, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _form(request, case_id, wrong=problem, mark=mark)
        return pages.done(request, f"/cases/{number}", flash="key_marked")


async def _form(
    request: AnyRequest, case_id: str, *, wrong: CaseError | None = None, mark: KeyMark | None = None
) -> Response[str]:
    found = await key_case_page(id_of(case_id, kind=NOUN), actor=actor_of(request))
    status = wrong.status if wrong else 200
    return pages.page(request, "key_cases/page.html", status=status, case=found, mark=mark or found, wrong=wrong)
