"""Answers of open data: JSON, CSV and problems, with validators of their very bytes and what other sites may read."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from litestar import Request, Response

from cases.errors import CaseError, QueryWrong
from cases.intake.sheet_text import quoted
from server import pages
from server.addresses import path_of
from server.open_fields import Field, Kind, value_of

AnyRequest = Request[Any, Any, Any]
JSON, CSV = "application/json; charset=utf-8", "text/csv; charset=utf-8"
ZIP = "application/zip"
PROBLEM = "application/problem+json; charset=utf-8"
BOM = "\ufeff"
LEAST_PACKED = 1024


def record(fields: Sequence[Field], row: Any, base: str) -> dict[str, Any]:
    """A row as an object of JSON."""
    return {field.key: value_of(field, row, base) for field in fields}


def as_text(value: Any) -> bytes:
    """JSON as it is sent."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def table(fields: Sequence[Field], rows: Sequence[Any], base: str) -> bytes:
    """The rows as CSV by RFC 4180 with a BOM, headed by the keys. What a spreadsheet would run begins with ``'``."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([field.key for field in fields])
    for row in rows:
        writer.writerow([quoted(_cell(field, row, base)) for field in fields])
    return (BOM + out.getvalue()).encode()


def _cell(field: Field, row: Any, base: str) -> str:
    found = value_of(field, row, base)
    if found is None:
        return ""
    if isinstance(found, bool):
        return "true" if found else "false"
    if field.kind is Kind.RECORDS:
        return as_text(found).decode() if found else ""
    return "；".join(found) if isinstance(found, list) else str(found)


def sent(
    request: AnyRequest,
    body: bytes,
    media: str,
    *,
    headers: Mapping[str, str] | None = None,
    modified: datetime | None = None,
) -> Response[Any]:
    """The answer, or 304 where the reader has these very bytes.

    The validator is strong: it is one of the bytes as they are sent, packed or not, and packing them twice gives the
    same bytes. Caches keep the answer and ask each time, so that what is withdrawn is gone at once.
    """
    packed = len(body) >= LEAST_PACKED and media != ZIP and "gzip" in request.headers.get("Accept-Encoding", "")
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}{"-gzip" if packed else ""}"'
    told = {"ETag": etag, "Cache-Control": "public, no-cache", "Vary": "Accept-Encoding", **(headers or {})}
    if modified is not None:
        told["Last-Modified"] = format_datetime(modified, usegmt=True)
    if _has(request, etag):
        return Response(None, status_code=304, headers=told)
    if packed:
        body, told["Content-Encoding"] = gzip.compress(body, 5, mtime=0), "gzip"
    return Response(body, media_type=media, headers=told)


def _has(request: AnyRequest, etag: str) -> bool:
    known = request.headers.get("If-None-Match", "")
    return known.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in known.split(","))


def link_header(links: Mapping[str, str]) -> dict[str, str]:
    """The links of an answer as RFC 8288 writes them."""
    return {"Link": ", ".join(f'<{address}>; rel="{name}"' for name, address in links.items())}


def problem(request: AnyRequest, status: int, title: str, detail: str, error: Exception | None) -> Response[Any]:
    """What went wrong, by RFC 9457."""
    code = error.code if isinstance(error, CaseError) else f"http_{status}"
    told: dict[str, Any] = {
        "type": f"{pages.base_of(request)}/api/#{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": path_of(request),
        "code": code,
    }
    if isinstance(error, QueryWrong):
        told["errors"] = [{"parameter": error.name, "detail": error.reason}]
    return Response(as_text(told), media_type=PROBLEM, status_code=status, headers={"Cache-Control": "no-store"})
