"""The same rows as CSV and JSON: one list of columns a noun, so that page, file and field guide agree."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from litestar import Request, Response

from server import pages

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


def _cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula, nor for something it strips to one."""
    return "'" + text if text[:1] in ("\t", "\r") or text.lstrip()[:1] in tuple("=+-@＝＋－＠") else text
