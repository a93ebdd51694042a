"""/conclusions — a case after its reply: every rating, handling anew, concluding, following up, closing, filing."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.conclusions import advance, change_class, conclude, escalate, order_rehandle
from cases.errors import CaseError, NotFound
from cases.queries.drafts import seen_reply
from cases.queries.ratings import conclusion_page
from cases.vocabulary import Machine, Role, Verb
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import words_of
from server.forms import code_of, id_of, text_of, version_of

AnyRequest = Request[Any, Any, Any]
KIND = "提案建议"
ONWARD = frozenset({Verb.OPEN_FOLLOW_UP, Verb.CLOSE_ITEM, Verb.ARCHIVE})
READERS = roles(
    Role.CLERK, Role.HANDLER, Role.APPROVER, Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.AUDITOR
)


class ConclusionPages(Controller):
    path = "/conclusions"
    opt = READERS

    @get("/replies/{reply_id:str}")
    async def of_reply(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """From a reply to the page of its case."""
        _, reply = await seen_reply(id_of(reply_id, kind="答复"), actor_of(request))
        return pages.done(request, f"/conclusions/{reply['case']}")

    @get("/{case_id:str}")
    async def one(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """Ratings of a case and what may be done now."""
        return await _shown(request, id_of(case_id, kind=KIND))

    @post("/{case_id:str}", status_code=200)
    async def act(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Do what was asked for; what stands in the way is said on the page."""
        number, form = id_of(case_id, kind=KIND), await request.form()
        verb, reason = code_of(str(form.get("verb", "")), Verb), words_of(form, "reason")
        try:
            await _act(number, verb, version_of(form), reason, request)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _shown(request, number, wrong=str(problem), reason=reason, status=problem.status)
        return pages.done(request, f"/conclusions/{number}", flash="concluded-act")

    @post("/{case_id:str}/classes/{reply_id:str}", status_code=200)
    async def change(self, request: AnyRequest, case_id: FromPath[str], reply_id: FromPath[str]) -> Response[Any]:
        """Give a sent reply another class, with words for the submitter."""
        number, form = id_of(case_id, kind=KIND), await request.form()
        code, reason = text_of(str(form.get("result_class", "")), longest=20), words_of(form, "reason")
        try:
            reply = id_of(reply_id, kind="答复")
            await change_class(reply, code, version_of(form), actor=actor_of(request), reason=reason)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _shown(request, number, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/conclusions/{number}", flash="class-changed")


async def _act(number: int, verb: Verb | None, seen: int, reason: str, request: AnyRequest) -> None:
    actor = actor_of(request)
    if verb is Verb.ORDER_REHANDLE:
        await order_rehandle(number, seen, actor=actor, reason=reason)
    elif verb is Verb.ESCALATE:
        await escalate(number, seen, actor=actor, reason=reason)
    elif verb is Verb.CONCLUDE:
        await conclude(number, seen, actor=actor)
    elif verb in ONWARD and verb is not None:
        await advance(number, verb, seen, actor=actor)
    else:
        raise NotFound(kind=Machine.CASE.label, key=str(number))


async def _shown(
    request: AnyRequest, number: int, *, wrong: str = "", reason: str = "", status: int = 200
) -> Response[str]:
    page = await conclusion_page(number, actor=actor_of(request))
    return pages.page(request, "conclusions/page.html", status=status, page=page, wrong=wrong, reason=reason)
