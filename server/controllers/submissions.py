"""/submissions — writing a submission, handing it in, and what became of it."""

from collections.abc import Sequence
from typing import Any

from litestar import Controller, Request, Response, get, post, put
from litestar.params import FromPath

from cases.actions import submissions as acts
from cases.actions.attachments import attach
from cases.actions.proposal_texts import NewDraft, Saved, begin_draft, save_text, settle_losing_text
from cases.clock import today
from cases.errors import CaseError, ReasonMissing
from cases.fulltext import SearchError
from cases.queries.choosing import Candidate, choose_people, collectives_of, submitters_of
from cases.queries.similar import compared_case
from cases.queries.submissions import SubmissionPage, my_submissions, submission_page
from cases.queries.unit_choices import UnitChoice, unit_choices
from cases.reading.submission_words import GOOD_FROM, GOOD_TO, completed_title, hints_of, length_of
from cases.vocabulary import Role, SubmitterKind, Verb
from server import pages
from server.alike import alike
from server.attachment_forms import LARGEST_BODY, TAKEN, files_in
from server.auth import actor_of, roles
from server.draft_forms import words_of
from server.filters import clock_time, query
from server.forms import LARGEST_ID, choice_of, id_of, text_of, version_of, whole_of
from server.submission_forms import Sent, shown_of, written_in

AnyRequest = Request[Any, Any, Any]
WRITERS = roles(Role.SUBMITTER, Role.REVIEWER)
NEXT = {"check": "check", "names": "names"}
CLASHED = "clashed"
NOBODY_NAMED = "还没有写提案建议人。请写姓名或拼音首字母。"
NO_SUCH_PERSON = "名单里没有“{who}”，或写了不止一位。请核对姓名；新任的请管理员先建账号。"


