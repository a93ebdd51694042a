"""The same rows as CSV, Excel and JSON: one list of columns a noun, so that page, file and field guide agree."""

import asyncio
import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from litestar import Request, Response

from cases.actor import Actor
from cases.errors import TooManyRows
from cases.fulltext import KINDS
from server import pages
from server.sheets import MOST_ROWS, Value, workbook

MOST = 10_000
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """key: its name in JSON. title: its name in CSV and in the field guide. read: a row's value."""

    key: str
    title: str
    read: Callable[[Any], Any]


def _field(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


COMMITMENTS = (
    Column("id", "编号", _field("id")),
    Column("quote", "承诺原句", _field("quote")),
    Column("label", "性质", _field("label")),
    Column("category", "类别", _field("category")),
    Column("state", "状态", _field("state")),
    Column("due_on", "期限", _field("due_on")),
    Column("deadline_raw", "期限原文", _field("deadline_raw")),
    Column("department", "责任单位", _field("department")),
    Column("place", "地区", _field("place")),
    Column("year", "年度", _field("year")),
    Column("session", "届次", _field("session")),
    Column("number", "案号", _field("number")),
    Column("case_title", "案由", _field("case_title")),
    Column("signed_on", "答复日期", _field("signed_on")),
    Column("link", "链接", lambda row: pages.place_of(row)),
)
FIGURES = (
    Column("id", "编号", _field("id")),
    Column("head", "指标", _field("head")),
    Column("attributes", "限定", _field("attributes")),
    Column("comparator", "比较", _field("comparator")),
    Column("value", "数值", _field("value")),
    Column("value_high", "上限", _field("value_high")),
    Column("unit", "单位", _field("unit")),
    Column("as_of", "截至", _field("as_of")),
    Column("quote", "原句", _field("quote")),
    Column("department", "填报单位", _field("department")),
    Column("place", "地区", _field("place")),
    Column("title", "出处", _field("title")),
    Column("link", "链接", lambda row: pages.place_of(row)),
)
REPLIES = (
    Column("id", "编号", _field("id")),
    Column("title", "案由", _field("title")),
    Column("track", "类型", _field("track")),
    Column("number", "案号", _field("number")),
    Column("session", "届次", _field("session")),
    Column("year", "年度", _field("year")),
    Column("place", "地区", _field("place")),
    Column("unit", "承办单位", _field("unit")),
    Column("result_class", "办理结果", _field("result_class")),
    Column("doc_no", "发文字号", _field("doc_no")),
    Column("index_no", "索引号", _field("index_no")),
    Column("signed_on", "答复日期", _field("signed_on")),
    Column("published_on", "公开日期", _field("published_on")),
    Column("link", "链接", lambda row: pages.public_place(row)),
)


CASES = (
    Column("id", "编号", _field("id")),
    Column("title", "案由", _field("title")),
    Column("track", "类型", _field("track")),
    Column("number", "案号", _field("number")),
    Column("session", "届次", _field("session")),
    Column("year", "年度", _field("year")),
    Column("place", "地区", _field("place")),
    Column("state", "状态", _field("state")),
    Column("unit", "主办单位", _field("unit")),
    Column("result_class", "办理结果", _field("result_class")),
    Column("replied_on", "答复日期", _field("replied_on")),
    Column("promises", "承诺数", _field("promises")),
    Column("link", "链接", lambda row: f"/cases/{row.id}"),
)
HITS = (
    Column("kind", "种类", lambda card: KINDS[card.kind]),
    Column("title", "案由或标题", _field("title")),
    Column("quote", "命中的句子", _field("text")),
    Column("label", "承诺性质", _field("label")),
    Column("due", "期限", _field("due")),
    Column("department", "承办单位", _field("department")),
    Column("place", "地区", _field("place")),
    Column("session", "届次", _field("session")),
    Column("number", "案号", _field("number")),
    Column("year", "年度", _field("year")),
    Column("day", "日期", _field("day")),
    Column("status", "状态", _field("status")),
    Column("file", "文件", _field("file")),
    Column("link", "链接", lambda card: pages.hit_place(card)),
)
AUDIT = (
    Column("seq", "序号", _field("seq")),
    Column("at", "时间", _field("at")),
    Column("actor", "人员", _field("actor")),
    Column("on_behalf_of", "代谁办理", _field("on_behalf_of")),
    Column("role", "身份", _field("role")),
    Column("unit", "单位", _field("unit")),
    Column("verb", "操作", _field("verb")),
    Column("thing", "对象", _field("thing")),
    Column("thing_id", "对象编号", _field("thing_id")),
    Column("case_number", "案号", _field("case_number")),
    Column("case_title", "案由", _field("case_title")),
    Column("old", "原值", _field("old")),
    Column("new", "新值", _field("new")),
    Column("reason", "理由", _field("reason")),
)
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attached(body: bytes, name: str, suffix: str, media: str) -> Response[bytes]:
    """A file to be kept under a Chinese name (RFC 5987); browsers that do not know that form get a Latin one."""
    said = f"attachment; filename=\"dafu.{suffix}\"; filename*=UTF-8''{quote(f'{name}.{suffix}', safe='')}"
    return Response(body, media_type=media, headers={"Content-Disposition": said, "Cache-Control": "no-store"})


def count_of_sheet(total: int, most: int | None = None) -> int:
    """The number of rows of a workbook. Raises TooManyRows: a table cut off in silence would be taken for the whole."""
    most = MOST_ROWS if most is None else most
    if total > most:
        raise TooManyRows(count=total, limit=most)
    return total


async def as_sheet(
    request: Request[Any, Any, Any],
    columns: Sequence[Column],
    rows: Sequence[Any],
    *,
    title: str,
    conditions: Sequence[str],
    actor: Actor,
) -> Response[bytes]:
    """The rows as a workbook, made in a thread."""
    base = pages.base_of(request)
    cells = [[_told(column, row, base) for column in columns] for row in rows]
    heads = [column.title for column in columns]
    body = await asyncio.to_thread(workbook, heads, cells, title=title, conditions=conditions, actor=actor)
    return attached(body, title, "xlsx", SHEET)


def as_csv(request: Request[Any, Any, Any], name: str, columns: Sequence[Column], rows: Sequence[Any]) -> Response[Any]:
    """RFC 4180 with a BOM, for WPS and Excel. A cell that a spreadsheet would run begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.title for column in columns])
    base = pages.base_of(request)
    for row in rows:
        writer.writerow([_cell(_spoken(column, row, base)) for column in columns])
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
    if isinstance(original, StrEnum):
        return str(getattr(original, "label", original))
    if isinstance(found, list):
        return "、".join(found)
    return "" if found is None else str(found)


def _told(column: Column, row: Any, base: str) -> Value:
    """A value in the words of the pages, but days and numbers as such, to be sorted and summed."""
    found = column.read(row)
    return found if isinstance(found, int | float | date) else _spoken(column, row, base)


def _cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula, nor for something it strips to one."""
    return "'" + text if text[:1] in ("\t", "\r") or text.lstrip()[:1] in tuple("=+-@＝＋－＠") else text
