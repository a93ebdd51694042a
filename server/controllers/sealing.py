"""/drafts/…/seal — the scan of the sealed letter, with which a signed reply is issued."""

from typing import Any

from litestar import Controller, Request, Response, post
from litestar.params import FromPath

from cases.actions.sealing import seal
from cases.errors import CaseError, EmptyFile
from cases.intake.limits import FILE_BYTES, MB
from cases.queries.drafts import draft_page
from cases.vocabulary import Role
from server import pages
from server.attachment_forms import files_in
from server.auth import actor_of, roles
from server.forms import id_of, version_of

AnyRequest = Request[Any, Any, Any]
KIND = "答复稿"


class SealPages(Controller):
    path = "/drafts"
    opt = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)

    @post("/{reply_id:str}/seal", status_code=200, request_max_body_size=FILE_BYTES + MB)
    async def seal(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """Keep the scan; what is wrong with the file is said on a page that leads back."""
        number, form, actor = id_of(reply_id, kind=KIND), await request.form(), actor_of(request)
        page = await draft_page(number, actor=actor)
        given = await files_in(request, "file")
        try:
            if not given:
                raise EmptyFile("")
            folder = request.app.state.settings.store
            await seal(number, *given[0], version_of(form), folder=folder, actor=actor)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            wrong = str(problem)
            return pages.page(
                request, "drafts/upload.html", status=problem.status, page=page, taken=None, wrong=wrong,
                file="盖章扫描件",
            )  # fmt: skip
        return pages.done(request, f"/drafts/{number}", flash="sealed")
