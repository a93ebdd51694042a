"""/collections — what somebody gathers for a brief: putting in, ordering, noting, and taking it away on paper."""

import asyncio
import re
from collections.abc import Iterable
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.collections import (
    LONGEST_NAME,
    add_collection,
    delete_collection,
    gather,
    move_item,
    note_item,
    remove_item,
    rename_collection,
)
from cases.clock import now
from cases.errors import CaseError, NotFound
from cases.papers.collections import collection_paper, source_words
from cases.papers.fonts import installed
from cases.papers.pdf import as_pdf
from cases.papers.word import as_docx
from cases.queries.collections import NOUN, Pick, cited_now, collection_list, collection_page, sentences_of
from cases.vocabulary.searches import Gathered
from server import pages
from server.auth import SIGNED, actor_of
from server.draft_forms import words_of
from server.exports import PAPER, attached
from server.forms import LARGEST_ID, choice_of, id_of, text_of, whole_of

AnyRequest = Request[Any, Any, Any]
PDF = "application/pdf"
MOST_PICKED = 100
_PICK = re.compile(r"([a-z]{4,12})-([0-9]{1,10})(?:-([0-9]{1,8})-([0-9]{1,8}))?")
# A submission in the results of a search is its case.
_SAME = {"proposal": "case"}


