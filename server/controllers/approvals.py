"""/approvals — what waits for a signature: the text to read, what changed, what was found, and the decision."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.approvals import Seen, approve, approve_all, note_opened, send_back
from cases.actions.checking import look_over
from cases.drafting.differences import changes_between
from cases.errors import CaseError
from cases.queries.draft_lists import MOST, approved_lately, to_approve, to_cosign
from cases.queries.drafts import DraftPage, draft_page, version_body
from cases.queries.marking import Mark
from cases.queries.texts import draft_letter
from cases.vocabulary import Decision, Role, TextKind
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import long_text, seen_of, words_of
from server.forms import LARGEST_ID, id_of, whole_of

AnyRequest = Request[Any, Any, Any]
KIND = "答复稿"


class ApprovalPages(Controller):
    path = "/approvals"
    opt = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """What waits for the reader, and what he decided lately."""
        return await _index(request)

    @post("/batch", status_code=200)
    async def batch(self, request: AnyRequest) -> Response[Any]:
        """Agree to several of one kind at once, each of which was opened; or to none."""
        form = await request.form()
        wanted = {id_of(one[0], kind=KIND): Seen(*one[1:]) for one in _chosen(form)}
        try:
            count = await approve_all(wanted, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _index(request, wrong=str(problem), chosen=frozenset(wanted), status=problem.status)
        return pages.done(request, "/approvals", flash="approved-all" if count else "")

    @get("/{reply_id:str}")
    async def one(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """The reply as it will read, and the decision."""
        return await _shown(request, await _opened(request, reply_id))

    @post("/{reply_id:str}", status_code=200)
    async def decide(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Agree, agree with changes, sign, or send back."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        actor, told = actor_of(request), words_of(form, "told")
        body = long_text(form.get("body")) if "edited" in form else None
        try:
            if form.get("decision") == Decision.SENT_BACK.value:
                await send_back(number, seen_of(form), actor=actor, reason=told, body=body)
                return pages.done(request, f"/drafts/{number}", flash="sent-back")
            decision = await approve(number, seen_of(form), actor=actor, told=told, body=body)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            page = await _opened(request, reply_id)
            if not page.may("approve", "sign_reply", "send_back"):
                raise  # it is somebody else's turn by now: what was written is shown with the error
            return await _shown(request, page, wrong=str(problem), told=told, body=body, status=problem.status)
        flash = "reply-signed" if decision is Decision.SIGNED else "approved"
        return pages.done(request, f"/drafts/{number}", flash=flash)


async def _index(
    request: AnyRequest, *, wrong: str = "", chosen: frozenset[int] = frozenset(), status: int = 200
) -> Response[str]:
    actor = actor_of(request)
    waiting, asked = await to_approve(actor=actor), await to_cosign(actor=actor)
    lately = await approved_lately(actor=actor)
    groups = {(row.kind, row.track, row.level): None for row in waiting}
    alike = [[row for row in waiting if (row.kind, row.track, row.level) == group] for group in groups]
    return pages.page(
        request, "approvals/index.html", status=status, waiting=waiting, alike=alike, asked=asked, lately=lately,
        wrong=wrong, chosen=chosen,
    )  # fmt: skip


def _chosen(form: Any) -> list[tuple[str, int, int]]:
    """Which replies were ticked, with the versions that the page showed; nonsense is left out."""
    parts = [str(one).split(".") for one in form.getall("reply", [])]
    whole = [
        (one[0], whole_of(one[1], least=0, most=LARGEST_ID), whole_of(one[2], least=0, most=LARGEST_ID))
        for one in parts
        if len(one) == 3
    ]
    return [(reply, seen, text) for reply, seen, text in whole[:MOST] if seen is not None and text is not None]


async def _opened(request: AnyRequest, reply_id: str) -> DraftPage:
    return await draft_page(id_of(reply_id, kind=KIND), actor=actor_of(request))


async def _shown(
    request: AnyRequest,
    page: DraftPage,
    *,
    wrong: str = "",
    told: str = "",
    body: str | None = None,
    status: int = 200,
) -> Response[Any]:
    if not page.may("approve", "sign_reply", "send_back"):
        return pages.done(request, f"/drafts/{page.id}")
    actor = actor_of(request)
    if request.method == "GET":
        await note_opened(page.id, actor=actor)
    look = await look_over(page.id, actor=actor)
    promises = [Mark(number, one.span.start, one.span.end) for number, one in enumerate(look.promises, 1)]
    text = page.draft.body
    before = _before(page)
    old = await version_body(page.id, before, actor=actor) if before else None
    return pages.page(
        request,
        "approvals/page.html",
        status=status,
        page=page,
        look=look,
        letter=draft_letter(text, promises=promises),
        before=before,
        changes=changes_between(old, text) if old is not None else (),
        wrong=wrong,
        told=told,
        body=text if body is None else body,
        edited=body is not None,
    )


def _before(page: DraftPage) -> int | None:
    """The version to compare with: the one that went up before this time, None where it goes up for the first time."""
    asked = [one.number for one in page.versions if one.kind in (TextKind.FOR_APPROVAL, TextKind.SENT_BACK)]
    return asked[1] if len(asked) > 1 else None
