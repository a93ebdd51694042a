"""/imports — for staff: upload files, watch a run, see what went wrong and settle it."""

import shutil
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile

from cases.importing.limits import FILE_BYTES
from cases.queries.imports import department_choices, open_unknown_names, run_list, run_page, run_row
from server import pages, uploads
from server.auth import STAFF, actor_of
from server.forms import id_of

AnyRequest = Request[Any, Any, Any]
LARGEST_UPLOAD = 512 * 1024 * 1024
ACCEPTED = ".txt,.html,.htm,.docx,.pdf,.zip"


class ImportPages(Controller):
    path = "/imports"
    opt = STAFF

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The upload form, the latest runs, and names that wait to be settled."""
        return await _index(request)

    @post("/", status_code=200, request_max_body_size=LARGEST_UPLOAD)
    async def upload(self, request: AnyRequest) -> Response[Any]:
        """Begin a run over the uploaded files, or try them without keeping anything."""
        form = await request.form()
        files = [f for f in form.getall("files", []) if isinstance(f, UploadFile) and f.filename]
        if not files:
            return await _index(request, wrong=True, status=422)
        actor = actor_of(request)
        folder = await uploads.keep_files(request.app.state.settings.files_dir / "uploads", files)
        if form.get("dry"):
            report = await uploads.try_out(folder, actor=actor)
            shutil.rmtree(folder, ignore_errors=True)
            return pages.page(request, "imports/tried.html", report=report)
        run_id = await uploads.start(request.app, folder, actor=actor)
        return pages.done(request, f"/imports/{run_id}")

    @get("/{run_id:str}")
    async def one(self, request: AnyRequest, run_id: str) -> Response[str]:
        """One run with its files and problems."""
        return await _run(request, run_id)

    @get("/{run_id:str}/progress")
    async def progress(self, request: AnyRequest, run_id: str) -> Response[str]:
        """The part of a run's page that is asked for while it goes on; at its end the whole page is loaded anew."""
        run = await run_row(id_of(run_id, kind="导入批次"), actor=actor_of(request))
        made = pages.answer(request, whole="imports/progress.html", part="imports/_progress.html", run=run)
        if not run.going:
            made.headers["HX-Refresh"] = "true"
        return made

    @post("/{run_id:str}/stop", status_code=200)
    async def stop(self, request: AnyRequest, run_id: str) -> Response[Any]:
        """Stop after the files in hand. What is saved stays."""
        run = await run_row(id_of(run_id, kind="导入批次"), actor=actor_of(request))
        if run.going:
            request.app.state.stopping.add(run.id)
        return pages.done(request, f"/imports/{run.id}")


async def _index(request: AnyRequest, *, wrong: bool = False, status: int = 200) -> Response[str]:
    actor = actor_of(request)
    return pages.page(
        request,
        "imports/index.html",
        status=status,
        runs=await run_list(actor=actor),
        unknown=await open_unknown_names(actor=actor),
        wrong=wrong,
        accepted=ACCEPTED,
        largest=FILE_BYTES,
    )


async def _run(request: AnyRequest, run_id: str) -> Response[str]:
    actor = actor_of(request)
    return pages.page(
        request,
        "imports/page.html",
        page=await run_page(id_of(run_id, kind="导入批次"), actor=actor),
        choices=await department_choices(actor=actor),
    )
