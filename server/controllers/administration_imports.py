"""/administration/people-import — people entered by the table: a trial first, then all of it."""

import asyncio
import json
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile

from cases.actions.people_imports import COLUMNS, import_people, plan_people
from cases.errors import CaseError, SheetUnreadable
from cases.intake.sheets import MOST_BYTES, MOST_ROWS, read_sheet
from cases.vocabulary import Role, RowOutcome
from server import auth, entrance, pages
from server.auth import KEYLESS, actor_of, roles
from server.cookies import sent
from server.exports import attached
from server.proving import proved

AnyRequest = Request[Any, Any, Any]
LARGEST = 4 * MOST_BYTES


class AdministrationImportPages(Controller):
    path = "/administration/people-import"
    opt = roles(Role.ADMIN)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The form, and what the columns mean."""
        return _index(request)

    @get("/template")
    async def template(self) -> Response[bytes]:
        """An empty table with the columns, for any spreadsheet program."""
        lines = [",".join(COLUMNS), "示例人,,X001,,,单位联络员,杭州市民政局,,办公室,1"]
        return attached(
            ("\ufeff" + "\r\n".join(lines) + "\r\n").encode(), "人员导入模板", "csv", "text/csv; charset=utf-8"
        )

    @post("/", status_code=200, opt=KEYLESS, request_max_body_size=LARGEST)
    async def try_out(self, request: AnyRequest) -> Response[str]:
        """Say what each row would do; nothing is written."""
        file = (await request.form()).get("file")
        try:
            if not isinstance(file, UploadFile) or not file.filename:
                raise SheetUnreadable(why="还没有选文件")
            rows = await asyncio.to_thread(read_sheet, file.filename, await file.read())
            planned = await plan_people(rows)
        except CaseError as problem:
            return _index(request, wrong=str(problem), status=problem.status)
        counts = {outcome: sum(one.outcome is outcome for one in planned) for outcome in RowOutcome}
        kept = entrance.Kept("/administration/people-import", [("rows", json.dumps(rows, ensure_ascii=False))])
        return pages.page(
            request,
            "administration/people_tried.html",
            planned=planned,
            counts=counts,
            kept=entrance.sealed(kept, sent(request, auth.SESSION)),
        )

    @post("/carry-out", status_code=200, request_max_body_size=LARGEST, guards=[proved])
    async def carry_out(self, request: AnyRequest) -> Response[Any]:
        """Enter the rows that were tried; the passwords are shown on this answer only."""
        form = await request.form()
        kept = entrance.unsealed(str(form.get("kept", "")), sent(request, auth.SESSION))
        if kept is None:
            return _index(request, wrong=str(SheetUnreadable(why="页面已经过期，请重新上传")), status=422)
        try:
            planned = await plan_people(json.loads(kept.fields[0][1]))
            handed = await import_people(planned, actor=actor_of(request))
        except CaseError as problem:
            return _index(request, wrong=str(problem), status=problem.status)
        return pages.page(request, "administration/people_done.html", handed=handed, planned=planned)


def _index(request: AnyRequest, *, wrong: str = "", status: int = 200) -> Response[str]:
    return pages.page(
        request, "administration/people_import.html", status=status, columns=COLUMNS, most=MOST_ROWS, wrong=wrong
    )
