"""/attachments — files beside submissions: added and removed while they are written, handed out to who may see them."""

from typing import Any
from urllib.parse import quote

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from cases.actions.attachments import MOST_FILES, attach, detach, fetch, fill_from_word
from cases.errors import CaseError
from cases.intake.limits import FILE_BYTES, MB
from cases.queries.submissions import SubmissionPage, submission_page
from cases.vocabulary import Flag, Role
from server import pages
from server.auth import SIGNED, actor_of, roles
from server.forms import id_of
from server.uploads import safe_name

AnyRequest = Request[Any, Any, Any]
WRITERS = roles(Role.SUBMITTER, Role.REVIEWER)
LARGEST_BODY = FILE_BYTES + MB
ACCEPTED = ".pdf,.docx,.txt,.jpg,.jpeg,.png"


class SubmissionFilePages(Controller):
    path = "/submissions/{case_id:str}/files"
    opt = WRITERS

    @get("/")
    async def index(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """The files of a draft, and the form for another."""
        return _page(request, await _opened(request, case_id))

    @post("/", status_code=200, request_max_body_size=LARGEST_BODY)
    async def add(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Add a file."""
        page, file = await _opened(request, case_id), await _file(request, "file")
        if file is None:
            return _page(request, page, wrong="还没有选文件。请先选一个文件，再点“加上”。", status=422)
        folder = request.app.state.settings.files_dir
        try:
            await attach(page.id, safe_name(file[0]), file[1], folder=folder, actor=actor_of(request))
        except CaseError as problem:
            return _page(request, page, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/submissions/{page.id}/files", flash="file-added")

    @post("/{attachment:str}/remove", status_code=200)
    async def remove(self, request: AnyRequest, case_id: FromPath[str], attachment: FromPath[str]) -> Response[Any]:
        """Take a file away."""
        number = id_of(case_id, kind="提案建议")
        await detach(number, id_of(attachment, kind="附件"), actor=actor_of(request))
        return pages.done(request, f"/submissions/{number}/files", flash="file-removed")

    @post("/word", status_code=200, request_max_body_size=LARGEST_BODY)
    async def word(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Fill the boxes from a Word file; where there are words already, its own wait beside them."""
        page, file = await _opened(request, case_id), await _file(request, "word")
        if file is None:
            return _page(request, page, wrong="还没有选 Word 文件。请回到草稿选一个 docx 文件再读取。", status=422)
        try:
            filled = await fill_from_word(page.id, safe_name(file[0]), file[1], actor=actor_of(request))
        except CaseError as problem:
            return _page(request, page, wrong=str(problem), status=problem.status)
        doubtful = {Flag.TRACKED_CHANGES, Flag.COMMENTS} & set(filled.flags)
        return pages.done(request, f"/submissions/{page.id}/edit", flash="word-marked" if doubtful else "word-read")


class AttachmentPages(Controller):
    path = "/attachments"
    opt = SIGNED

    @get("/{attachment:str}")
    async def one(self, request: AnyRequest, attachment: FromPath[str]) -> Response[bytes]:
        """A file, always as a download: nothing of it is ever opened as a page of this site."""
        number = id_of(attachment, kind="附件")
        kept = await fetch(number, folder=request.app.state.settings.files_dir, actor=actor_of(request))
        return Response(
            kept.data,
            media_type=kept.media,
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(kept.name)}",
                "Cache-Control": "no-store",
            },
        )


async def _opened(request: AnyRequest, case_id: str) -> SubmissionPage:
    return await submission_page(id_of(case_id, kind="提案建议"), actor=actor_of(request))


async def _file(request: AnyRequest, name: str) -> tuple[str, bytes] | None:
    sent = (await request.form()).get(name)
    return (sent.filename, await sent.read()) if isinstance(sent, UploadFile) and sent.filename else None


def _page(request: AnyRequest, page: SubmissionPage, *, wrong: str = "", status: int = 200) -> Response[str]:
    return pages.page(
        request,
        "attachments/index.html",
        status=status,
        page=page,
        most=MOST_FILES,
        largest=FILE_BYTES,
        accepted=ACCEPTED,
        wrong=wrong,
    )
