"""/opinions — a co-handler's opinion to the lead unit, what the lead makes of it, and the word on the final draft."""

from typing import Any

from litestar import Controller, Request, Response, get, post, put
from litestar.params import FromPath

from cases.actions.checking import look_over
from cases.actions.drafts import Collided, Saved, start_draft
from cases.actions.opinion_uploads import take_opinions
from cases.actions.opinions import adopt, cosign, save_opinion, send_opinion
from cases.errors import CaseError
from cases.intake.limits import FILE_BYTES, MB
from cases.queries.drafts import DraftPage, draft_page
from cases.queries.marking import Mark
from cases.queries.opinion_lists import co_parts, given_parts
from cases.queries.texts import draft_letter
from cases.vocabulary import Adoption, Role, Stance
from server import pages
from server.attachment_forms import files_in
from server.auth import actor_of, roles
from server.draft_forms import long_text, words_of
from server.filters import clock_time
from server.forms import LARGEST_ID, code_of, id_of, slice_of, text_of, version_of, whole_of

AnyRequest = Request[Any, Any, Any]
KIND = "会办意见"
# Files of one sending together; a letter of text is far below the limit of one file.
MOST_BYTES = 4 * FILE_BYTES + MB
READERS = roles(
    Role.CLERK, Role.HANDLER, Role.APPROVER, Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.AUDITOR
)


class OpinionPages(Controller):
    path = "/opinions"
    opt = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The cases in which the reader's unit helps: those in hand, what is due first, and a page of the others."""
        return await _listed(request, taken=(), nothing=False, left=0)

    @post("/files", status_code=200, request_max_body_size=MOST_BYTES)
    async def files(self, request: AnyRequest) -> Response[str]:
        """Take one Word file for each case, named by its number; what could not be taken is listed with its reason."""
        given, actor = await files_in(request, "file"), actor_of(request)
        folder = request.app.state.settings.store
        taken = await take_opinions(given, folder=folder, actor=actor)
        status = 200 if any(one.opinion for one in taken) else 422
        return await _listed(request, status=status, taken=taken, nothing=not given, left=len(given) - len(taken))

    @post("/", status_code=200)
    async def start(self, request: AnyRequest) -> Response[Any]:
        """Begin an opinion from an assignment, or open the one that is there."""
        form = await request.form()
        assignment = id_of(str(form.get("assignment", "")), kind="承办任务")
        return pages.done(request, f"/opinions/{await start_draft(assignment, actor=actor_of(request))}")

    @get("/{reply_id:str}", opt=READERS)
    async def one(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """The opinion beside the submission."""
        page = await _opened(request, reply_id)
        if not page.opinion:
            return pages.done(request, f"/drafts/{page.id}")
        return _shown(request, page)

    @post("/{reply_id:str}", status_code=200)
    async def save(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Save, send, or say without a text that there is nothing to say."""
        number, form, actor = id_of(reply_id, kind=KIND), await request.form(), actor_of(request)
        onward, stance = str(form.get("go", "")), code_of(str(form.get("stance", "")), Stance)
        if onward == "none":
            stance = Stance.NO_OPINION
        base = version_of(form, "version")
        if onward != "none":
            said = await _save(number, form, stance, base, request)
            if isinstance(said, Collided):
                return pages.done(request, f"/drafts/{number}/copies")
            base = said.version
        if onward not in ("send", "none"):
            return pages.done(request, f"/opinions/{number}", flash="draft-saved")
        try:
            await send_opinion(number, version_of(form), stance=stance, base=base, actor=actor)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return _shown(request, await _opened(request, reply_id), wrong=str(problem), status=problem.status)
        return pages.done(request, f"/opinions/{number}", flash="opinion-sent")

    @get("/{reply_id:str}/text")
    async def text(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """The version that the server has, and a fresh token."""
        page = await _opened(request, reply_id)
        return Response({"version": page.text_version, "token": pages.frame_of(request).token})

    @put("/{reply_id:str}/text", status_code=200)
    async def autosave(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Save without a button. If-Match: the version written upon; 409 where another saving came first."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        base = whole_of(request.headers.get("If-Match", "").strip('"W/ '), least=0, most=LARGEST_ID) or 0
        said = await _save(number, form, code_of(str(form.get("stance", "")), Stance), base, request)
        if isinstance(said, Saved):
            return Response({"version": said.version, "at": clock_time(said.at)})
        page = await _opened(request, reply_id)
        theirs = {"version": said.version, "theirs": {"body": page.draft.body}}
        return Response({**theirs, "yours": {"body": str(form.get("body", ""))}}, status_code=409)

    @post("/{reply_id:str}/adoption", status_code=200)
    async def adopt(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """The lead unit says what it makes of an opinion."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        adoption, reason = code_of(str(form.get("adoption", "")), Adoption), words_of(form, "reason")
        await adopt(number, adoption, version_of(form), actor=actor_of(request), reason=reason)
        back = pages.inside(str(form.get("back", "")) or f"/opinions/{number}")
        return pages.done(request, back, flash="adoption-marked")

    @get("/{reply_id:str}/cosign")
    async def draft(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """The lead unit's final draft before a co-handler."""
        return await _cosign(request, await _opened(request, reply_id))

    @post("/{reply_id:str}/cosign", status_code=200)
    async def cosign(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Agree to the final draft, or say what should change."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        told = words_of(form, "told")
        try:
            agrees = form.get("answer") == "agree"
            await cosign(number, version_of(form), agrees=agrees, actor=actor_of(request), told=told)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            page = await _opened(request, reply_id)
            return await _cosign(request, page, wrong=str(problem), told=told, status=problem.status)
        return pages.done(request, f"/opinions/{number}/cosign", flash="cosigned")


async def _listed(request: AnyRequest, *, status: int = 200, **data: Any) -> Response[str]:
    actor, part = actor_of(request), slice_of(request.query_params)
    rows = await co_parts(actor=actor)
    given = await given_parts(actor=actor, page=part.page, per_page=part.per_page)
    return pages.page(request, "opinions/index.html", status=status, rows=rows, given=given, **data)


async def _opened(request: AnyRequest, reply_id: str) -> DraftPage:
    return await draft_page(id_of(reply_id, kind=KIND), actor=actor_of(request))


async def _save(number: int, form: Any, stance: Stance | None, base: int, request: AnyRequest) -> Saved | Collided:
    return await save_opinion(
        number,
        stance=stance,
        body=long_text(form.get("body")),
        person=text_of(str(form.get("contact_person", "")), longest=40),
        phone=text_of(str(form.get("contact_phone", "")), longest=40),
        base=base,
        actor=actor_of(request),
    )


def _shown(request: AnyRequest, page: DraftPage, *, wrong: str = "", status: int = 200) -> Response[str]:
    stances = tuple(one for one in Stance if one is not Stance.NO_OPINION)
    letter = draft_letter(page.draft.body)
    return pages.page(
        request, "opinions/page.html", status=status, page=page, stances=stances, letter=letter, wrong=wrong
    )


async def _cosign(
    request: AnyRequest, page: DraftPage, *, wrong: str = "", told: str = "", status: int = 200
) -> Response[str]:
    look = await look_over(page.id, actor=actor_of(request))
    promises = [Mark(number, one.span.start, one.span.end) for number, one in enumerate(look.promises, 1)]
    letter = draft_letter(page.draft.body, promises=promises)
    return pages.page(
        request, "opinions/cosign.html", status=status, page=page, look=look, letter=letter, wrong=wrong, told=told
    )
