"""/drafts — writing a reply: the text beside the points it answers, versions, checks, the way up and out."""

from typing import Any

from litestar import Controller, Request, Response, get, post, put
from litestar.params import FromPath

from cases.actions.approvals import ask_approval
from cases.actions.checking import Look, look_over
from cases.actions.deliveries import send_reply
from cases.actions.drafts import (
    Collided,
    Saved,
    keep_version,
    restore_version,
    save_draft,
    settle_copy,
    start_draft,
)
from cases.actions.opinions import ask_cosign
from cases.actions.presences import also_open
from cases.drafting.differences import blocks_between, changes_between
from cases.drafting.merging import Stretch, beside, proposed, stretches_of
from cases.errors import CaseError
from cases.queries.draft_lists import draft_begun, unit_drafts
from cases.queries.drafts import Copy, DraftPage, draft_page, version_body
from cases.queries.marking import Mark
from cases.queries.parts import part_page
from cases.queries.texts import Letter, draft_letter
from cases.vocabulary import Disclosure, Role
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import base_in, draft_in, seen_of, words_of
from server.filters import clock_time
from server.forms import LARGEST_ID, id_of, version_of, whole_of

AnyRequest = Request[Any, Any, Any]
UNIT = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)
READERS = roles(
    Role.CLERK, Role.HANDLER, Role.APPROVER, Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.AUDITOR
)
KIND = "答复稿"


