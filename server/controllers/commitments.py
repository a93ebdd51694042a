"""/commitments — every promise, by unit, day, kind and state; one opened, with all that may be done to it."""

import asyncio
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases import files
from cases.actions.commitments import (
    MOST_URGED,
    Report,
    answer_contest,
    ask_change,
    close,
    contest,
    decide_change,
    report,
    urge_commitments,
    verify,
)
from cases.clock import BEIJING, now
from cases.errors import CaseError, ChoiceMissing
from cases.papers.fonts import installed
from cases.papers.ledgers import MOST_ROWS, ledger_paper
from cases.papers.pdf import as_pdf
from cases.queries.carry_overs import carried_years
from cases.queries.commitment_page import commitment_page, evidence_file
from cases.queries.commitment_progress import warned_until
from cases.queries.commitment_urges import urgeable_commitments
from cases.queries.commitment_views import ledger_by_month, ledger_by_unit
from cases.queries.commitments import commitment_list
from cases.queries.counting import choices
from cases.vocabulary import (
    Category,
    CommitmentLabel,
    CommitmentState,
    DocumentKind,
    Lamp,
    LedgerView,
    Machine,
    Role,
    Stage,
    Verb,
    Verdict,
)
from cases.vocabulary.papers import LAMP_RULE, PRINTED_BY
from server import pages
from server.attachment_forms import LARGEST_BODY, TAKEN, as_download, files_in
from server.auth import ALIKE, EXPORTS, MAILS, SIGNED, actor_of, roles
from server.draft_forms import words_of
from server.exports import attached, count_of_table
from server.forms import code_of, day_of, id_of, slice_of, text_of, version_of
from server.list_forms import commitment_filter, pairs_of, spoken
from server.routing_forms import chosen_of

AnyRequest = Request[Any, Any, Any]
NOUN = Machine.COMMITMENT.label
UNITS = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)
DESK = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT)
URGERS = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER)
LONGEST_URGE = 500
WRITTEN = ("told", "reason", "words", "day", "amount", "stage", "verdict", "consented_on")