class CollectionPages(Controller):
    path = "/collections"
    opt = SIGNED

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """One's own."""
        return await _index(request)

    @post("/", status_code=200)
    async def add(self, request: AnyRequest) -> Response[Any]:
        """A new one."""
        name = _name(await request.form())
        try:
            made = await add_collection(name, actor=actor_of(request))
        except CaseError as problem:
            return await _index(request, wrong=problem, name=name)
        return pages.done(request, f"/collections/{made}", flash="collection-made")

    @get("/add")
    async def choose(self, request: AnyRequest) -> Response[str]:
        """What is to be gathered, into which, and with which note."""
        return await _choose(request, request.query_params)

    @post("/add", status_code=200)
    async def take(self, request: AnyRequest) -> Response[Any]:
        """Put things into one, or into a new one. Without a collection the page asks which."""
        form, actor = await request.form(), actor_of(request)
        number, name = choice_of(form, "collection"), _name(form, "new")
        if number is None and not name:
            return await _choose(request, form)
        try:
            number = number or await add_collection(name, actor=actor)
            await gather(number, picks_of(form.getall("pick", [])), words_of(form, "note"), actor=actor)
        except CaseError as problem:
            if problem.status == 404:
                raise
            return await _choose(request, form, wrong=problem)
        return pages.done(request, f"/collections/{number}", flash="gathered")

    @get("/{name:str}")
    async def one(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """One opened; with .docx or .pdf the brief itself."""
        said, _, suffix = name.partition(".")
        if suffix not in ("", "docx", "pdf"):
            raise NotFound(kind=NOUN, key=text_of(name, longest=30))
        number, actor = id_of(said, kind=NOUN), actor_of(request)
        if not suffix:
            return await _one(request, number)
        found = await collection_page(number, actor=actor)
        paper = collection_paper(found, who=actor.spoken, at=now(), base=pages.base_of(request))
        if suffix == "docx":
            return attached(await asyncio.to_thread(as_docx, paper), paper.name, suffix, PAPER)
        fonts = await asyncio.to_thread(installed)
        return attached(await asyncio.to_thread(as_pdf, paper, fonts), paper.name, suffix, PDF)

    @post("/{collection_id:str}/name", status_code=200)
    async def rename(self, request: AnyRequest, collection_id: FromPath[str]) -> Response[Any]:
        """Another name."""
        form, number = await request.form(), id_of(collection_id, kind=NOUN)
        try:
            await rename_collection(number, _name(form), actor=actor_of(request))
        except CaseError as problem:
            return await _one(request, number, wrong=problem, name=_name(form))
        return pages.done(request, f"/collections/{number}", flash="saved")

    @post("/{collection_id:str}/delete", status_code=200)
    async def delete(self, request: AnyRequest, collection_id: FromPath[str]) -> Response[Any]:
        """Take it away."""
        await delete_collection(id_of(collection_id, kind=NOUN), actor=actor_of(request))
        return pages.done(request, "/collections", flash="collection-deleted")

    @post("/{collection_id:str}/items/{item_id:str}", status_code=200)
    async def change(self, request: AnyRequest, collection_id: FromPath[str], item_id: FromPath[str]) -> Response[Any]:
        """Note, move or take out one thing."""
        form, actor = await request.form(), actor_of(request)
        number, item, act = id_of(collection_id, kind=NOUN), id_of(item_id, kind=NOUN), form.get("act")
        try:
            if act in ("up", "down"):
                await move_item(number, item, -1 if act == "up" else 1, actor=actor)
            elif act == "remove":
                await remove_item(number, item, actor=actor)
            else:
                await note_item(number, item, words_of(form, "note"), actor=actor)
        except CaseError as problem:
            return await _one(request, number, wrong=problem)
        return pages.done(request, f"/collections/{number}#item-{item}", flash="" if act else "saved")


def picks_of(said: Iterable[Any]) -> tuple[Pick, ...]:
    """Things as a form names them: commitment-12, or reply-7-120-180 for a passage. Nonsense is passed over."""
    found = []
    for one in list(said)[:MOST_PICKED]:
        parts = _PICK.fullmatch(str(one))
        kind = _SAME.get(parts[1], parts[1]) if parts else ""
        if parts is None or kind not in {member.value for member in Gathered}:
            continue
        number = whole_of(parts[2], least=1, most=LARGEST_ID)
        start, end = int(parts[3] or 0), int(parts[4] or 0)
        passage = kind == Gathered.REPLY.value and start < end
        if number is not None:
            found.append(Pick(Gathered(kind), number, *((start, end) if passage else (0, 0))))
    return tuple(dict.fromkeys(found))


def _name(form: Any, field: str = "name") -> str:
    return text_of(str(form.get(field, "")), longest=2 * LONGEST_NAME)


async def _index(request: AnyRequest, *, wrong: CaseError | None = None, name: str = "") -> Response[str]:
    rows = await collection_list(actor=actor_of(request))
    status = wrong.status if wrong else 200
    return pages.page(request, "collections/index.html", status=status, rows=rows, name=name, wrong=wrong)


async def _choose(request: AnyRequest, sent: Any, *, wrong: CaseError | None = None) -> Response[str]:
    """The page that asks where to. A single reply is shown with its sentences, to gather some of them alone."""
    actor, picks = actor_of(request), picks_of(sent.getall("pick", []))
    cited = await cited_now(picks, actor=actor)
    alone = picks[0] if len(picks) == 1 and picks[0].thing is Gathered.REPLY and not picks[0].end else None
    if alone is not None and alone not in cited:
        raise NotFound(kind=Gathered.REPLY.label, key=str(alone.id))
    return pages.page(
        request,
        "collections/add.html",
        status=wrong.status if wrong else 200,
        picks=[(pick, cited[pick]) for pick in picks if pick in cited],
        alone=alone,
        sentences=await sentences_of(alone.id, actor=actor) if alone else (),
        rows=await collection_list(actor=actor),
        chosen=choice_of(sent, "collection"),
        new=_name(sent, "new"),
        note=words_of(sent, "note"),
        source=source_words,
        wrong=wrong,
    )


async def _one(
    request: AnyRequest, number: int, *, wrong: CaseError | None = None, name: str | None = None
) -> Response[str]:
    if wrong is not None and wrong.status == 404:
        raise wrong
    found = await collection_page(number, actor=actor_of(request))
    return pages.page(
        request,
        "collections/page.html",
        status=wrong.status if wrong else 200,
        page=found,
        name=found.row.name if name is None else name,
        source=source_words,
        wrong=wrong,
    )
