"""The open data of one year as a zip: every list as CSV and JSON Lines, what the fields mean, and what is inside.

Equal data make equal bytes: nothing in it says when it was made, and rows stand in the order of their ids.
"""

import asyncio
import csv
import hashlib
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from cases.actor import PUBLIC
from cases.errors import NotFound
from cases.queries.counting import choices
from server import open_answers, pages
from server.open_data import DATASETS, Dataset, OpenReply, asked_of, every_row, worded
from server.open_fields import SPOKEN

MOST_ROWS = 1_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_making = asyncio.Lock()


async def yearly_file(year: int, base: str) -> bytes:
    """The zip of a year, made anew each time, so that what is withdrawn is gone at once; one is made at a time.

    base: the address of this site, empty where it is not known. Raises NotFound for a year of which nothing is
    published.
    """
    async with _making:
        return await _made(year, base)


async def _made(year: int, base: str) -> bytes:
    if year not in (await choices(actor=PUBLIC)).years:
        raise NotFound(kind="年度数据包", key=str(year))
    lists = {dataset.noun: await _rows(dataset, year) for dataset in DATASETS.values() if dataset.noun != "series"}
    return await asyncio.to_thread(_packed, year, base, lists)


async def _rows(dataset: Dataset, year: int) -> list[Any]:
    """The rows of the year; of what belongs to no year, all that there are."""
    wanted, _ = asked_of(dataset, [("year", str(year))] if dataset.yearly else [])
    rows = await every_row(dataset, wanted, most=MOST_ROWS)
    return await worded(rows) if rows and isinstance(rows[0], OpenReply) else rows


def _packed(year: int, base: str, lists: dict[str, list[Any]]) -> bytes:
    files = {"fields.csv": _dictionary(lists)}
    for noun, rows in lists.items():
        fields = DATASETS[noun].kept
        files[f"data/{noun}.csv"] = open_answers.table(fields, rows, base)
        lines = [open_answers.as_text(open_answers.record(fields, row, base)) for row in rows]
        files[f"data/{noun}.jsonl"] = b"".join(line + b"\n" for line in lines)
    counted = [(DATASETS[noun], len(rows)) for noun, rows in lists.items()]
    told = pages.environment().get_template("open_data/readme.txt").render(year=year, base=base, counted=counted)
    files["README.txt"] = told.encode()
    sums = "".join(f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in sorted(files.items()))
    return _zipped({**files, "SHA256SUMS": sums.encode()})


def _dictionary(lists: dict[str, list[Any]]) -> bytes:
    """What each field means, a row each."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["文件", "字段", "名称", "类型", "意思", "代码"])
    for noun in lists:
        for field in DATASETS[noun].kept:
            codes: Sequence[Any] = list(field.codes) if field.codes else ()
            said = "；".join(f"{code.value} {code.label}" for code in codes)
            writer.writerow([noun, field.key, field.title, SPOKEN[field.kind], field.told, said])
    return (open_answers.BOM + out.getvalue()).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, body in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            packed.writestr(entry, body, compresslevel=9)
    return out.getvalue()
