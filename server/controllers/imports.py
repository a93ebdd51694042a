"""/imports — for staff: upload files, watch a run, see what went wrong and settle it."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from cases.actions.imports import settle_department, settle_problem
from cases.importing.retrying import retry
from cases.importing.runs import stop_run
from cases.intake.limits import FILE_BYTES
from cases.queries.imports import open_unknown_names, problem_page, run_list, run_page, run_row
from server import pages, uploads
from server.auth import OFFICES, actor_of
from server.forms import choice_of, id_of, text_of

AnyRequest = Request[Any, Any, Any]
LARGEST_UPLOAD = 512 * 1024 * 1024
ACCEPTED = ".txt,.html,.htm,.docx,.pdf,.zip"


class ImportPages(Controller):
    path = "/imports"
    opt = OFFICES

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
        store = request.app.state.settings.store
        upload = await uploads.keep_files(store, files)
        if form.get("dry"):
            report = await uploads.try_out(store, upload, actor=actor)
            return pages.page(request, "imports/tried.html", report=report)
        run_id = await uploads.start(request.app, upload, actor=actor)
        return pages.done(request, f"/imports/{run_id}")

    @get("/{run_id:str}")
    async def one(self, request: AnyRequest, run_id: FromPath[str]) -> Response[str]:
        """One run with its files and problems."""
        return await _run(request, run_id)

    @get("/{run_id:str}/progress")
    async def progress(self, request: AnyRequest, run_id: FromPath[str]) -> Response[str]:
        """The part of a run's page that is asked for while it goes on; at its end the whole page is loaded anew."""
        run = await run_row(id_of(run_id, kind="导入批次"), actor=actor_of(request))
        made = pages.answer(request, whole="imports/progress.html", part="imports/_progress.html", run=run)
        if not run.going:
            made.headers["HX-Refresh"] = "true"
        return made

    @post("/{run_id:str}/stop", status_code=200)
    async def stop(self, request: AnyRequest, run_id: FromPath[str]) -> Response[Any]:
        """Stop after the files in hand. What is saved stays."""
        run = await run_row(id_of(run_id, kind="导入批次"), actor=actor_of(request))
        if run.going:
            await stop_run(run.id)
        return pages.done(request, f"/imports/{run.id}")

    @post("/items/{item_id:str}/retry", status_code=200)
    async def retry(self, request: AnyRequest, item_id: FromPath[str]) -> Response[Any]:
        """Read one file of a past run once more."""
        await retry(id_of(item_id, kind="导入文件"), actor=actor_of(request), store=request.app.state.settings.store)
        return pages.done(request, await _back(request), flash="retried")

    @get("/problems/{problem_id:str}")
    async def problem(self, request: AnyRequest, problem_id: FromPath[str]) -> Response[str]:
        """One problem: which unit a name means, or what was done about it."""
        return await _problem(request, problem_id)

    @post("/problems/{problem_id:str}", status_code=200)
    async def settle(self, request: AnyRequest, problem_id: FromPath[str]) -> Response[Any]:
        """Settle a problem, and with a name every other open one of that name and place."""
        number, actor, form = id_of(problem_id, kind="问题"), actor_of(request), await request.form()
        unit = choice_of(form, "department")
        note = text_of(str(form.get("note", "")))
        if unit is not None:
            await settle_department(number, unit, actor=actor)
        elif note:
            await settle_problem(number, note, actor=actor)
        else:
            return await _problem(request, problem_id, wrong=True, status=422)
        return pages.done(request, await _back(request), flash="settled")


async def _problem(
    request: AnyRequest, problem_id: FromPath[str], *, wrong: bool = False, status: int = 200
) -> Response[str]:
    found = await problem_page(id_of(problem_id, kind="问题"), actor=actor_of(request))
    return pages.page(request, "imports/problem.html", status=status, page=found, wrong=wrong)


async def _back(request: AnyRequest) -> str:
    """The page of this site that the form names, else the first page of the imports."""
    back = pages.inside(str((await request.form()).get("back", "")))
    return back if back.startswith("/imports") else "/imports"


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
    )
