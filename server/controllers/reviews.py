"""/reviews — the reviewing office: its lists, one submission on its review sheet, two side by side."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.numbering import coming_number
from cases.actions.reviews import (
    DECISIONS,
    Decision,
    decide,
    file_several,
    filing_preview,
    look,
    open_review,
    told_by,
)
from cases.actor import Actor
from cases.errors import CaseError, FieldMissing, NoSuchMaster, NotFound
from cases.queries.choosing import choose_units
from cases.queries.comparing import compared
from cases.queries.reviews import (
    OPEN,
    ReviewPage,
    case_named,
    last_decided,
    next_open,
    review_counts,
    review_list,
    review_page,
)
from cases.queries.submissions import ids_of, submission_page, unit_names
from cases.queries.word_lists import words_in
from cases.vocabulary import CATEGORIES, AssignmentRole, ConvertedTo, ReviewTab, Role, Track, Verb
from server import pages
from server.auth import KEYLESS, actor_of, roles
from server.forms import LARGEST_ID, code_of, id_of, slice_of, text_of, texts_of, version_of, whole_of

AnyRequest = Request[Any, Any, Any]
REVIEWERS = roles(Role.REVIEWER)
LONGEST_WORDS = 2000
_LEAD, _CO = AssignmentRole.LEAD, AssignmentRole.CO
_FIELDS = ("verb", "words", "category", "converted", "master", "contacted", "lead_units", "co_units", "seen", "next")


class ReviewPages(Controller):
    path = "/reviews"
    opt = REVIEWERS

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """One of the lists."""
        return await _index(request)

    @get("/batch")
    async def before_batch(self, request: AnyRequest) -> Response[str]:
        """What filing the ticked submissions would do: the numbers they would get, and what the rest lack."""
        wanted = _ticked(request.query_params)
        if not wanted:
            return await _index(request, filed=(), left=(), ticked=False)
        coming, left = await filing_preview(wanted, actor=actor_of(request))
        tab = code_of(request.query_params.get("tab"), ReviewTab) or ReviewTab.WAITING
        words = {word.code: word.label for track in CATEGORIES for word in await words_in(CATEGORIES[track])}
        return pages.page(request, "reviews/batch.html", coming=coming, left=left, tab=tab, words=words)

    @post("/batch", status_code=200)
    async def batch(self, request: AnyRequest) -> Response[Any]:
        """File the ticked submissions that lack nothing, and say of the rest what they lack."""
        wanted = _ticked(await request.form())
        filed, left = await file_several(wanted, actor=actor_of(request))
        return await _index(request, filed=filed, left=left, ticked=bool(wanted))

    @get("/{case_id:str}")
    async def one(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """The review sheet."""
        page = await _opened(request, case_id)
        if page.page.state in OPEN:
            await look(page.page.id, actor=actor_of(request))
        return await _sheet(request, page)

    @post("/{case_id:str}/open", status_code=200)
    async def open(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Begin to examine it."""
        number = id_of(case_id, kind="提案建议")
        form = await request.form()
        await open_review(number, seen=version_of(form), actor=actor_of(request))
        return pages.done(request, f"/reviews/{number}", flash="review-opened")

    @post("/{case_id:str}/preview", status_code=200, opt={**REVIEWERS, **KEYLESS})
    async def preview(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """The words that the submitter would read, and the number that would be given; nothing is done yet."""
        page, sent = await _opened(request, case_id), await _sent(request)
        try:
            decision, unmatched = await _decision(sent, page, actor_of(request))
            if unmatched:
                return await _sheet(request, page, sent=sent, unmatched=unmatched, status=422)
            number = await coming_number(page.facts) if decision.verb is Verb.FILE else ""
            told = await told_by(page.facts, decision, number=number)
        except CaseError as problem:
            return await _sheet(request, page, sent=sent, wrong=str(problem), status=problem.status)
        return pages.page(
            request, "reviews/preview.html", page=page, sent=sent, decision=decision, told=told, number=number
        )

    @post("/{case_id:str}/decide", status_code=200)
    async def decide(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Carry the decision out, and go on to the next where that was asked for."""
        page, sent = await _opened(request, case_id), await _sent(request)
        try:
            decision, _ = await _decision(sent, page, actor_of(request))
            await decide(page.page.id, decision, seen=version_of(sent), actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            fresh = await _opened(request, case_id)
            return await _sheet(request, fresh, sent=sent, wrong=str(problem), status=problem.status)
        place = f"/reviews/{page.page.id}"
        if sent.get("next"):
            after = await next_open(page.page.id, actor=actor_of(request))
            place = f"/reviews/{after}" if after else "/reviews"
        return pages.done(request, place, flash="reviewed")

    @get("/{case_id:str}/compare/{other:str}")
    async def compare(self, request: AnyRequest, case_id: FromPath[str], other: FromPath[str]) -> Response[str]:
        """Two submissions side by side, what they have in common marked."""
        actor = actor_of(request)
        left = await submission_page(id_of(case_id, kind="提案建议"), actor=actor)
        right = await submission_page(id_of(other, kind="提案建议"), actor=actor)
        return pages.page(request, "reviews/compare.html", left=left, right=right, compared=compared(left, right))


def _ticked(sent: Any) -> list[tuple[int, str]]:
    """The submissions that were ticked, each with the category that was chosen for it."""
    numbers = (whole_of(str(value), least=1, most=LARGEST_ID) for value in sent.getall("case", []))
    chosen = dict.fromkeys(number for number in numbers if number is not None)
    return [(number, text_of(str(sent.get(f"category-{number}", "")))) for number in chosen]


async def _opened(request: AnyRequest, case_id: str) -> ReviewPage:
    found = await review_page(id_of(case_id, kind="提案建议"), actor=actor_of(request))
    if found.page.receipt_no is None:
        raise NotFound(kind="提案建议", key=case_id)
    return found


async def _index(request: AnyRequest, **outcome: Any) -> Response[str]:
    actor, part = actor_of(request), slice_of(request.query_params)
    tab = code_of(request.query_params.get("tab"), ReviewTab) or ReviewTab.WAITING
    rows = await review_list(tab, actor=actor, page=part.page, per_page=part.per_page)
    tracks = {row.track for row in rows.rows if row.track in CATEGORIES}
    return pages.page(
        request,
        "reviews/index.html",
        tab=tab,
        tabs=await review_counts(actor=actor),
        rows=rows,
        last=None if rows.rows else await last_decided(actor=actor),
        categories={track: await words_in(CATEGORIES[Track(track)]) for track in tracks},
        outcome=outcome,
    )


async def _sheet(
    request: AnyRequest,
    page: ReviewPage,
    *,
    sent: dict[str, Any] | None = None,
    unmatched: tuple[str, ...] = (),
    wrong: str = "",
    status: int = 200,
) -> Response[str]:
    return pages.page(
        request,
        "reviews/page.html",
        status=status,
        page=page,
        shown=sent or _shown(page),
        decisions=[verb for verb in DECISIONS if _offered(page, verb)],
        converted=ConvertedTo,
        units=await unit_names(page.page.place),
        unmatched=unmatched,
        wrong=wrong,
    )


def _offered(page: ReviewPage, verb: Verb) -> bool:
    """Decisions may be taken at once on what nobody has opened yet; opening is their first step."""
    if page.page.offer(verb.value) is not None:
        return True
    gate = verb is not Verb.DEFER_FILING or page.page.track is Track.CPPCC
    return page.page.offer(Verb.REGISTER.value) is not None and verb is not Verb.WITHDRAW and gate


def _shown(page: ReviewPage) -> dict[str, Any]:
    """The sheet as it is first seen: the review's units where it has named some, else none."""
    return {
        "verb": "",
        "words": "",
        "category": page.category or "",
        "grounds": (),
        "converted": "",
        "master": "",
        "contacted": "",
        "lead_units": "、".join(unit.short for unit in page.meant[_LEAD]),
        "co_units": "、".join(unit.short for unit in page.meant[_CO]),
        "seen": page.page.seen,
        "next": "",
    }


async def _sent(request: AnyRequest) -> dict[str, Any]:
    form = await request.form()
    one = {name: text_of(str(form.get(name, "")), longest=LONGEST_WORDS) for name in _FIELDS}
    return one | {"grounds": texts_of(value for value in form.getall("grounds", []) if isinstance(value, str))}


async def _decision(sent: dict[str, Any], page: ReviewPage, actor: Actor) -> tuple[Decision, tuple[str, ...]]:
    verb = next((one for one in DECISIONS if one.value == sent["verb"]), None)
    if verb is None:
        raise FieldMissing(field="审查决定")
    lead = await choose_units(sent["lead_units"], page.page.place)
    co = await choose_units(sent["co_units"], page.page.place)
    unmatched = (*lead.unmatched, *co.unmatched, *(name for name, _ in (*lead.several, *co.several)))
    decision = Decision(
        verb,
        words=sent["words"],
        category=sent["category"] if verb is Verb.FILE else "",
        grounds=sent["grounds"] if verb is Verb.REJECT_FILING else (),
        converted=code_of(sent["converted"], ConvertedTo),
        master=await _master(sent["master"], actor) if verb is Verb.MERGE_CASE else None,
        contacted=bool(sent["contacted"]),
        lead_units=ids_of(lead.found),
        co_units=ids_of(co.found),
    )
    return decision, unmatched


async def _master(said: str, actor: Actor) -> int | None:
    """The master that was named; none where the field is empty. Raises NotFound for a number that nobody knows."""
    found = await case_named(said, actor=actor)
    if said and found is None:
        raise NoSuchMaster(said=said)
    return found
