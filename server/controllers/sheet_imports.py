"""/sheet_imports — old ledgers from Excel and CSV: upload, explain the columns, try, save, and take back."""

import asyncio
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from cases import files
from cases.errors import CaseError, SheetUnreadable
from cases.importing.ledger_batches import begin_ledger, explain_columns, remembered, save_ledger, undo_ledger
from cases.importing.ledger_fields import FIELDS, FIXED, NEEDED, proposed
from cases.importing.ledger_plans import counts_of, plan_of
from cases.importing.ledger_tables import (
    Ledger,
    Mapped,
    Sheet,
    likely_head,
    mapped_from,
    read_ledger,
    table_of,
)
from cases.queries.listing import Rows
from cases.queries.sheet_imports import BatchRow, batch_list, batch_row, done_rows
from cases.vocabulary import BatchState, LedgerKind, RowOutcome, Track
from server import pages
from server.auth import OFFICES, actor_of
from server.exports import SHEET, attached
from server.forms import code_of, id_of, slice_of, text_of, whole_of
from server.sheets import Head, workbook
from server.uploads import safe_name

AnyRequest = Request[Any, Any, Any]
NOUN = "台账批次"
LARGEST = 20 * 1024 * 1024
SHOWN_ROWS = 5
TRIED_ROWS = 50


