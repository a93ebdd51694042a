"""/look_back_sheets — one unit's sheet: filled in on the page or by file, handed in, judged line by line, printed."""

import asyncio
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.look_back_sheets import LONGEST, Answer, Decision, decide_sheet, fill_sheet, hand_in_sheet
from cases.errors import CaseError, FieldMissing, NotFound
from cases.papers.fonts import installed
from cases.papers.look_back_files import read_sheet_file
from cases.papers.look_backs import sheet_paper
from cases.papers.pdf import as_pdf
from cases.papers.word import as_docx
from cases.queries.look_back_sheets import SheetPage, sheet_page
from cases.queries.look_backs import SHEET as NOUN
from cases.vocabulary import Role, SheetState, Stage, Verdict
from server import pages
from server.attachment_forms import files_in
from server.auth import actor_of, roles
from server.draft_forms import words_of
from server.exports import PAPER, SHEET, attached
from server.forms import code_of, id_of, text_of, version_of
from server.look_back_files import sheet_workbook

AnyRequest = Request[Any, Any, Any]
UNITS = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)
DESK = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT)
LARGEST_BODY = 5 * 1024 * 1024
FILES = ("sheet.xlsx", "sheet.docx", "sheet.pdf")


class LookBackSheetPages(Controller):
    path = "/look_back_sheets"
    opt = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.CLERK, Role.HANDLER, Role.APPROVER)

    @get("/{look_back_sheet_id:str}")
    async def one(self, request: AnyRequest, look_back_sheet_id: FromPath[str]) -> Response[str]:
        """The sheet: for its unit to fill in, for the offices to judge."""
        return await _page(request, id_of(look_back_sheet_id, kind=NOUN))

    @get("/{look_back_sheet_id:str}/{name:str}")
    async def file(
        self, request: AnyRequest, look_back_sheet_id: FromPath[str], name: FromPath[str]
    ) -> Response[bytes]:
        """The sheet as a file."""
        if name not in FILES:
            raise NotFound(kind=NOUN, key=text_of(name, longest=30))
        actor = actor_of(request)
        page = await sheet_page(id_of(look_back_sheet_id, kind=NOUN), actor=actor)
        paper = sheet_paper(page)
        if name.endswith("xlsx"):
            made = await asyncio.to_thread(sheet_workbook, page, actor=actor)
            return attached(made, paper.name, "xlsx", SHEET)
        if name.endswith("docx"):
            return attached(await asyncio.to_thread(as_docx, paper), paper.name, "docx", PAPER)
        fonts = await asyncio.to_thread(installed, request.app.state.settings.fonts_dir)
        return attached(await asyncio.to_thread(as_pdf, paper, fonts), paper.name, "pdf", "application/pdf")

    @post("/{look_back_sheet_id:str}", status_code=200, opt=UNITS)
    async def fill(self, request: AnyRequest, look_back_sheet_id: FromPath[str]) -> Response[Any]:
        """Keep what was written, or hand it in, by the button that was pressed."""
        form, number = await request.form(), id_of(look_back_sheet_id, kind=NOUN)
        page = await sheet_page(number, actor=actor_of(request))
        answers: dict[int, Answer] = {}
        handing_in = form.get("act") == "hand-in"
        act = hand_in_sheet if handing_in else fill_sheet
        try:
            answers = _answers(form, page)
            await act(number, version_of(form), answers, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _page(request, number, sent=answers, wrong=problem)
        return pages.done(request, f"/look_back_sheets/{number}", flash="sheet-handed-in" if handing_in else "saved")

    @post("/{look_back_sheet_id:str}/file", status_code=200, opt=UNITS, request_max_body_size=LARGEST_BODY)
    async def upload(self, request: AnyRequest, look_back_sheet_id: FromPath[str]) -> Response[Any]:
        """Take what a filled-in file says; it is handed in by the page only, after a look."""
        form, number = await request.form(), id_of(look_back_sheet_id, kind=NOUN)
        page = await sheet_page(number, actor=actor_of(request))
        try:
            given = await files_in(request, "file")
            if not given:
                raise FieldMissing(field="要上传的表")
            said = await asyncio.to_thread(read_sheet_file, *given[0], page)
            answers = {line: Answer(stage, told[:LONGEST], letter) for line, (stage, told, letter) in said.items()}
            await fill_sheet(number, version_of(form), answers, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _page(request, number, wrong=problem)
        return pages.done(request, f"/look_back_sheets/{number}", flash="sheet-read")

    @post("/{look_back_sheet_id:str}/decide", status_code=200, opt=DESK)
    async def decide(self, request: AnyRequest, look_back_sheet_id: FromPath[str]) -> Response[Any]:
        """Judge the lines that were marked."""
        form, number = await request.form(), id_of(look_back_sheet_id, kind=NOUN)
        page = await sheet_page(number, actor=actor_of(request))
        decisions: dict[int, Decision] = {}
        try:
            decisions = _decisions(form, page)
            state = await decide_sheet(number, version_of(form), decisions, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _page(request, number, judged=decisions, wrong=problem)
        said = {SheetState.ACCEPTED: "sheet-accepted", SheetState.TO_FILL: "sheet-back"}.get(state, "saved")
        return pages.done(request, f"/look_back_sheets/{number}", flash=said)


def _answers(form: Any, page: SheetPage) -> dict[int, Answer]:
    """What the fields of the page hold, of the lines that may still be written."""
    return {
        line.id: Answer(
            code_of(str(form.get(f"stage-{line.id}", "")), Stage), words_of(form, f"told-{line.id}"),
            text_of(str(form.get(f"class-{line.id}", "")), longest=10),
        )
        for line in page.lines
        if not line.settled and f"told-{line.id}" in form
    }  # fmt: skip


def _decisions(form: Any, page: SheetPage) -> dict[int, Decision]:
    found = {}
    for line in page.lines:
        verdict = code_of(str(form.get(f"verdict-{line.id}", "")), Verdict)
        if verdict is not None:
            found[line.id] = Decision(verdict, words_of(form, f"words-{line.id}"))
    return found


async def _page(
    request: AnyRequest,
    number: int,
    *,
    sent: dict[int, Answer] | None = None,
    judged: dict[int, Decision] | None = None,
    wrong: CaseError | None = None,
) -> Response[str]:
    page = await sheet_page(number, actor=actor_of(request))
    return pages.page(
        request,
        "look_back_sheets/page.html",
        status=wrong.status if wrong else 200,
        page=page,
        sent=sent or {},
        judged=judged or {},
        stages=Stage,
        verdicts=Verdict,
        states=SheetState,
        wrong=wrong,
    )
