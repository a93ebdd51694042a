"""/papers — what an office prints and files: looked at as it will come out, then taken as PDF or Word."""

import asyncio
from dataclasses import dataclass
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath

from cases.actions.readings import note_reading
from cases.errors import NotFound
from cases.papers.changes import changes_of
from cases.papers.fonts import Fonts, installed
from cases.papers.kinds import copies_of, offered, paper_of
from cases.papers.matter import Matter
from cases.papers.model import Paper
from cases.papers.pdf import as_pages, as_pdf
from cases.papers.reading import matter_of
from cases.papers.templated import word_of
from cases.papers.texts import shown_in
from cases.queries.paper_templates import template_in_force
from cases.vocabulary.papers import PaperKind
from server import pages
from server.auth import EXPORTS, OPEN, actor_of
from server.exports import PAPER, attached
from server.filters import query
from server.forms import LARGEST_ID, code_of, id_of, text_of, whole_of
from server.settings import Settings

AnyRequest = Request[Any, Any, Any]
PDF, PNG = "application/pdf", "image/png"
KIND = "公文"
MOST_COPIES = 500
MOST_PREVIEWED = 40_000  # characters, some sixty pages


@dataclass(frozen=True, slots=True)
class Made:
    """A paper and its case. of: the row it was asked about; address: the query that leads here again."""

    matter: Matter
    paper: Paper
    of: int | None
    address: str


class PaperPages(Controller):
    path = "/papers"
    opt = OPEN

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The papers that there are of the case that ``case`` names; for the page of the case a part of it."""
        case = id_of(request.query_params.get("case", ""), kind="提案建议")
        matter = await matter_of(case, actor=actor_of(request))
        return pages.answer(
            request, whole="papers/index.html", part="papers/_list.html", matter=matter, papers=offered(matter)
        )

    @get("/{name:str}", opt=EXPORTS)
    async def one(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """A paper of the case that ``case`` names: the page with its images; with .pdf or .docx the file itself."""
        said, _, suffix = name.partition(".")
        if suffix not in ("", "pdf", "docx"):
            raise NotFound(kind=KIND, key=text_of(name, longest=30))
        made = await _made(request, said)
        answer = await (_file(request, made.paper, suffix) if suffix else _shown(request, made, await _fonts(request)))
        answer.background = BackgroundTask(note_reading, made.matter.id, actor=actor_of(request))
        return answer

    @get("/{name:str}/pages/{number:str}")
    async def page(self, request: AnyRequest, name: FromPath[str], number: FromPath[str]) -> Response[bytes]:
        """The image of one page, from 1."""
        place, made = id_of(number, kind=KIND), await _made(request, name)
        images = await _images(request, made.paper)
        if place > len(images):
            raise NotFound(kind=KIND, key=number)
        answer = Response(images[place - 1], media_type=PNG, headers={"Cache-Control": "no-store"})
        answer.background = BackgroundTask(note_reading, made.matter.id, actor=actor_of(request))
        return answer


async def _file(request: AnyRequest, paper: Paper, suffix: str) -> Response[bytes]:
    """The paper to keep, or with ``show`` to be opened by the browser itself. Raises FontsMissing."""
    settings: Settings = request.app.state.settings
    if suffix == "docx":
        return attached(await word_of(paper, settings.store), paper.name, suffix, PAPER)
    fonts = await _fonts(request)
    if settings.strict_fonts:
        # No PDF with a substitute leaves the house.
        fonts.held(shown_in(paper))
    answer = attached(await asyncio.to_thread(as_pdf, paper, fonts), paper.name, suffix, PDF)
    if request.query_params.get("show"):
        answer.headers["Content-Disposition"] = answer.headers["Content-Disposition"].replace("attachment", "inline", 1)
    return answer


async def _made(request: AnyRequest, name: str) -> Made:
    """The case and its paper, as far as this reader may see them. Raises NotFound, NothingToPrint."""
    kind, asked = code_of(name, PaperKind), request.query_params
    if kind is None:
        raise NotFound(kind=KIND, key=text_of(name, longest=30))
    case = id_of(asked.get("case", ""), kind="提案建议")
    whole = kind if asked.get("whole") else None
    matter = await matter_of(case, actor=actor_of(request), base=pages.base_of(request), whole=whole)
    of = whole_of(asked.get("of"), least=1, most=LARGEST_ID)
    copy = whole_of(asked.get("copy"), least=1, most=MOST_COPIES)
    old, new = (whole_of(asked.get(name), least=1, most=LARGEST_ID) for name in ("old", "new"))
    address = {"case": case, "of": of, "copy": copy, "whole": "1" if whole else "", "old": old, "new": new}
    # Which two versions are compared is asked of this one paper alone.
    compared = kind is PaperKind.CHANGES and matter.staff and (old or new)
    paper = changes_of(matter, of, old=old, new=new) if compared else paper_of(kind, matter, of, copy)
    return Made(matter, paper, of, query(address))


async def _shown(request: AnyRequest, made: Made, fonts: Fonts) -> Response[Any]:
    settings: Settings = request.app.state.settings
    images = await _images(request, made.paper)
    lost = fonts.uncovered(shown_in(made.paper))
    return pages.page(
        request,
        "papers/page.html",
        matter=made.matter,
        paper=made.paper,
        of=made.of,
        asked=made.address,
        count=len(images),
        copies=copies_of(made.matter, made.paper.kind),
        substitutes=fonts.substitutes,
        lost=lost,
        withheld=settings.strict_fonts and bool(fonts.substitutes or lost),
        others=offered(made.matter),
        by_template=await template_in_force(made.paper.kind) is not None,
    )


async def _images(request: AnyRequest, paper: Paper) -> tuple[bytes, ...]:
    """The pages as images, none of a paper so long that nobody looks through it and the server would be kept busy."""
    if sum(map(len, shown_in(paper))) > MOST_PREVIEWED:
        return ()
    return await asyncio.to_thread(as_pages, paper, await _fonts(request))


async def _fonts(request: AnyRequest) -> Fonts:
    settings: Settings = request.app.state.settings
    return await asyncio.to_thread(installed, settings.fonts_dir)
