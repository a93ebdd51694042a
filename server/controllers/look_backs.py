"""/look_backs — rounds of look-back: chosen, previewed, begun; how far each unit is; urged, closed, printed."""

import asyncio
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.look_backs import MOST_URGED, Round, begin_look_back, close_look_back, urge_sheets
from cases.clock import BEIJING, now, today
from cases.errors import CaseError, NotFound
from cases.papers.fonts import installed
from cases.papers.look_backs import result_paper
from cases.papers.pdf import as_pdf
from cases.papers.word import as_docx
from cases.queries.look_back_sheets import open_sheets
from cases.queries.look_backs import NOUN, Wanted, look_back_list, look_back_page, look_back_preview
from cases.vocabulary import ClassSemantic, LookBackState, Role, Track
from cases.vocabulary.papers import PRINTED_BY
from server import pages
from server.auth import actor_of, roles
from server.exports import PAPER, attached
from server.forms import code_of, day_of, id_of, text_of, whole_of

AnyRequest = Request[Any, Any, Any]
DESK = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT)
READERS = roles(
    Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.CLERK, Role.HANDLER, Role.APPROVER
)  # fmt: skip
PDF = "application/pdf"
LONGEST = 500
LATEST_YEAR = 2100
USUAL = (ClassSemantic.IN_PROGRESS, ClassSemantic.PLANNED)


class LookBackPages(Controller):
    path = "/look_backs"
    opt = READERS

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The rounds; for a unit those that ask it, with its open sheets."""
        actor = actor_of(request)
        waiting = await open_sheets(actor=actor) if actor.unit is not None else ()
        rows = await look_back_list(actor=actor)
        return pages.page(request, "look_backs/index.html", rows=rows, waiting=waiting, states=LookBackState)

    @get("/new", opt=DESK)
    async def new(self, request: AnyRequest) -> Response[str]:
        """Choose a year and classes; with a choice, what each unit would be asked."""
        return await _form(request, request.query_params)

    @post("/", status_code=200, opt=DESK)
    async def begin(self, request: AnyRequest) -> Response[Any]:
        """Begin the round that was previewed."""
        form = await request.form()
        units = tuple(unit for one in form.getall("unit", []) if (unit := whole_of(str(one), least=1, most=2**31 - 1)))
        title, day = text_of(str(form.get("title", "")), longest=100), day_of(str(form.get("due_on", "")))
        try:
            made = await begin_look_back(_wanted(form), Round(title, day, units), actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _form(request, form, wrong=problem)
        return pages.done(request, f"/look_backs/{made}", flash="look-back-begun")

    @get("/{look_back_id:str}")
    async def one(self, request: AnyRequest, look_back_id: FromPath[str]) -> Response[str]:
        """How far each unit is."""
        return await _page(request, id_of(look_back_id, kind=NOUN))

    @get("/{look_back_id:str}/{name:str}")
    async def result(self, request: AnyRequest, look_back_id: FromPath[str], name: FromPath[str]) -> Response[bytes]:
        """The result as a file: result.pdf or result.docx."""
        if name not in ("result.pdf", "result.docx"):
            raise NotFound(kind=NOUN, key=text_of(name, longest=30))
        page = await look_back_page(id_of(look_back_id, kind=NOUN), actor=actor_of(request))
        when = f"{now().astimezone(BEIJING):%Y-%m-%d %H:%M}"
        made = PRINTED_BY.format(
            who=actor_of(request).spoken, when=when, conditions=page.row.title, count=len(page.sheets)
        )
        paper = result_paper(page, made)
        if name.endswith("docx"):
            return attached(await asyncio.to_thread(as_docx, paper), paper.name, "docx", PAPER)
        fonts = await asyncio.to_thread(installed, request.app.state.settings.fonts_dir)
        return attached(await asyncio.to_thread(as_pdf, paper, fonts), paper.name, "pdf", PDF)

    @post("/{look_back_id:str}/urge", status_code=200, opt=DESK)
    async def urge(self, request: AnyRequest, look_back_id: FromPath[str]) -> Response[Any]:
        """Urge the ticked units, all or none."""
        form, number = await request.form(), id_of(look_back_id, kind=NOUN)
        sheets = [sheet for one in form.getall("sheet", []) if (sheet := whole_of(str(one), least=1, most=2**31 - 1))]
        words = text_of(str(form.get("words", "")), longest=LONGEST)
        try:
            await urge_sheets(number, sheets[:MOST_URGED], words, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _page(request, number, words=words, ticked=sheets, wrong=problem)
        return pages.done(request, f"/look_backs/{number}", flash="urged")

    @post("/{look_back_id:str}/close", status_code=200, opt=DESK)
    async def close(self, request: AnyRequest, look_back_id: FromPath[str]) -> Response[Any]:
        """End the round."""
        number = id_of(look_back_id, kind=NOUN)
        try:
            await close_look_back(number, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _page(request, number, wrong=problem)
        return pages.done(request, f"/look_backs/{number}", flash="look-back-closed")


def _wanted(sent: Any) -> Wanted:
    """What a form or an address asks about; without a year the one before this, for that is what is looked back at."""
    chosen = [code_of(str(one), ClassSemantic) for one in sent.getall("class", [])]
    year = whole_of(str(sent.get("year", "")), least=1990, most=LATEST_YEAR) or today().year - 1
    return Wanted(year, tuple(one for one in chosen if one is not None), code_of(str(sent.get("track", "")), Track))


async def _form(request: AnyRequest, sent: Any, *, wrong: CaseError | None = None) -> Response[str]:
    wanted = _wanted(sent)
    chosen = bool(sent.getall("class", []))
    shares = await look_back_preview(wanted, actor=actor_of(request)) if chosen else ()
    return pages.page(
        request,
        "look_backs/new.html",
        status=wrong.status if wrong else 200,
        wanted=wanted,
        chosen=chosen,
        usual=USUAL,
        shares=shares,
        ticked={str(one) for one in sent.getall("unit", [])},
        title=text_of(str(sent.get("title", "")), longest=100),
        due_on=str(sent.get("due_on", ""))[:10],
        classes=ClassSemantic,
        tracks=Track,
        wrong=wrong,
    )


async def _page(
    request: AnyRequest,
    number: int,
    *,
    words: str = "",
    ticked: list[int] | None = None,
    wrong: CaseError | None = None,
) -> Response[str]:
    page = await look_back_page(number, actor=actor_of(request))
    return pages.page(
        request,
        "look_backs/page.html",
        status=wrong.status if wrong else 200,
        page=page,
        words=words,
        ticked=ticked,
        states=LookBackState,
        wrong=wrong,
    )
