"""/administration/paper_templates — Word templates of the office: brought, looked over, tried, put in force."""

import asyncio
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from cases import files
from cases.actions.paper_templates import add_template, put_in_force
from cases.errors import CaseError, EmptyFile, NotFound, TemplateUnfit
from cases.papers.kinds import paper_of
from cases.papers.placeholders import NEEDED, TEMPLATED, offered_in, written
from cases.papers.samples import sample
from cases.papers.skeletons import skeleton_of
from cases.papers.template_checks import LARGEST, read_sample
from cases.papers.template_filling import filled
from cases.queries.paper_templates import TemplateRow, template_kinds, template_list
from cases.vocabulary import Role
from cases.vocabulary.paper_templates import MEANINGS
from cases.vocabulary.papers import PaperKind
from server import pages
from server.auth import actor_of, roles
from server.exports import PAPER, attached
from server.forms import code_of, text_of, whole_of
from server.uploads import safe_name

AnyRequest = Request[Any, Any, Any]
HOME = "/administration/paper_templates"
NOUN = "公文模板"
MOST_VERSIONS = 9_999
# The fields of a form around the file.
FORM_BYTES = 64 * 1024
TEMPLATE, SAMPLE = "template.docx", "sample.docx"


class PaperTemplatePages(Controller):
    path = HOME
    opt = roles(Role.ADMIN)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The kinds of papers, and by what each is made."""
        kinds = await template_kinds(actor_of(request))
        return pages.page(request, "paper_templates/index.html", kinds=[(kind, kinds.get(kind)) for kind in TEMPLATED])

    @get("/{name:str}")
    async def one(self, request: AnyRequest, name: FromPath[str]) -> Response[str]:
        """One kind: its skeleton, its placeholders, its versions; with ``version`` the words of a sample by it."""
        return await _page(request, _kind(name))

    @post("/{name:str}", status_code=200, request_max_body_size=LARGEST + FORM_BYTES)
    async def bring(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """Look a file over and keep it as the next version; what is wrong is said all at once."""
        kind, form = _kind(name), await request.form()
        file = form.get("file")
        try:
            if not isinstance(file, UploadFile) or not file.filename:
                raise EmptyFile("没有选择的文件")
            given, folder = safe_name(file.filename), request.app.state.settings.store
            version = await add_template(kind, given, await file.read(), folder=folder, actor=actor_of(request))
        except CaseError as problem:
            return await _page(request, kind, wrong=problem)
        return pages.done(request, f"{HOME}/{kind.value}?version={version}#tried", flash="template-kept")

    @post("/{name:str}/current", status_code=200)
    async def choose(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """Make the papers of a kind by one of its versions, or in the form of the system again."""
        kind, form = _kind(name), await request.form()
        version, seen = (whole_of(str(form.get(said, "")), least=0, most=MOST_VERSIONS) for said in ("version", "seen"))
        try:
            await put_in_force(kind, _told(version), seen=_told(seen), actor=actor_of(request))
        except CaseError as problem:
            return await _page(request, kind, wrong=problem)
        return pages.done(request, f"{HOME}/{kind.value}", flash="template-chosen")

    @get("/{name:str}/skeleton.docx")
    async def skeleton(self, request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
        """The form of the system with placeholders, to begin with."""
        kind = _kind(name)
        return attached(await asyncio.to_thread(skeleton_of, kind), f"{kind.label}模板", "docx", PAPER)

    @get("/{name:str}/{version:str}/{file:str}")
    async def file(
        self, request: AnyRequest, name: FromPath[str], version: FromPath[str], file: FromPath[str]
    ) -> Response[bytes]:
        """A version as it was brought, or the sample set by it."""
        kind = _kind(name)
        row = _version(await template_list(kind, actor_of(request)), version)
        if row is None or file not in (TEMPLATE, SAMPLE):
            raise NotFound(kind=NOUN, key=text_of(f"{version}/{file}", longest=40))
        data = await asyncio.to_thread(files.read, request.app.state.settings.store, row.sha256)
        if file == TEMPLATE:
            return attached(data, f"{kind.label}模板第{row.version}版", "docx", PAPER)
        set_by = await asyncio.to_thread(filled, paper_of(kind, sample()), data)
        return attached(set_by, f"{kind.label}样张（第{row.version}版）", "docx", PAPER)


def _kind(name: str) -> PaperKind:
    kind = code_of(name, PaperKind)
    if kind not in TEMPLATED:
        raise NotFound(kind=NOUN, key=text_of(name, longest=30))
    return kind


def _told(number: int | None) -> int:
    if number is None:
        raise NotFound(kind=NOUN, key="没有写明的版本")
    return number


def _version(rows: tuple[TemplateRow, ...], version: str) -> TemplateRow | None:
    number = whole_of(version, least=1, most=MOST_VERSIONS)
    return next((row for row in rows if row.version == number), None)


async def _page(request: AnyRequest, kind: PaperKind, *, wrong: CaseError | None = None) -> Response[str]:
    rows = await template_list(kind, actor_of(request))
    tried = None if wrong else _version(rows, request.query_params.get("version", ""))
    words = ""
    if tried:
        data = await asyncio.to_thread(files.read, request.app.state.settings.store, tried.sha256)
        words = await asyncio.to_thread(read_sample, paper_of(kind, sample()), data)
    return pages.page(
        request,
        "paper_templates/page.html",
        status=wrong.status if wrong else 200,
        kind=kind,
        rows=rows,
        in_force=next((row for row in rows if row.in_force), None),
        tried=tried,
        words=[line for line in words.split("\n") if line.strip()],
        placeholders=[(written(one), MEANINGS[one], one in NEEDED[kind]) for one in offered_in(kind)],
        largest=LARGEST,
        wrong=wrong,
        faults=wrong.faults if isinstance(wrong, TemplateUnfit) else (),
    )
