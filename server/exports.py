"""The same rows as CSV, Excel and JSON, by the columns that their list declares."""

import asyncio
import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.response import Redirect

from cases.actor import Actor
from cases.errors import TooManyRows
from cases.intake.sheet_text import quoted
from cases.queries.counting import choices
from cases.vocabulary import Role
from server import pages
from server.addresses import path_of
from server.auth import actor_of
from server.columns import Column
from server.filters import query
from server.forms import Slice, slice_of
from server.listings import listing_of
from server.proving import hold_proved
from server.sheets import MOST_ROWS, Value, workbook

# Rows of a CSV; of a workbook there are fewer, and beyond this many nobody waits for one.
MOST = 50_000
WAITED_FOR = 500
BOM = "\ufeff"


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attached(body: bytes, name: str, suffix: str, media: str) -> Response[bytes]:
    """A file to be kept under a Chinese name (RFC 5987); browsers that do not know that form get a Latin one."""
    said = f"attachment; filename=\"dafu.{suffix}\"; filename*=UTF-8''{quote(f'{name}.{suffix}', safe='')}"
    return Response(body, media_type=media, headers={"Content-Disposition": said, "Cache-Control": "no-store"})


def count_of_table(total: int, most: int) -> int:
    """The number of rows of a table. Raises TooManyRows: one cut off in silence would be taken for the whole."""
    if total > most:
        raise TooManyRows(count=total, limit=most)
    return total


def sheet_of(
    columns: Sequence[Column],
    rows: Sequence[Any],
    *,
    title: str,
    conditions: Sequence[str],
    actor: Actor,
    base: str,
    told: Callable[[int], None] | None = None,
) -> bytes:
    """The rows as a workbook. Takes a second or two for some thousand of them: call it in a thread."""
    cells = [[_told(column, row, base) for column in columns] for row in rows]
    heads = [column.head for column in columns]
    return workbook(heads, cells, title=title, conditions=conditions, actor=actor, told=told)


async def as_sheet(
    request: Request[Any, Any, Any],
    columns: Sequence[Column],
    rows: Sequence[Any],
    *,
    title: str,
    conditions: Sequence[str],
    actor: Actor,
) -> Response[bytes]:
    """The rows as a workbook to be kept, made in a thread."""
    base = pages.base_of(request)
    body = await asyncio.to_thread(sheet_of, columns, rows, title=title, conditions=conditions, actor=actor, base=base)
    return attached(body, title, "xlsx", SHEET)


def as_csv(request: Request[Any, Any, Any], name: str, columns: Sequence[Column], rows: Sequence[Any]) -> Response[Any]:
    """RFC 4180 with a BOM, for WPS and Excel. A cell that a spreadsheet would run begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.title for column in columns])
    base = pages.base_of(request)
    for row in rows:
        writer.writerow([quoted(_spoken(column, row, base)) for column in columns])
    body = (BOM + out.getvalue()).encode()
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    made = Response(body, media_type="text/csv; charset=utf-8", headers=headers)
    return pages.cacheable(request, made, body)


def as_json(
    request: Request[Any, Any, Any],
    columns: Sequence[Column],
    rows: Sequence[Any],
    *,
    total: int,
    links: dict[str, str],
) -> Response[Any]:
    """One object: data, links and meta with the exact total. Dates are ISO 8601, closed lists are codes."""
    base = pages.base_of(request)
    data = [{column.key: _value(column, row, base) for column in columns} for row in rows]
    links = {name: base + address for name, address in links.items()}
    body = json.dumps({"data": data, "links": links, "meta": {"total": total}}, ensure_ascii=False).encode()
    made = Response(body, media_type="application/json; charset=utf-8")
    return pages.cacheable(request, made, body)


def _value(column: Column, row: Any, base: str) -> Any:
    found = column.read(row)
    if column.key == "link":
        return base + found
    if isinstance(found, date | datetime):
        return found.isoformat()
    return list(found) if isinstance(found, tuple) else found


def _spoken(column: Column, row: Any, base: str) -> str:
    """A value in the words of the pages."""
    found = _value(column, row, base)
    original = column.read(row)
    if isinstance(original, Enum):
        return str(getattr(original, "label", original))
    if isinstance(found, list):
        return "、".join(found)
    if isinstance(found, bool):
        return "是" if found else "否"
    return "" if found is None else str(found)


def _told(column: Column, row: Any, base: str) -> Value:
    """A value in the words of the pages, but days and numbers as such, to be sorted and summed."""
    found = column.read(row)
    plain = isinstance(found, int | float | date) and not isinstance(found, bool | Enum)
    return found if plain else _spoken(column, row, base)


async def download(request: Request[Any, Any, Any], noun: str, form: str) -> Response[Any]:
    """A list as "csv" or "xlsx": every row that fits; as "json": one page of them with links to the others.

    Raises NotFound, and TooManyRows for a table that is longer than one file may be. Whoever has an account is led to
    where a long workbook is written beside.
    """
    actor, asked = actor_of(request), request.query_params
    listing = listing_of(noun, actor=actor)
    wanted, part = listing.read(asked), slice_of(asked)
    if listing.noted is not None:
        await hold_proved(request)
    if form == "json":
        found = await listing.page(wanted, actor=actor, page=part.page, per_page=part.per_page)
        return as_json(request, listing.columns, found.rows, total=found.total, links=_links(request, part, found.last))
    total = (await listing.page(wanted, actor=actor, page=1, per_page=1)).total
    if form == "xlsx" and total > WAITED_FOR and actor.owner is not None:
        return Redirect(f"/exports/new?{query([('noun', noun), *asked.multi_items()])}", status_code=303)
    rows = await listing.rows(wanted, actor=actor, total=count_of_table(total, MOST_ROWS if form == "xlsx" else MOST))
    if form == "csv":
        made = as_csv(request, f"dafu-{noun}", listing.columns, rows)
        if Role.PUBLIC not in listing.roles:
            made.headers["Cache-Control"] = "no-store"
        return made
    conditions = listing.said(wanted, await choices(actor=actor))
    return await as_sheet(request, listing.columns, rows, title=listing.title, conditions=conditions, actor=actor)


def _links(request: Request[Any, Any, Any], part: Slice, last: int) -> dict[str, str]:
    """Addresses of this page, the first, the last and the neighbours."""
    asked = [one for one in request.query_params.multi_items() if one[0] not in ("per", "page")]

    def at(page: int) -> str:
        return f"{path_of(request)}?{query([*asked, ('per', part.per_page), ('page', page)])}"

    links = {"self": at(part.page), "first": at(1), "last": at(last)}
    if part.page > 1:
        links["prev"] = at(part.page - 1)
    if part.page < last:
        links["next"] = at(part.page + 1)
    return links
