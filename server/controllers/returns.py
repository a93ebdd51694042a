"""/returns — a unit asks to hand a case back, the office decides, or calls the units together first."""

from typing import Any

from litestar import Controller, Request, Response, get, post

from cases.actions.returns import Meeting, coordinate, decide_return, request_return
from cases.errors import CaseError, FieldMissing
from cases.queries.loads import find_units, units_named
from cases.queries.parts import part_page
from cases.queries.returns import return_list
from cases.vocabulary import Machine, Role, Verb
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import long_text, words_of
from server.forms import choice_of, day_of, id_of, text_of, version_of
from server.part_forms import OFFICES, part_answer, requests_page

AnyRequest = Request[Any, Any, Any]
ASKERS = roles(Role.CLERK, Role.APPROVER)
PART, NOUN = Machine.ASSIGNMENT.label, "退办申请"
WRITTEN = ("words", "met_on", "place", "agenda")
# The answers of the office, each with what is said of it afterwards.
ANSWERS = {"grant": "return_granted", "refuse": "return_refused", "coordinate": "coordinated"}


class ReturnPages(Controller):
    path = "/returns"
    opt = OFFICES

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The requests that wait for a decision; with whole=1 every one."""
        return await requests_page(request, "returns/index.html", return_list)

    @get("/new", opt=ASKERS)
    async def new(self, request: AnyRequest) -> Response[str]:
        """The form."""
        return await _form(request, request.query_params)

    @post("/", status_code=200, opt=ASKERS)
    async def ask(self, request: AnyRequest) -> Response[Any]:
        """Ask to hand an assignment back; the buttons beside the unit only show the form again."""
        form, actor = await request.form(), actor_of(request)
        if not form.get("send"):
            return await _form(request, form)
        number = id_of(str(form.get("assignment", "")), kind=PART)
        try:
            await request_return(
                number, version_of(form), words_of(form, "reason"), words_of(form, "basis"),
                choice_of(form, "proposed"), actor=actor,
            )  # fmt: skip
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _form(request, form, wrong=problem)
        part = await part_page(number, actor=actor)
        return pages.done(request, f"/cases/{part.case_id}", flash="return_asked")

    @get("/decide")
    async def deciding(self, request: AnyRequest) -> Response[str]:
        """A request with its reasons, and the two answers."""
        return await _decision(request, request.query_params)

    @post("/decide", status_code=200)
    async def decide(self, request: AnyRequest) -> Response[Any]:
        """Grant a request, which leads on to the form for the next unit; refuse it; or call a meeting about it."""
        form, actor = await request.form(), actor_of(request)
        number, seen = id_of(str(form.get("request", "")), kind=NOUN), version_of(form)
        answer = ANSWERS.get(str(form.get("decision", "")), "")
        try:
            if not answer:
                raise FieldMissing(field="裁定")
            if answer == "coordinated":
                meeting = Meeting(
                    day_of(str(form.get("met_on", ""))), words_of(form, "place"), words_of(form, "agenda")
                )
                case = await coordinate(number, seen, meeting, actor=actor)
            else:
                granted = answer == "return_granted"
                case = await decide_return(number, seen, words_of(form, "words"), granted=granted, actor=actor)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _decision(request, form, wrong=problem)
        place = f"/assignments/new?case={case}" if answer == "return_granted" else f"/cases/{case}"
        return pages.done(request, place, flash=answer)


async def _form(request: AnyRequest, sent: Any, *, wrong: CaseError | None = None) -> Response[str]:
    actor, number = actor_of(request), choice_of(sent, "assignment") or 0
    part = await part_page(number, actor=actor)
    find = text_of(str(sent.get("find", "")), longest=30)
    chosen = choice_of(sent, "choose") or choice_of(sent, "proposed")
    return pages.page(
        request,
        "returns/new.html",
        status=wrong.status if wrong else 200,
        part=part,
        reason=long_text(sent.get("reason")),
        basis=long_text(sent.get("basis")),
        find="" if choice_of(sent, "choose") else find,
        found=[unit for unit in await find_units(find, actor=actor) if unit.id != part.unit_id],
        proposed=next(iter(await units_named([chosen or 0], actor=actor)), None),
        wrong=wrong,
        verbs=Verb,
    )


async def _decision(request: AnyRequest, sent: Any, *, wrong: CaseError | None = None) -> Response[str]:
    meeting = sent.get("decision") == "coordinate"
    return await part_answer(request, "returns/decide.html", sent, WRITTEN, wrong, meeting=meeting)