class DraftPages(Controller):
    path = "/drafts"
    opt = UNIT

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """What the reader's unit is writing."""
        return pages.page(request, "drafts/index.html", rows=await unit_drafts(actor=actor_of(request)))

    @get("/new")
    async def new(self, request: AnyRequest) -> Response[Any]:
        """The one question before the first word; where the unit writes already, its draft."""
        assignment = id_of(request.query_params.get("assignment", ""), kind="承办任务")
        known = await draft_begun(assignment, actor=actor_of(request))
        if known is not None:
            return pages.done(request, f"/drafts/{known}")
        part = await part_page(assignment, actor=actor_of(request))
        return pages.page(request, "drafts/new.html", part=part)

    @post("/", status_code=200)
    async def start(self, request: AnyRequest) -> Response[Any]:
        """Begin a reply or opinion from an assignment, or open the one that is there."""
        form = await request.form()
        assignment = id_of(str(form.get("assignment", "")), kind="承办任务")
        reply = await start_draft(assignment, actor=actor_of(request))
        return pages.done(request, f"/drafts/{reply}")

    @get("/{reply_id:str}", opt=READERS)
    async def one(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """The page to write on; for those who may not write, the text to read."""
        page = await _opened(request, reply_id)
        if page.opinion:
            return pages.done(request, f"/opinions/{page.id}")
        return await _form(request, page)

    @post("/{reply_id:str}", status_code=200)
    async def save(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Save with the button, keep a version, or go on to the check before approval."""
        number = id_of(reply_id, kind=KIND)
        draft, form = await draft_in(request)
        base, began = version_of(form, "version"), base_in(form)
        said = await save_draft(number, draft, base=base, actor=actor_of(request), began=began)
        if isinstance(said, Collided):
            return await _clashed(request, number, said)
        onward = str(form.get("go", ""))
        if onward == "version":
            await keep_version(number, actor=actor_of(request))
            return pages.done(request, f"/drafts/{number}#versions", flash="version-kept")
        if onward == "check":
            return pages.done(request, f"/drafts/{number}/check")
        return pages.done(request, f"/drafts/{number}", flash="draft-saved")

    @get("/{reply_id:str}/text")
    async def text(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """The version that the server has, and a fresh token for a page whose session was renewed elsewhere."""
        page = await _opened(request, reply_id)
        return _told({"version": page.text_version, "token": pages.frame_of(request).token})

    @put("/{reply_id:str}/text", status_code=200)
    async def autosave(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Save without a button. If-Match: the version written upon; 409 where another saving came first."""
        number, actor = id_of(reply_id, kind=KIND), actor_of(request)
        draft, form = await draft_in(request)
        base = whole_of(request.headers.get("If-Match", "").strip('"W/ '), least=0, most=LARGEST_ID) or 0
        said = await save_draft(number, draft, base=base, actor=actor, began=base_in(form))
        others = await also_open(number, actor=actor)
        if isinstance(said, Saved):
            return _told({"version": said.version, "at": clock_time(said.at), "others": others})
        theirs = await _opened(request, reply_id)
        told = {"version": said.version, "who": said.who, "copy": said.copy, "place": f"/drafts/{number}/copies"}
        return _told({**told, "theirs": {"body": theirs.draft.body}, "yours": {"body": draft.body}}, status=409)

    @get("/{reply_id:str}/copies")
    async def copies(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Texts of the reader's own that lost against another saving, each beside what is in force."""
        page = await _opened(request, reply_id)
        return _copies(request, page)

    @post("/{reply_id:str}/copies/{copy_id:str}", status_code=200)
    async def settle(self, request: AnyRequest, reply_id: FromPath[str], copy_id: FromPath[str]) -> Response[Any]:
        """Keep what is in force, or save the text that the writer made of both."""
        number, copy = id_of(reply_id, kind=KIND), id_of(copy_id, kind=KIND)
        page = await _opened(request, reply_id)
        form, actor = await request.form(), actor_of(request)
        if form.get("use") == "mine":
            draft, _ = await draft_in(request)
            merged = page.draft.__class__(**{**_fields(page), "body": draft.body})
            said = await save_draft(number, merged, base=version_of(form, "version"), actor=actor)
            if isinstance(said, Collided):
                return await _clashed(request, number, said)
        await settle_copy(copy, actor=actor)
        return pages.done(request, f"/drafts/{number}", flash="copy-settled")

    @get("/{reply_id:str}/versions/{version:str}", opt=READERS)
    async def version(self, request: AnyRequest, reply_id: FromPath[str], version: FromPath[str]) -> Response[str]:
        """What changed from a version to another one, or to the text as it stands."""
        page, actor = await _opened(request, reply_id), actor_of(request)
        number = id_of(version, kind="版本")
        against = whole_of(request.query_params.get("to"), least=1, most=LARGEST_ID)
        old = await version_body(page.id, number, actor=actor)
        new = await version_body(page.id, against, actor=actor) if against else page.draft.body
        return pages.page(
            request, "drafts/version.html", page=page, number=number, against=against,
            changes=changes_between(old, new), blocks=() if against else blocks_between(old, new),
        )  # fmt: skip

    @post("/{reply_id:str}/versions/{version:str}/restore", status_code=200)
    async def restore(self, request: AnyRequest, reply_id: FromPath[str], version: FromPath[str]) -> Response[Any]:
        """Make a version the text again, or one block of it; what stands there now becomes a version."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        base, kept = version_of(form, "version"), id_of(version, kind="版本")
        block = whole_of(str(form.get("block", "")), least=0, most=LARGEST_ID)
        said = await restore_version(number, kept, base=base, actor=actor_of(request), block=block)
        if isinstance(said, Collided):
            return await _clashed(request, number, said)
        return pages.done(request, f"/drafts/{number}", flash="version-restored")

    @get("/{reply_id:str}/check")
    async def check(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Everything that is found in the draft, at once, and the way up."""
        return await _check(request, await _opened(request, reply_id))

    @post("/{reply_id:str}/approval", status_code=200)
    async def ask(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Send the draft up for approval; what stands in the way is shown on the page of the check."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        reason = words_of(form, "proceed_reason")
        try:
            await ask_approval(
                number, seen_of(form), actor=actor_of(request), confirmed="confirmed" in form, proceed_reason=reason
            )
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            page = await _opened(request, reply_id)
            if page.offer("ask_approval") is None:
                raise
            return await _check(request, page, wrong=str(problem), reason=reason, status=problem.status)
        return pages.done(request, f"/drafts/{number}", flash="approval-asked")

    @post("/{reply_id:str}/cosign", status_code=200)
    async def cosign(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Lay the draft before the co-handlers."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        await ask_cosign(number, version_of(form), actor=actor_of(request))
        return pages.done(request, f"/drafts/{number}#opinions", flash="cosign-asked")

    @post("/{reply_id:str}/send", status_code=200)
    async def send(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Send the signed reply to everybody it is for."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        await send_reply(number, version_of(form), actor=actor_of(request))
        return pages.done(request, f"/drafts/{number}", flash="reply-sent")


async def _opened(request: AnyRequest, reply_id: str) -> DraftPage:
    return await draft_page(id_of(reply_id, kind=KIND), actor=actor_of(request))


async def _form(request: AnyRequest, page: DraftPage) -> Response[Any]:
    actor = actor_of(request)
    editing = page.may("edit")
    look = await look_over(page.id, actor=actor)
    return pages.page(
        request,
        "drafts/page.html" if editing else "drafts/read.html",
        page=page,
        look=look,
        letter=letter_of(page, look),
        others=await also_open(page.id, actor=actor) if editing else (),
        disclosures=Disclosure,
    )


async def _check(
    request: AnyRequest, page: DraftPage, *, wrong: str = "", reason: str = "", status: int = 200
) -> Response[Any]:
    if page.offer("ask_approval") is None:
        return pages.done(request, f"/drafts/{page.id}")
    look = await look_over(page.id, actor=actor_of(request))
    return pages.page(
        request, "drafts/check.html", status=status, page=page, look=look, letter=letter_of(page, look), wrong=wrong,
        reason=reason,
    )  # fmt: skip


def letter_of(page: DraftPage, look: Look) -> Letter:
    """The body to read, promises marked, and every place that wants a look as a mark of its own."""
    promises = [Mark(number, one.span.start, one.span.end) for number, one in enumerate(look.promises, 1)]
    spans = sorted(one.span for one in look.findings if one.span is not None)
    holds = [Mark(start, start, end) for start, end in {one.start: one.end for one in spans}.items()]
    return draft_letter(page.draft.body, promises=promises, figures=holds)


async def _clashed(request: AnyRequest, number: int, said: Collided) -> Response[Any]:
    page = await draft_page(number, actor=actor_of(request))
    return _copies(request, page, who=said.who, status=409)


def _copies(request: AnyRequest, page: DraftPage, *, who: str = "", status: int = 200) -> Response[Any]:
    if not page.copies:
        return pages.done(request, f"/drafts/{page.id}")
    body = page.draft.body
    pairs = [(copy, changes_between(body, copy.body), _three(copy, body)) for copy in page.copies]
    return pages.page(
        request, "drafts/copies.html", status=status, page=page, pairs=pairs, who=who, beside=beside, merged=proposed
    )  # fmt: skip


def _three(copy: Copy, theirs: str) -> tuple[Stretch, ...]:
    """The text that both began from with what each made of it; nothing where the page of the loser did not say."""
    return stretches_of(copy.began, theirs, copy.body) if copy.began is not None else ()


def _fields(page: DraftPage) -> dict[str, Any]:
    return {name: getattr(page.draft, name) for name in page.draft.__dataclass_fields__}


def _told(data: dict[str, Any], *, status: int = 200) -> Response[Any]:
    return Response(data, status_code=status, headers={"Cache-Control": "no-store"})