class CommitmentPages(Controller):
    path = "/commitments"
    opt = ALIKE

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The list, or the same commitments by unit or by month."""
        asked, actor = request.query_params, actor_of(request)
        wanted, part = commitment_filter(asked), slice_of(asked)
        view = code_of(asked.get("view"), LedgerView) or LedgerView.LIST
        data: dict[str, Any] = {}
        if view is LedgerView.UNITS:
            data["units"] = await ledger_by_unit(wanted, actor=actor)
        elif view is LedgerView.MONTHS:
            data["years"], data["undated"] = await ledger_by_month(wanted, actor=actor)
        else:
            data["rows"] = await commitment_list(wanted, actor=actor, page=part.page, per_page=part.per_page)
        return pages.answer(
            request,
            whole="commitments/index.html",
            part=f"commitments/_{'rows' if view is LedgerView.LIST else view.value}.html",
            wanted=wanted,
            asked=pairs_of(wanted),
            view=view,
            views=LedgerView,
            warned=await warned_until(),
            choices=await choices(actor=actor),
            carried_years=await carried_years(actor=actor),
            labels=CommitmentLabel,
            categories=Category,
            states=CommitmentState,
            sources=DocumentKind,
            lamps=Lamp,
            **data,
        )

    @get("/ledger.pdf", opt=EXPORTS)
    async def paper(self, request: AnyRequest) -> Response[bytes]:
        """The list of the same address, whole, as it is printed and filed."""
        wanted, actor = commitment_filter(request.query_params), actor_of(request)
        first = await commitment_list(wanted, actor=actor, per_page=1)
        count = count_of_table(first.total, MOST_ROWS)
        rows = (await commitment_list(wanted, actor=actor, per_page=max(1, count))).rows
        said = "；".join(spoken(wanted, await choices(actor=actor))) or "全部"
        when = f"{now().astimezone(BEIJING):%Y-%m-%d %H:%M}"
        made = PRINTED_BY.format(who=actor.spoken, when=when, conditions=said, count=count)
        rule = LAMP_RULE.format(near=(await warned_until()).words)
        fonts = await asyncio.to_thread(installed, request.app.state.settings.fonts_dir)
        paper = ledger_paper(rows, rule=rule, made=made)
        return attached(await asyncio.to_thread(as_pdf, paper, fonts), paper.name, "pdf", "application/pdf")

    @get("/{commitment:str}")
    async def one(self, request: AnyRequest, commitment: FromPath[str]) -> Response[str]:
        """One commitment and its forms."""
        return await opened(request, id_of(commitment, kind=NOUN))

    @get("/urge", opt=URGERS)
    async def urging(self, request: AnyRequest) -> Response[str]:
        """The promises that would be urged, who would read it, and the words."""
        return await _urging(request, request.query_params)

    @post("/urge", status_code=200, opt={**URGERS, **MAILS})
    async def urge(self, request: AnyRequest) -> Response[Any]:
        """Urge the ticked ones, all or none."""
        form = await request.form()
        words = text_of(str(form.get("words", "")), longest=LONGEST_URGE)
        try:
            await urge_commitments(chosen_of(form.getall("commitment", [])), words, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _urging(request, form, wrong=problem)
        return pages.done(request, pages.inside(str(form.get("back", ""))[:500] or "/commitments"), flash="urged")

    @get("/evidence/{evidence:str}", opt=SIGNED)
    async def evidence(self, request: AnyRequest, evidence: FromPath[str]) -> Response[bytes]:
        """A file beside a report, always as a download."""
        name, media, kept = await evidence_file(id_of(evidence, kind="证明材料"), actor=actor_of(request))
        data = await asyncio.to_thread(files.read, request.app.state.settings.store, kept)
        return as_download(data, name, media)

    @post("/{commitment:str}/report", status_code=200, opt=UNITS, request_max_body_size=LARGEST_BODY)
    async def report(self, request: AnyRequest, commitment: FromPath[str]) -> Response[Any]:
        """Tell how it stands, with files."""
        form, number = await request.form(), id_of(commitment, kind=NOUN)
        stage, told = code_of(str(form.get("stage", "")), Stage), words_of(form, "told")
        amount = text_of(str(form.get("amount", "")), longest=30) or None
        try:
            if stage is None:
                raise ChoiceMissing(what_for="完成度")
            given = await files_in(request, "file")
            said, actor = Report(stage, told, amount), actor_of(request)
            await report(number, version_of(form), said, given, folder=request.app.state.settings.store, actor=actor)
        except CaseError as problem:
            return await refused(request, number, form, problem)
        return pages.done(request, f"/commitments/{number}", flash="progress-reported")

    @post("/{commitment:str}/verify", status_code=200, opt=DESK)
    async def verify(self, request: AnyRequest, commitment: FromPath[str]) -> Response[Any]:
        """Say whether it is as was reported."""
        form, number = await request.form(), id_of(commitment, kind=NOUN)
        verdict = code_of(str(form.get("verdict", "")), Verdict)
        try:
            if verdict is None:
                raise ChoiceMissing(what_for="核验结论")
            await verify(number, version_of(form), verdict, words_of(form, "told"), actor=actor_of(request))
        except CaseError as problem:
            return await refused(request, number, form, problem)
        return pages.done(request, f"/commitments/{number}", flash="verified")

    @post("/{commitment:str}/change", status_code=200, opt=UNITS)
    async def ask_change(self, request: AnyRequest, commitment: FromPath[str]) -> Response[Any]:
        """Ask for another day."""
        form, number = await request.form(), id_of(commitment, kind=NOUN)
        day, reason = day_of(str(form.get("day", ""))), words_of(form, "reason")
        try:
            await ask_change(number, version_of(form), day, reason, actor=actor_of(request))
        except CaseError as problem:
            return await refused(request, number, form, problem)
        return pages.done(request, f"/commitments/{number}", flash="change-asked")

    @post("/{commitment:str}/change/decide", status_code=200, opt=DESK)
    async def decide_change(self, request: AnyRequest, commitment: FromPath[str]) -> Response[Any]:
        """Grant another day or leave the one in force."""
        form, number = await request.form(), id_of(commitment, kind=NOUN)
        granted, words = form.get("decision") == "grant", words_of(form, "words")
        try:
            await decide_change(number, version_of(form), granted, words, actor=actor_of(request))
        except CaseError as problem:
            return await refused(request, number, form, problem)
        return pages.done(request, f"/commitments/{number}", flash="saved")

    @post("/{commitment:str}/close", status_code=200, opt=DESK)
    async def close(self, request: AnyRequest, commitment: FromPath[str]) -> Response[Any]:
        """Cancel it with the submitter's consent, or say that it cannot be verified."""
        form, number = await request.form(), id_of(commitment, kind=NOUN)
        verb = Verb.CANCEL_COMMITMENT if form.get("how") == "cancel" else Verb.MARK_UNVERIFIABLE
        day = day_of(str(form.get("consented_on", "")))
        try:
            await close(
                number, version_of(form), verb, words_of(form, "reason"), consented_on=day, actor=actor_of(request)
            )
        except CaseError as problem:
            return await refused(request, number, form, problem)
        return pages.done(request, f"/commitments/{number}", flash="saved")

    @post("/{commitment:str}/contest", status_code=200, opt=roles(Role.SUBMITTER))
    async def contest(self, request: AnyRequest, commitment: FromPath[str]) -> Response[Any]:
        """A submitter's objection."""
        form, number = await request.form(), id_of(commitment, kind=NOUN)
        try:
            await contest(number, version_of(form), words_of(form, "told"), actor=actor_of(request))
        except CaseError as problem:
            return await refused(request, number, form, problem)
        return pages.done(request, f"/commitments/{number}", flash="contested")

    @post("/{commitment:str}/contest/answer", status_code=200, opt=DESK)
    async def answer_contest(self, request: AnyRequest, commitment: FromPath[str]) -> Response[Any]:
        """The answer to an objection."""
        form, number = await request.form(), id_of(commitment, kind=NOUN)
        upheld, words = form.get("decision") == "uphold", words_of(form, "words")
        try:
            await answer_contest(number, version_of(form), upheld, words, actor=actor_of(request))
        except CaseError as problem:
            return await refused(request, number, form, problem)
        return pages.done(request, f"/commitments/{number}", flash="saved")