class SubmissionPages(Controller):
    path = "/submissions"
    opt = WRITERS

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """Drafts, what waits for one's signature, what was handed in."""
        return pages.page(request, "submissions/index.html", mine=await my_submissions(actor=actor_of(request)))

    @get("/new")
    async def new(self, request: AnyRequest) -> Response[str]:
        """In whose name a new submission is written."""
        return await _new(request)

    @post("/", status_code=200, request_max_body_size=LARGEST_BODY)
    async def begin(self, request: AnyRequest) -> Response[Any]:
        """Begin a draft, which is on the server from now on; staff adds what came on paper."""
        form, actor = await request.form(), actor_of(request)
        as_whom = str(form.get("as", ""))
        collective = whole_of(as_whom.removeprefix("collective-"), least=1, most=LARGEST_ID)
        kind = SubmitterKind.JOINT if as_whom == "joint" else SubmitterKind.INDIVIDUAL
        person, who = choice_of(form, "person"), text_of(str(form.get("who", "")))
        if actor.role is Role.REVIEWER and person is None:
            chosen = await choose_people(who, actor.body or 0)
            if len(chosen.found) != 1 or chosen.several or chosen.unmatched:
                several = chosen.several[0][1] if len(chosen.several) == 1 and not chosen.found else ()
                wrong = "" if several else NO_SUCH_PERSON.format(who=who) if who else NOBODY_NAMED
                return await _new(request, wrong=wrong, who=who, several=several, status=422)
            person = chosen.found[0].id
        try:
            case_id = await begin_draft(NewDraft(kind, collective, person), actor=actor)
        except CaseError as problem:
            return await _new(request, wrong=str(problem), who=who, status=problem.status)
        scans = await files_in(request, "file") if actor.role is Role.REVIEWER else []
        refused = await _kept(request, case_id, scans)
        return pages.done(request, f"/submissions/{case_id}/{'files' if refused else 'edit'}", flash=refused)

    @get("/{case_id:str}")
    async def one(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """One submission as it stands: the receipt after handing in, the words of the review, the way back."""
        page = await _opened(request, case_id)
        return _page(request, page)

    @get("/{case_id:str}/edit")
    async def edit(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """The form. HTMX asks for the units that a few characters mean, or that led what is alike."""
        page, find = await _opened(request, case_id), text_of(request.query_params.get("find"))
        if pages.wants_fragment(request):
            choices = await _choices(request, page, find)
            return pages.fragment(request, "submissions/_units.html", page=page, find=find, choices=choices)
        return await _form(request, page, find=find)

    @post("/{case_id:str}/edit", status_code=200)
    async def save(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Save with the button, and go on to the next page where one is asked for."""
        page = await _opened(request, case_id)
        form = await request.form()
        sent = await written_in({name: str(value) for name, value in form.multi_items()}, page.place)
        saved = await save_text(
            page.id, sent.written, seen=version_of(form, "version"), actor=actor_of(request), kept=True
        )
        if saved.copy is not None:
            return pages.done(request, f"/submissions/{page.id}/edit", flash=CLASHED)
        if sent.unmatched:
            return await _form(request, await _opened(request, case_id), sent=sent, status=422)
        go, place = str(form.get("go", "")), f"/submissions/{page.id}"
        find = text_of(str(form.get("find", "")))
        if go == "find" or form.get("lead") or form.get("co"):
            asked = query({"find": find}) if find else ""
            return pages.done(request, f"{place}/edit?{asked}#step-wishes")
        if go in NEXT:
            return pages.done(request, f"{place}/{NEXT[go]}")
        return pages.done(request, f"{place}/edit", flash="draft-saved")

    @get("/{case_id:str}/text")
    async def text(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """The version that the server has, and a fresh token for a page whose session was renewed elsewhere."""
        page = await _opened(request, case_id)
        return _told({"version": page.words.version, "token": pages.frame_of(request).token})

    @put("/{case_id:str}/text", status_code=200)
    async def autosave(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Save without a button. If-Match: the version written upon; 409 where another saving came first."""
        page = await _opened(request, case_id)
        form = await request.form()
        sent = await written_in({name: str(value) for name, value in form.multi_items()}, page.place)
        seen = version_of({"version": request.headers.get("If-Match", "").strip('" ')}, "version")
        saved = await save_text(page.id, sent.written, seen=seen, actor=actor_of(request))
        return _answered(saved, sent, page if saved.copy is None else await _opened(request, case_id))

    @post("/{case_id:str}/copies/{copy:str}", status_code=200)
    async def settle(self, request: AnyRequest, case_id: FromPath[str], copy: FromPath[str]) -> Response[Any]:
        """Take over words that came too late, or let them go."""
        form, number = await request.form(), id_of(case_id, kind="草稿")
        await settle_losing_text(
            number,
            id_of(copy, kind="未合并的内容"),
            use=form.get("use") == "yes",
            seen=version_of(form, "version"),
            actor=actor_of(request),
        )
        return pages.done(request, f"/submissions/{number}/edit", flash="copy-settled")

    @get("/{case_id:str}/check")
    async def check(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """Everything once more before it is handed in."""
        return await _check(request, await _opened(request, case_id))

    @post("/{case_id:str}/submit", status_code=200)
    async def submit(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Hand it in. Where something is missing, the page of the check says what."""
        form, number = await request.form(), id_of(case_id, kind="草稿")
        reached = acts.Reached(text_of(str(form.get("phone", ""))), text_of(str(form.get("address", ""))))
        try:
            await acts.submit(number, seen=version_of(form), actor=actor_of(request), reached=reached)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            page = await _opened(request, case_id)
            return await _check(request, page, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/submissions/{number}", flash="submitted")

    @post("/{case_id:str}/withdraw", status_code=200)
    async def withdraw(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Take it back while nobody reviews it."""
        form, page = await request.form(), await _opened(request, case_id)
        reason = text_of(str(form.get("reason", "")))
        try:
            await acts.withdraw(page.id, reason=reason, seen=version_of(form), actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return _page(request, await _opened(request, case_id), wrong=str(problem), status=problem.status)
        return pages.done(request, f"/submissions/{page.id}/edit", flash="withdrawn")

    @post("/{case_id:str}/confirm", status_code=200)
    async def confirm(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """The submitter says that what was typed in for him is his."""
        number = id_of(case_id, kind="提案建议")
        await acts.confirm_entry(number, actor=actor_of(request))
        return pages.done(request, f"/submissions/{number}", flash="entry-confirmed")

    @post("/{case_id:str}/object", status_code=200)
    async def objected(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """The submitter says that what was typed in for him is not his, and why."""
        number, reason = id_of(case_id, kind="提案建议"), words_of(await request.form(), "reason")
        try:
            await acts.object_entry(number, reason, actor=actor_of(request))
        except ReasonMissing as problem:
            page = await _opened(request, case_id)
            return _page(request, page, wrong=str(problem), objection=reason, status=problem.status)
        return pages.done(request, f"/submissions/{number}", flash="entry-objected")


async def _kept(request: AnyRequest, case_id: int, scans: list[tuple[str, bytes]]) -> str:
    """Keep the scans of a draft that was just begun; what the next page says where some were not taken."""
    if not scans:
        return ""
    folder = request.app.state.settings.store
    return "scan-refused" if (await attach(case_id, scans, folder=folder, actor=actor_of(request))).refused else ""


async def _opened(request: AnyRequest, case_id: str) -> SubmissionPage:
    return await submission_page(id_of(case_id, kind="提案建议"), actor=actor_of(request))


def _page(
    request: AnyRequest, page: SubmissionPage, *, wrong: str = "", objection: str | None = None, status: int = 200
) -> Response[str]:
    phone = request.app.state.settings.phone
    return pages.page(
        request, "submissions/page.html", page=page, phone=phone, wrong=wrong, objection=objection, status=status
    )


async def _new(
    request: AnyRequest, *, wrong: str = "", who: str = "", several: Sequence[Candidate] = (), status: int = 200
) -> Response[str]:
    actor = actor_of(request)
    staff = actor.role is Role.REVIEWER
    return pages.page(
        request,
        "submissions/new.html",
        status=status,
        people=await submitters_of(actor.body or 0) if staff else (),
        collectives=await collectives_of(actor.owner or 0, actor.body or 0),
        staff=staff,
        wrong=wrong,
        who=who,
        several=several,
        **TAKEN,
    )


async def _form(
    request: AnyRequest, page: SubmissionPage, *, sent: Sent | None = None, find: str = "", status: int = 200
) -> Response[Any]:
    """The form with what the draft has, or with what was just sent; without leave to write, the submission itself."""
    if page.offer(Verb.EDIT.value) is None:
        return pages.done(request, f"/submissions/{page.id}")
    shown = sent.shown if sent else shown_of(page)
    texts = [shown[name] for name in ("situation", "analysis", "recommendations")]
    return pages.page(
        request,
        "submissions/edit.html",
        status=status,
        page=page,
        shown=shown,
        unmatched=sent.unmatched if sent else (),
        wrong_field=sent.wrong_field if sent else "",
        find=find,
        choices=await _choices(request, page, find),
        files_back=True,
        **TAKEN,
        hints=hints_of(shown["title"], *texts) if any(t.strip() for t in texts) else (),
        length=length_of(*texts),
        good=(GOOD_FROM, GOOD_TO),
        completed=completed_title(shown["title"], page.track),
    )


async def _choices(request: AnyRequest, page: SubmissionPage, find: str) -> tuple[UnitChoice, ...]:
    """Units to wish for, each with what it led; without the search only their names."""
    actor = actor_of(request)
    try:
        ids = [one.case for one in await alike(request, await compared_case(page.id, actor=actor), actor=actor)]
    except SearchError:
        ids = []
    session = page.sitting.session
    year = ((session.year if session else None) or today().year) - 1
    return await unit_choices(find, place=page.place, alike=ids, year=year, actor=actor)


async def _check(request: AnyRequest, page: SubmissionPage, *, wrong: str = "", status: int = 200) -> Response[Any]:
    if page.offer(Verb.SUBMIT.value) is None:
        return pages.done(request, f"/submissions/{page.id}")
    words = page.words
    return pages.page(
        request,
        "submissions/check.html",
        status=status,
        page=page,
        completed=completed_title(words.title, page.track),
        hints=hints_of(words.title, words.situation, words.analysis, words.recommendations),
        length=_length(page),
        wrong=wrong,
    )


def _length(page: SubmissionPage) -> int:
    return length_of(page.words.situation, page.words.analysis, page.words.recommendations)


def _answered(saved: Saved, sent: Sent, page: SubmissionPage) -> Response[Any]:
    """What the editor is told. page: as it was before, unless the words came too late; else what was sent is there."""
    at = clock_time(saved.at)
    if saved.copy is None:
        words = sent.written
        title = " ".join(words.title.split())
        hints = hints_of(title, words.situation, words.analysis, words.recommendations)
        return _told(
            {
                "version": saved.version,
                "at": at,
                "unmatched": list(sent.unmatched),
                "hints": [hint.value for hint in hints],
                "completed": completed_title(title, page.track),
            }
        )
    theirs = {name: str(value) for name, value in shown_of(page).items()}
    return _told({"version": saved.version, "at": at, "theirs": theirs, "yours": sent.shown}, status=409)


def _told(data: dict[str, Any], *, status: int = 200) -> Response[Any]:
    return Response(data, status_code=status, headers={"Cache-Control": "no-store"})
