"""/attachments — files beside submissions: added and removed while they are written, handed out to who may see them."""

from collections.abc import Sequence
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.attachments import Attached, attach, detach, fetch, fill_from_word
from cases.errors import CaseError
from cases.queries.submissions import SubmissionPage, submission_page
from cases.vocabulary import Flag, Role
from server import pages
from server.attachment_forms import LARGEST_BODY, TAKEN, as_download, files_in
from server.auth import SIGNED, actor_of, roles
from server.forms import id_of

AnyRequest = Request[Any, Any, Any]
WRITERS = roles(Role.SUBMITTER, Role.REVIEWER)
NOTHING_CHOSEN = "还没有选文件。请先选好文件，再点“上传选好的文件”。"


class SubmissionFilePages(Controller):
    path = "/submissions/{case_id:str}/files"
    opt = WRITERS

    @get("/")
    async def index(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """The files of a draft, and the form for more."""
        return _page(request, await _opened(request, case_id))

    @post("/", status_code=200, request_max_body_size=LARGEST_BODY)
    async def add(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Add files; what is wrong with some of them does not keep the others out."""
        page, given = await _opened(request, case_id), await files_in(request, "file")
        if not given:
            return _page(request, page, wrong=[NOTHING_CHOSEN], status=422)
        attached = await _attached(request, page.id, given)
        if attached.refused:
            wrong = [str(one) for one in attached.refused]
            page = await _opened(request, case_id)
            return _page(request, page, wrong=wrong, taken=len(attached.kept), status=attached.refused[0].status)
        return pages.done(request, await _back(request, page.id), flash="file-added")

    @post("/{attachment:str}/remove", status_code=200)
    async def remove(self, request: AnyRequest, case_id: FromPath[str], attachment: FromPath[str]) -> Response[Any]:
        """Take a file away."""
        number = id_of(case_id, kind="提案建议")
        await detach(number, id_of(attachment, kind="附件"), actor=actor_of(request))
        return pages.done(request, await _back(request, number), flash="file-removed")

    @post("/word", status_code=200, request_max_body_size=LARGEST_BODY)
    async def word(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Fill the boxes from a Word file; where there are words already, its own wait beside them."""
        page, given = await _opened(request, case_id), await files_in(request, "word")
        if not given:
            said = "还没有选 Word 文件。请回到草稿选一个 docx 文件再读取。"
            return _page(request, page, wrong=[said], status=422)
        name, data = given[0]
        try:
            filled = await fill_from_word(page.id, name, data, actor=actor_of(request))
        except CaseError as problem:
            return _page(request, page, wrong=[str(problem)], status=problem.status)
        keeps = (await request.form()).get("keep") == "yes"
        attached = await _attached(request, page.id, given[:1]) if keeps else Attached((), ())
        doubts = {Flag.TRACKED_CHANGES, Flag.COMMENTS} & set(filled.flags)
        if filled.pictures or doubts or attached.refused:
            return pages.page(
                request,
                "attachments/word.html",
                page=page,
                name=name,
                filled=filled,
                doubts=sorted(doubts),
                attached=attached,
            )
        return pages.done(request, f"/submissions/{page.id}/edit#step-text", flash="word-read")


class AttachmentPages(Controller):
    path = "/attachments"
    opt = SIGNED

    @get("/{attachment:str}")
    async def one(self, request: AnyRequest, attachment: FromPath[str]) -> Response[bytes]:
        """A file, always as a download."""
        number = id_of(attachment, kind="附件")
        kept = await fetch(number, folder=request.app.state.settings.store, actor=actor_of(request))
        return as_download(kept.data, kept.name, kept.media)


async def _attached(request: AnyRequest, case_id: int, given: Sequence[tuple[str, bytes]]) -> Attached:
    return await attach(case_id, given, folder=request.app.state.settings.store, actor=actor_of(request))


async def _opened(request: AnyRequest, case_id: str) -> SubmissionPage:
    return await submission_page(id_of(case_id, kind="提案建议"), actor=actor_of(request))


async def _back(request: AnyRequest, case_id: int) -> str:
    """The page that the form stood on."""
    inside = (await request.form()).get("back") == "edit"
    return f"/submissions/{case_id}/edit#step-files" if inside else f"/submissions/{case_id}/files"


def _page(
    request: AnyRequest, page: SubmissionPage, *, wrong: Sequence[str] = (), taken: int = 0, status: int = 200
) -> Response[str]:
    return pages.page(
        request,
        "attachments/index.html",
        status=status,
        page=page,
        wrong=wrong,
        taken=taken,
        files_back=False,
        **TAKEN,
    )