async def _urging(request: AnyRequest, sent: Any, *, wrong: CaseError | None = None) -> Response[str]:
    ids = [one.id for one in chosen_of(sent.getall("commitment", []))][:MOST_URGED]
    rows = await urgeable_commitments(ids, actor=actor_of(request))
    return pages.page(
        request,
        "commitments/urge.html",
        status=wrong.status if wrong else 200,
        rows=rows,
        sendable=any(not one.why_not for one in rows),
        words=text_of(str(sent.get("words", "")), longest=LONGEST_URGE),
        back=pages.inside(str(sent.get("back", ""))[:500] or "/commitments"),
        most=MOST_URGED,
        wrong=wrong,
    )


async def refused(request: AnyRequest, number: int, form: Any, problem: CaseError) -> Response[str]:
    """The page again with what was written and what is wrong; what is not there for the reader stays so."""
    if problem.status in (403, 404):
        raise problem
    return await opened(request, number, sent=form, wrong=problem)


async def opened(
    request: AnyRequest, number: int, *, sent: Any = None, wrong: CaseError | None = None
) -> Response[str]:
    """The page of one commitment."""
    page = await commitment_page(number, actor=actor_of(request))
    return pages.page(
        request,
        "commitments/page.html",
        status=wrong.status if wrong else 200,
        page=page,
        sent={name: str(sent.get(name, "")) for name in WRITTEN} if sent else dict.fromkeys(WRITTEN, ""),
        wrong=wrong,
        verbs=Verb,
        stages=Stage,
        verdicts=Verdict,
        labels=CommitmentLabel,
        categories=Category,
        **TAKEN,
    )
