"""/assignments — handing cases to units: who waits, the form, the preview; and what a unit says first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.assignments import accept, accept_all, assign, check_routing, plan, recall
from cases.actions.routing import proposed_units
from cases.errors import CaseError, NothingChosen
from cases.queries.assignments import RoutedCase, routed_cases, waiting_cases
from cases.queries.loads import UnitLoad, busy_units, find_units, units_named
from cases.queries.parts import part_page
from cases.queries.precedents import Proposal
from cases.queries.similar import compared_case
from cases.vocabulary import HandlingKind, Machine, Role, Track, Verb
from server import pages
from server.auth import actor_of, roles
from server.forms import LARGEST_ID, choice_of, code_of, id_of, slice_of, text_of, version_of, whole_of
from server.routing_forms import Composing, chosen_of, composing, with_versions

AnyRequest = Request[Any, Any, Any]
# The first cases of a batch speak for all of it.
ASKED = 3
ROUTERS = roles(Role.REVIEWER, Role.ASSIGNER)
UNIT_PEOPLE = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)
CASE, PART = Machine.CASE.label, Machine.ASSIGNMENT.label


class AssignmentPages(Controller):
    path = "/assignments"
    opt = ROUTERS

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """Filed cases that no unit has yet."""
        asked, part, actor = request.query_params, slice_of(request.query_params), actor_of(request)
        text, track = text_of(asked.get("text")), code_of(asked.get("track"), Track)
        rows = await waiting_cases(actor=actor, text=text, track=track, page=part.page, per_page=part.per_page)
        sent = whole_of(asked.get("sent"), least=1, most=LARGEST_ID)
        return pages.page(request, "assignments/index.html", rows=rows, text=text, track=track, tracks=Track, sent=sent)

    @get("/units")
    async def units(self, request: AnyRequest) -> Response[str]:
        """The units with what they have in hand."""
        return pages.page(request, "assignments/units.html", rows=await busy_units(actor=actor_of(request)))

    @get("/new")
    async def new(self, request: AnyRequest) -> Response[str]:
        """The form for the units of the ticked cases; each button leads here again, the form in the address."""
        return await _form(request, composing(request.query_params))

    @get("/preview")
    async def preview(self, request: AnyRequest) -> Response[str]:
        """Everything that will be sent, before it is sent."""
        now = composing(request.query_params)
        try:
            check_routing(now.routing)
        except CaseError as problem:
            return await _form(request, now, wrong=problem)
        cases, units = await _loaded(request, now)
        now = with_versions(now, {case.id: case.version for case in cases})
        return pages.page(request, "assignments/preview.html", now=now, cases=cases, units=units, kinds=HandlingKind)

    @post("/", status_code=200)
    async def send(self, request: AnyRequest) -> Response[Any]:
        """Hand the cases over."""
        now = composing(await request.form())
        try:
            await assign(now.cases, now.routing, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _form(request, now, wrong=problem)
        first = now.cases[0].id
        place = f"/cases/{first}" if len(now.cases) == 1 else f"/assignments?sent={first}"
        return pages.done(request, place, flash="assigned")

    @get("/cases/{case_id:str}/recall")
    async def recalling(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """What taking a case back means, before it is done."""
        return await _recall(request, case_id)

    @post("/cases/{case_id:str}/recall", status_code=200)
    async def recall(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Take a case back before any unit has accepted it."""
        form, number = await request.form(), id_of(case_id, kind=CASE)
        reason, seen = text_of(str(form.get("reason", "")), longest=500), version_of(form)
        try:
            await recall(number, seen, reason, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _recall(request, case_id, wrong=problem, reason=reason)
        return pages.done(request, f"/cases/{number}", flash="recalled")

    @get("/{assignment_id:str}/accept", opt=UNIT_PEOPLE)
    async def accepting(self, request: AnyRequest, assignment_id: FromPath[str]) -> Response[str]:
        """What a unit was given, with the two ways out: accept it, or hand it back."""
        return await _part(request, assignment_id, "assignments/accept.html")

    @post("/accept", status_code=200, opt=UNIT_PEOPLE)
    async def accept_several(self, request: AnyRequest) -> Response[Any]:
        """The unit takes on what was ticked in its queue, all or nothing."""
        chosen = chosen_of((await request.form()).getall("assignment", []))
        await accept_all(chosen, actor=actor_of(request))
        return pages.done(request, "/", flash="accepted")

    @post("/{assignment_id:str}/accept", status_code=200, opt=UNIT_PEOPLE)
    async def accept(self, request: AnyRequest, assignment_id: FromPath[str]) -> Response[Any]:
        """The unit takes its part on."""
        form, number, actor = await request.form(), id_of(assignment_id, kind=PART), actor_of(request)
        try:
            await accept(number, version_of(form), actor=actor)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _part(request, assignment_id, "assignments/accept.html", wrong=problem)
        part = await part_page(number, actor=actor)
        return pages.done(request, f"/cases/{part.case_id}", flash="accepted")

    @get("/{assignment_id:str}/plan", opt=UNIT_PEOPLE)
    async def planning(self, request: AnyRequest, assignment_id: FromPath[str]) -> Response[str]:
        """Who of the unit handles the part and who approves it."""
        return await _part(request, assignment_id, "assignments/plan.html")

    @post("/{assignment_id:str}/plan", status_code=200, opt=UNIT_PEOPLE)
    async def plan(self, request: AnyRequest, assignment_id: FromPath[str]) -> Response[Any]:
        """Name the unit's own people."""
        form, number, actor = await request.form(), id_of(assignment_id, kind=PART), actor_of(request)
        handler, approver = (choice_of(form, name) for name in ("handler", "approver"))
        try:
            await plan(number, version_of(form), handler, approver, actor=actor)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _part(request, assignment_id, "assignments/plan.html", wrong=problem)
        part = await part_page(number, actor=actor)
        return pages.done(request, f"/cases/{part.case_id}", flash="planned")


async def _form(request: AnyRequest, now: Composing, *, wrong: CaseError | None = None) -> Response[str]:
    cases, units = await _loaded(request, now)
    actor = actor_of(request)
    now = with_versions(now, {case.id: case.version for case in cases}, anew=wrong is not None)
    if "kind" not in request.query_params and wrong is None:
        now = _begun(now, cases)
        units = await units_named(now.units, actor=actor)
    return pages.page(
        request,
        "assignments/new.html",
        status=wrong.status if wrong else 200,
        now=now,
        cases=cases,
        units=units,
        found=await find_units(now.find, actor=actor, near=cases[0].place),
        proposals=await _proposals(request, cases),
        kinds=HandlingKind,
        wrong=wrong,
    )


def _begun(now: Composing, cases: Sequence[RoutedCase]) -> Composing:
    """What the form begins with: the units that one case has, or the one that was named when it was handed back."""
    if len(cases) != 1:
        return now
    case = cases[0]
    units = tuple(part.unit for part in case.parts if part.unit is not None)
    if not any(part.role.value != "co" for part in case.parts) and case.proposed is not None:
        units = (case.proposed, *(unit for unit in units if unit != case.proposed))
    kind = case.kind if case.kind and case.parts else None
    if kind is None or (kind is HandlingKind.SOLE and len(units) > 1):
        kind = HandlingKind.LEAD_CO if len(units) > 1 else HandlingKind.SOLE
    return replace(now, units=units, kind=kind, key_case=case.key_case)


async def _loaded(request: AnyRequest, now: Composing) -> tuple[tuple[RoutedCase, ...], tuple[UnitLoad, ...]]:
    actor = actor_of(request)
    if not now.cases:
        raise NothingChosen(kind=CASE)
    cases = await routed_cases([one.id for one in now.cases], actor=actor)
    return cases, await units_named(now.units, actor=actor)


async def _proposals(request: AnyRequest, cases: Sequence[RoutedCase]) -> tuple[Proposal, ...]:
    """Units that similar cases and duties speak for."""
    actor = actor_of(request)
    asked = [await compared_case(case.id, actor=actor) for case in cases[:ASKED]]
    return await proposed_units(request.app.state.index, asked, actor=actor)


async def _recall(
    request: AnyRequest, case_id: str, *, wrong: CaseError | None = None, reason: str = ""
) -> Response[str]:
    found = await routed_cases([id_of(case_id, kind=CASE)], actor=actor_of(request))
    status = wrong.status if wrong else 200
    return pages.page(request, "assignments/recall.html", status=status, case=found[0], wrong=wrong, reason=reason)


async def _part(
    request: AnyRequest, assignment_id: str, template: str, *, wrong: CaseError | None = None
) -> Response[str]:
    part = await part_page(id_of(assignment_id, kind=PART), actor=actor_of(request))
    return pages.page(request, template, status=wrong.status if wrong else 200, part=part, wrong=wrong, verbs=Verb)
