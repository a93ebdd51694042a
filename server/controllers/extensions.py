"""/extensions — a unit asks for more time, the office decides."""

from typing import Any

from litestar import Controller, Request, Response, get, post

from cases.actions.extensions import NewExtension, approve_extension, refuse_extension, request_extension
from cases.errors import CaseError, DayUnfit
from cases.queries.extensions import extension_list
from cases.queries.parts import part_page
from cases.vocabulary import Machine, Role
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import words_of
from server.forms import day_of, id_of, version_of
from server.part_forms import OFFICES, part_answer, requests_page

AnyRequest = Request[Any, Any, Any]
ASKERS = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)
PART, NOUN = Machine.ASSIGNMENT.label, "延期申请"
WRITTEN = ("day", "reason", "told_on", "words")


class ExtensionPages(Controller):
    path = "/extensions"
    opt = OFFICES

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The requests that wait for a decision; with whole=1 every one."""
        return await requests_page(request, "extensions/index.html", extension_list)

    @get("/new", opt=ASKERS)
    async def new(self, request: AnyRequest) -> Response[str]:
        """The form, with the last day that may be asked for."""
        return await _form(request, request.query_params)

    @post("/", status_code=200, opt=ASKERS)
    async def ask(self, request: AnyRequest) -> Response[Any]:
        """Ask for more time."""
        form, actor = await request.form(), actor_of(request)
        number, day = id_of(str(form.get("assignment", "")), kind=PART), day_of(str(form.get("day", "")))
        try:
            if day is None:
                raise DayUnfit(field="延期", why="没有填写日期")
            new = NewExtension(day, words_of(form, "reason"), day_of(str(form.get("told_on", ""))))
            await request_extension(number, version_of(form), new, actor=actor)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _form(request, form, wrong=problem)
        part = await part_page(number, actor=actor)
        return pages.done(request, f"/cases/{part.case_id}", flash="extension_asked")

    @get("/decide")
    async def deciding(self, request: AnyRequest) -> Response[str]:
        """A request with its reasons, and the two answers."""
        return await _decision(request, request.query_params)

    @post("/decide", status_code=200)
    async def decide(self, request: AnyRequest) -> Response[Any]:
        """Grant a request or refuse it."""
        form, actor = await request.form(), actor_of(request)
        number, seen, words = (
            id_of(str(form.get("request", "")), kind=NOUN),
            version_of(form),
            words_of(form, "words"),
        )
        granted = form.get("decision") == "grant"
        try:
            if granted:
                told_on = day_of(str(form.get("told_on", "")))
                case = await approve_extension(number, seen, words, told_on, actor=actor)
            else:
                case = await refuse_extension(number, seen, words, actor=actor)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _decision(request, form, wrong=problem)
        return pages.done(request, f"/cases/{case}", flash="extension_granted" if granted else "extension_refused")


async def _form(request: AnyRequest, sent: Any, *, wrong: CaseError | None = None) -> Response[str]:
    return await part_answer(request, "extensions/new.html", sent, WRITTEN, wrong)


async def _decision(request: AnyRequest, sent: Any, *, wrong: CaseError | None = None) -> Response[str]:
    return await part_answer(request, "extensions/decide.html", sent, WRITTEN, wrong)
