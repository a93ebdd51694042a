"""/drafts/…/upload and /drafts/…/quotes — where the words of a draft may come from: a Word file, earlier answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from cases import fulltext
from cases.actions.draft_uploads import take_file, take_quote
from cases.actions.drafts import Collided
from cases.actions.said_before import earlier_letter
from cases.drafting.overlaps import pieces_taken, share_taken
from cases.errors import CaseError, EmptyFile
from cases.intake.limits import FILE_BYTES
from cases.queries.drafts import DraftPage, draft_page
from cases.queries.hits import Card
from cases.queries.similar import compared_case
from cases.queries.texts import sources
from cases.vocabulary import Role
from server import pages
from server.alike import alike
from server.auth import actor_of, roles
from server.draft_forms import long_text
from server.forms import id_of, text_of, version_of
from server.uploads import safe_name

AnyRequest = Request[Any, Any, Any]
KIND = "答复稿"
MOST, MANY = 10, 60
KINDS = ("commitment", "reply", "figure")


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier answer that a search found. share: of the draft that was taken over from it, in percent."""

    card: Card
    words: str
    share: int


class DraftSourcePages(Controller):
    path = "/drafts"
    opt = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)

    @post("/{reply_id:str}/upload", status_code=200, request_max_body_size=FILE_BYTES + 65_536)
    async def upload(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Take the text of a docx file; what it has besides, from tracked changes to fonts, is pointed out."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        file = form.get("file")
        page = await draft_page(number, actor=actor_of(request))
        try:
            if not isinstance(file, UploadFile) or not file.filename:
                raise EmptyFile("")
            name, data = safe_name(file.filename), await file.read()
            folder = request.app.state.settings.store
            base = version_of(form, "version")
            taken = await take_file(number, name, data, base=base, folder=folder, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return pages.page(
                request,
                "drafts/upload.html",
                status=problem.status,
                page=page,
                taken=None,
                wrong=str(problem),
                file="Word 稿",
            )
        if isinstance(taken.said, Collided):
            return pages.done(request, f"/drafts/{number}/copies")
        if taken.flags or taken.doubts or taken.pictures:
            return pages.page(request, "drafts/upload.html", page=page, taken=taken, wrong="", file="Word 稿")
        return pages.done(request, f"/drafts/{number}", flash="upload-taken")

    @get("/{reply_id:str}/quotes")
    async def quotes(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[str]:
        """Earlier answers to words of the reader's own, or to the title of the case; of his unit, or of one class."""
        page = await draft_page(id_of(reply_id, kind=KIND), actor=actor_of(request))
        typed = text_of(request.query_params.get("q"))
        asked = typed or page.head.title
        own, result = "own" in request.query_params, text_of(request.query_params.get("class"), longest=20)
        filters = {"department": (page.unit,) if own else (), "result_class": (f"{result}类",) if result else ()}
        failed = False
        try:
            near = [] if typed else await _near(request, page)
            rows = await _earlier(request, page, asked, filters, near)
        except fulltext.SearchError:  # the writing goes on without
            rows, failed = (), True
        return pages.page(
            request, "drafts/quotes.html", page=page, asked=asked, rows=rows, own=own, result=result, failed=failed
        )

    @get("/{reply_id:str}/sources/{letter_id:str}")
    async def beside(self, request: AnyRequest, reply_id: FromPath[str], letter_id: FromPath[str]) -> Response[str]:
        """The draft beside an earlier letter, with what stands in both marked."""
        actor = actor_of(request)
        page = await draft_page(id_of(reply_id, kind=KIND), actor=actor)
        letter, text = await earlier_letter(id_of(letter_id, kind="答复"), actor=actor)
        body = page.draft.body
        own, other = pieces_taken(body, text), pieces_taken(text, body)
        share = round(100 * share_taken(body, text))
        return pages.page(request, "drafts/source.html", page=page, letter=letter, own=own, other=other, share=share)

    @post("/{reply_id:str}/quotes", status_code=200)
    async def take(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Take a sentence over into the draft, with its source and a mark that it has to be verified."""
        number, form = id_of(reply_id, kind=KIND), await request.form()
        words, source = long_text(form.get("words")), text_of(str(form.get("source", "")))
        base = version_of(form, "version")
        said = await take_quote(number, words, source, base=base, actor=actor_of(request))
        if isinstance(said, Collided):
            return pages.done(request, f"/drafts/{number}/copies")
        return pages.done(request, f"/drafts/{number}", flash="quote-taken")


async def _near(request: AnyRequest, page: DraftPage) -> list[int]:
    """The cases on the matter that is answered, the nearest first."""
    actor = actor_of(request)
    return [one.case for one in await alike(request, await compared_case(page.head.id, actor=actor), actor=actor)]


async def _earlier(
    request: AnyRequest, page: DraftPage, asked: str, filters: Mapping[str, Sequence[str]], near: Sequence[int]
) -> tuple[Earlier, ...]:
    """What answers to the words; of many, what stands in the nearest cases first."""
    actor = actor_of(request)

    async def others_with(size: int, reading: str) -> list[Card]:
        found = await fulltext.find(
            request.app.state.index, asked, actor=actor, kinds=KINDS, filters=filters, size=size, reading=reading
        )
        return [card for card in found.hits if card.case_id != page.head.id]

    # Words of the case's own title stand together in that case alone; then each of them is looked for.
    others = (not near and await others_with(MOST, "")) or await others_with(MANY, "any")
    places = {case: place for place, case in enumerate(near)}
    others = sorted(others, key=lambda card: places.get(card.case_id or 0, MANY))[:MOST]
    known = await sources([card.document_id for card in others if card.document_id is not None], actor=actor)
    return tuple(
        Earlier(
            card,
            " ".join("".join(text for text, _ in passage) for passage in card.quote),
            _share(page, known.get(card.document_id or 0)),
        )
        for card in others
    )


def _share(page: DraftPage, source: Any) -> int:
    return round(100 * share_taken(page.draft.body, source.text)) if source is not None else 0