class SheetImportPages(Controller):
    path = "/sheet_imports"
    opt = OFFICES

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The upload form and the latest batches."""
        return await _index(request)

    @post("/", status_code=200, request_max_body_size=LARGEST)
    async def upload(self, request: AnyRequest) -> Response[Any]:
        """Keep the file and take its columns for what their headings say."""
        form, actor = await request.form(), actor_of(request)
        ledger, file = code_of(str(form.get("ledger", "")), LedgerKind) or LedgerKind.PROPOSALS, form.get("file")
        try:
            if not isinstance(file, UploadFile) or not file.filename:
                raise SheetUnreadable(why="还没有选文件")
            name, data = safe_name(file.filename), await file.read()
            sheets = await asyncio.to_thread(read_ledger, name, data)
            sheet = max(sheets, key=lambda one: len(one.rows), default=None)
            if sheet is None or not sheet.rows:
                raise SheetUnreadable(why="表里没有内容")
        except CaseError as problem:
            return await _index(request, wrong=problem, status=problem.status)
        table = table_of(sheet, likely_head(sheet, ledger))
        known = await remembered(ledger, table.headings)
        mapped = known or Mapped(proposed(ledger, table.headings), {})
        sha256 = await asyncio.to_thread(files.put, request.app.state.settings.store, data)
        batch = await begin_ledger(
            ledger, name, sha256, sheet=sheet.name, head_row=table.head_row, mapped=mapped, actor=actor
        )
        return pages.done(request, f"/sheet_imports/{batch}")

    @get("/{sheet_import_id:str}")
    async def one(self, request: AnyRequest, sheet_import_id: FromPath[str]) -> Response[str]:
        """What the columns are taken for; of a saved batch what became of it."""
        batch = await batch_row(id_of(sheet_import_id, kind=NOUN), actor=actor_of(request))
        if batch.state is not BatchState.UPLOADED:
            return await _done(request, batch)
        asked = request.query_params
        return await _columns(request, batch, asked.get("sheet"), whole_of(asked.get("head"), least=1, most=200))

    @post("/{sheet_import_id:str}", status_code=200)
    async def explain(self, request: AnyRequest, sheet_import_id: FromPath[str]) -> Response[Any]:
        """Say which column is which field, and try what every row would do."""
        actor, form = actor_of(request), await request.form()
        batch = await batch_row(id_of(sheet_import_id, kind=NOUN), actor=actor)
        sheet, head = str(form.get("sheet", "")), whole_of(str(form.get("head", "")), least=1, most=200)
        sheets = await _sheets(request, batch)
        table = table_of(_chosen(sheets, sheet or batch.sheet), head or batch.head_row)
        columns = {at: str(form.get(f"column-{at}", "")) for at in range(len(table.headings))}
        keys = {field.key for field in FIELDS[batch.ledger]}
        fixed = {key: text_of(str(form.get(f"fixed-{key}", ""))) for key in FIXED}
        mapped = Mapped(
            {at: key for at, key in columns.items() if key in keys}, {key: said for key, said in fixed.items() if said}
        )
        twice = len(set(mapped.columns.values())) < len(mapped.columns)
        try:
            if twice:
                raise SheetUnreadable(why="有两列对应了同一个字段")
            await explain_columns(batch.id, table, mapped, actor=actor)
        except CaseError as problem:
            return await _columns(request, batch, table.sheet, table.head_row, mapped=mapped, wrong=problem)
        return pages.done(request, f"/sheet_imports/{batch.id}/trial")

    @get("/{sheet_import_id:str}/trial")
    async def trial(self, request: AnyRequest, sheet_import_id: FromPath[str]) -> Response[str]:
        """What every row would do; nothing is written."""
        batch = await batch_row(id_of(sheet_import_id, kind=NOUN), actor=actor_of(request))
        if batch.state is not BatchState.UPLOADED:
            return await _done(request, batch)
        return await _trial(request, batch)

    @get("/{sheet_import_id:str}/errors.xlsx")
    async def errors(self, request: AnyRequest, sheet_import_id: FromPath[str]) -> Response[bytes]:
        """The wrong rows under their own headings, with the reason in the last column."""
        actor = actor_of(request)
        batch = await batch_row(id_of(sheet_import_id, kind=NOUN), actor=actor)
        table = _table(await _sheets(request, batch), batch)
        if batch.state is BatchState.UPLOADED:
            planned = await plan_of(batch.ledger, table, mapped_from(batch.mapping, batch.ledger), actor=actor)
            wrong = [(one.line.cells, one.reason) for one in planned if one.outcome is RowOutcome.FAILED]
        else:
            kept = await done_rows(batch.id, actor=actor, outcome=RowOutcome.FAILED, per_page=20_000)
            wrong = [(one.cells, one.reason) for one in kept.rows]
        heads = [*(Head(heading.rpartition("/")[2]) for heading in table.headings), Head("错误原因")]
        width = len(table.headings)
        rows = [(*(*cells, *[""] * width)[:width], reason) for cells, reason in wrong]
        title = f"{batch.name.rpartition('.')[0]} 错误行"
        body = await asyncio.to_thread(
            workbook, heads, rows, title=title, conditions=("改好后可以直接再上传",), actor=actor
        )
        return attached(body, title, "xlsx", SHEET)

    @post("/{sheet_import_id:str}/save", status_code=200)
    async def save(self, request: AnyRequest, sheet_import_id: FromPath[str]) -> Response[Any]:
        """Write the rows: all of them or none, or those that are right."""
        actor, form = actor_of(request), await request.form()
        batch = await batch_row(id_of(sheet_import_id, kind=NOUN), actor=actor)
        table, mapped = _table(await _sheets(request, batch), batch), mapped_from(batch.mapping, batch.ledger)
        try:
            await save_ledger(batch.id, table, mapped, whole=form.get("how") != "valid", actor=actor)
        except CaseError as problem:
            if batch.state is not BatchState.UPLOADED:
                raise
            return await _trial(request, batch, wrong=problem)
        return pages.done(request, f"/sheet_imports/{batch.id}")

    @post("/{sheet_import_id:str}/undo", status_code=200)
    async def undo(self, request: AnyRequest, sheet_import_id: FromPath[str]) -> Response[Any]:
        """Take a saved batch back."""
        actor = actor_of(request)
        batch = await batch_row(id_of(sheet_import_id, kind=NOUN), actor=actor)
        try:
            await undo_ledger(batch.id, actor=actor)
        except CaseError as problem:
            return await _done(request, batch, wrong=problem)
        return pages.done(request, f"/sheet_imports/{batch.id}")


async def _index(request: AnyRequest, *, wrong: CaseError | None = None, status: int = 200) -> Response[str]:
    rows = await batch_list(actor=actor_of(request))
    return pages.page(
        request, "sheet_imports/index.html", status=status, rows=rows, ledgers=LedgerKind, wrong=wrong, largest=LARGEST
    )


async def _columns(
    request: AnyRequest,
    batch: BatchRow,
    name: str | None,
    head: int | None,
    *,
    mapped: Mapped | None = None,
    wrong: CaseError | None = None,
) -> Response[str]:
    sheets = await _sheets(request, batch)
    sheet = _chosen(sheets, name or batch.sheet)
    other = sheet.name != batch.sheet
    table = table_of(sheet, head or (likely_head(sheet, batch.ledger) if other else batch.head_row))
    if mapped is None and not other and table.head_row == batch.head_row:
        mapped = mapped_from(batch.mapping, batch.ledger)
    mapped = (
        mapped or await remembered(batch.ledger, table.headings) or Mapped(proposed(batch.ledger, table.headings), {})
    )
    return pages.page(
        request,
        "sheet_imports/columns.html",
        status=wrong.status if wrong else 200,
        batch=batch,
        sheets=sheets,
        table=table,
        mapped=mapped,
        fields=FIELDS[batch.ledger],
        fixed=[field for field in FIELDS[batch.ledger] if field.key in FIXED],
        needed=NEEDED[batch.ledger],
        tracks=Track,
        shown=table.lines[:SHOWN_ROWS],
        wrong=wrong,
    )


async def _trial(request: AnyRequest, batch: BatchRow, *, wrong: CaseError | None = None) -> Response[str]:
    actor, asked = actor_of(request), request.query_params
    table, mapped = _table(await _sheets(request, batch), batch), mapped_from(batch.mapping, batch.ledger)
    planned = await plan_of(batch.ledger, table, mapped, actor=actor)
    outcome, part = code_of(asked.get("outcome"), RowOutcome), slice_of(asked)
    listed = [one for one in planned if outcome is None or one.outcome is outcome]
    # What is wrong is looked at first.
    listed.sort(key=lambda one: one.outcome is not RowOutcome.FAILED)
    shown = tuple(listed[(part.page - 1) * TRIED_ROWS : part.page * TRIED_ROWS])
    return pages.page(
        request,
        "sheet_imports/trial.html",
        status=wrong.status if wrong else 200,
        batch=batch,
        counts=counts_of(planned),
        rows=Rows(shown, len(listed), part.page, TRIED_ROWS),
        outcome=outcome,
        wrong=wrong,
    )


async def _done(request: AnyRequest, batch: BatchRow, *, wrong: CaseError | None = None) -> Response[str]:
    part, outcome = slice_of(request.query_params), code_of(request.query_params.get("outcome"), RowOutcome)
    rows = await done_rows(batch.id, actor=actor_of(request), outcome=outcome, page=part.page, per_page=part.per_page)
    return pages.page(
        request,
        "sheet_imports/done.html",
        status=wrong.status if wrong else 200,
        batch=batch,
        rows=rows,
        outcome=outcome,
        wrong=wrong,
    )


async def _sheets(request: AnyRequest, batch: BatchRow) -> tuple[Sheet, ...]:
    data = await asyncio.to_thread(files.read, request.app.state.settings.store, batch.sha256)
    return await asyncio.to_thread(read_ledger, batch.name, data)


def _chosen(sheets: tuple[Sheet, ...], name: str) -> Sheet:
    return next((one for one in sheets if one.name == name), sheets[0])


def _table(sheets: tuple[Sheet, ...], batch: BatchRow) -> Ledger:
    return table_of(_chosen(sheets, batch.sheet), batch.head_row)
