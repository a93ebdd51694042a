"""/findings — what the machine took for promises, looked through by people in batches: confirm, reject, correct."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.assignments import Chosen
from cases.actions.findings import Correction, correct, look_through, merge, split
from cases.errors import CaseError, ChoiceMissing
from cases.queries.commitment_page import commitment_page
from cases.queries.counting import choices
from cases.queries.findings import findings
from cases.vocabulary import Category, CommitmentLabel, Machine, Role, Verb
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import long_text, words_of
from server.forms import LARGEST_ID, choice_of, code_of, day_of, id_of, slice_of, text_of, version_of, whole_of

AnyRequest = Request[Any, Any, Any]
NOUN = Machine.COMMITMENT.label
LOOKERS = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.CLERK, Role.HANDLER, Role.APPROVER)
OFFICES = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT)
BATCH = 50
MOST_FIELDS = 100
WRITTEN = ("quote", "owner", "measure", "condition", "due_on", "words", "into", "label", "category", "department")


class FindingPages(Controller):
    path = "/findings"
    opt = LOOKERS

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """One batch."""
        return await _batch(request, request.query_params)

    @post("/", status_code=200)
    async def decide(self, request: AnyRequest) -> Response[Any]:
        """Confirm and reject what was marked; the next batch follows."""
        form, actor = await request.form(), actor_of(request)
        marked = [one for key, one in list(form.multi_items())[: MOST_FIELDS * 2] if key.startswith("finding-")]
        confirmed, rejected, restored = (_chosen(marked, word) for word in ("confirm", "reject", "restore"))
        try:
            looked = await look_through(confirmed, rejected, restored=restored, actor=actor)
        except CaseError as problem:
            return await _batch(request, form, wrong=str(problem), status=problem.status)
        if looked.refused:
            wrong = f"处理了 {looked.done} 条，{len(looked.refused)} 条没有处理：{looked.refused[0][1]}"
            return await _batch(request, form, wrong=wrong, status=409)
        return pages.done(request, _address(form), flash="looked-through")

    @get("/{commitment:str}")
    async def one(self, request: AnyRequest, commitment: FromPath[str]) -> Response[str]:
        """One finding with its words in the document, to be corrected."""
        return await _one(request, id_of(commitment, kind=NOUN))

    @post("/{commitment:str}/correct", status_code=200)
    async def correct(self, request: AnyRequest, commitment: FromPath[str]) -> Response[Any]:
        """Cut the words otherwise and set the fields; with then=confirm confirm it at once."""
        form, number, actor = await request.form(), id_of(commitment, kind=NOUN), actor_of(request)
        try:
            await correct(number, version_of(form), _correction(form), actor=actor)
            if form.get("then") == "confirm":
                await look_through([Chosen(number, version_of(form) + 1)], [], actor=actor)
        except CaseError as problem:
            return await _refused(request, number, form, problem)
        return pages.done(request, _back(form, number), flash="saved")

    @post("/{commitment:str}/split", status_code=200, opt=OFFICES)
    async def split(self, request: AnyRequest, commitment: FromPath[str]) -> Response[Any]:
        """Make a second finding of some of the words."""
        form, number = await request.form(), id_of(commitment, kind=NOUN)
        try:
            made = await split(number, version_of(form), words_of(form, "words"), actor=actor_of(request))
        except CaseError as problem:
            return await _refused(request, number, form, problem)
        return pages.done(request, f"/findings/{made}", flash="saved")

    @post("/{commitment:str}/merge", status_code=200, opt=OFFICES)
    async def merge(self, request: AnyRequest, commitment: FromPath[str]) -> Response[Any]:
        """Let it go up in another finding of the document."""
        form, number = await request.form(), id_of(commitment, kind=NOUN)
        try:
            into = choice_of(form, "into")
            if into is None:
                raise ChoiceMissing(what_for="并入的承诺")
            await merge(number, version_of(form), into, actor=actor_of(request))
        except CaseError as problem:
            return await _refused(request, number, form, problem)
        return pages.done(request, _back(form, number), flash="saved")


def _chosen(marked: list[Any], word: str) -> list[Chosen]:
    """What was marked with a word: each as word:id-version."""
    found = []
    for one in marked:
        said, _, thing = str(one).partition(":")
        number, _, version = thing.partition("-")
        row, seen = whole_of(number, least=1, most=LARGEST_ID), whole_of(version, least=1, most=LARGEST_ID)
        if said == word and row is not None and seen is not None:
            found.append(Chosen(row, seen))
    return found


def _correction(form: Any) -> Correction:
    label = code_of(str(form.get("label", "")), CommitmentLabel)
    category = code_of(str(form.get("category", "")), Category)
    if label is None or category is None:
        raise ChoiceMissing(what_for="性质或类别")
    return Correction(
        quote=long_text(form.get("quote")).strip(),
        label=label,
        category=category,
        department=choice_of(form, "department"),
        owner=text_of(str(form.get("owner", "")), longest=60),
        measure=text_of(str(form.get("measure", ""))),
        condition=text_of(str(form.get("condition", ""))),
        due_on=day_of(str(form.get("due_on", ""))),
    )


def _back(form: Any, number: int) -> str:
    return pages.inside(str(form.get("back", ""))[:500] or f"/findings/{number}")


def _narrowing(sent: Any) -> tuple[int | None, bool]:
    """Which unit's findings are looked at, and whether those that were dismissed."""
    return whole_of(str(sent.get("department", "")), least=1, most=LARGEST_ID), sent.get("state") == "rejected"


def _address(sent: Any) -> str:
    """The batch that is looked at."""
    unit, dismissed = _narrowing(sent)
    asked = [f"department={unit}"] if unit else []
    asked += ["state=rejected"] if dismissed else []
    return "/findings" + (f"?{'&'.join(asked)}" if asked else "")


async def _batch(request: AnyRequest, sent: Any, *, wrong: str = "", status: int = 200) -> Response[str]:
    (unit, dismissed), actor = _narrowing(sent), actor_of(request)
    part = slice_of(request.query_params, usual=BATCH)
    rows = await findings(actor=actor, dismissed=dismissed, department=unit, page=part.page, per_page=part.per_page)
    return pages.page(
        request,
        "findings/index.html",
        status=status,
        rows=rows,
        dismissed=dismissed,
        department=unit,
        choices=await choices(actor=actor),
        of_unit=actor.unit is not None,
        here=_address(sent),
        asked=[(name, str(value)) for name, value in (("department", unit), ("state", sent.get("state"))) if value],
        wrong=wrong,
    )


async def _refused(request: AnyRequest, number: int, form: Any, problem: CaseError) -> Response[str]:
    if problem.status in (403, 404):
        raise problem
    return await _one(request, number, sent=form, wrong=problem)


async def _one(request: AnyRequest, number: int, *, sent: Any = None, wrong: CaseError | None = None) -> Response[str]:
    asked = sent if sent is not None else request.query_params
    return pages.page(
        request,
        "findings/page.html",
        status=wrong.status if wrong else 200,
        page=await commitment_page(number, actor=actor_of(request)),
        sent={name: str(sent.get(name, "")) for name in WRITTEN} if sent is not None else {},
        back=pages.inside(str(asked.get("back", ""))[:500] or "/findings"),
        wrong=wrong,
        verbs=Verb,
        labels=CommitmentLabel,
        categories=Category,
    )
