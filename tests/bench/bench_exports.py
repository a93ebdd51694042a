"""How long a ledger takes out and in: asked for and written as Excel; an old one read, tried, saved and taken back.

Run ``python -m tests.bench.bench_exports [--rows 5000]``; with --json the last line is one JSON object. The cases that
are written come from the import that is measured. Memory is the peak of this process.
"""

import argparse
import asyncio
import csv
import io
import json
import resource
import tempfile
import time
from pathlib import Path

from cases import database
from cases.actor import OFFICE
from cases.importing.ledger_batches import begin_ledger, save_ledger, undo_ledger
from cases.importing.ledger_fields import proposed
from cases.importing.ledger_plans import plan_of
from cases.importing.ledger_tables import Mapped, likely_head, read_ledger, table_of
from cases.queries.cases import CaseFilter
from cases.reference import load_reference
from cases.vocabulary import LedgerKind
from server.exports import sheet_of
from server.listings import LISTINGS

HEADS = ("类型", "年度", "案号", "案由", "提案人", "主办单位", "会办单位", "办理结果", "答复日期", "发文字号")


def ledger_of(count: int) -> bytes:
    """A CSV of so many made-up rows."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for number in range(1, count + 1):
        title = f"关于在第{number}个街道增设老年食堂和托育点、方便双职工家庭的建议"
        writer.writerow(
            ["提案", 2019, f"{number:05d}", title, "甲某、乙某", "某某民政单位", "某某卫健单位", "A类", "2019-06-03",
             f"民函〔2019〕{number}号"]
        )  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


async def measured(count: int) -> dict[str, float]:
    """Seconds of each step, by name."""
    taken: dict[str, float] = {}
    began = time.perf_counter()

    def done(name: str) -> None:
        nonlocal began
        taken[name] = round(time.perf_counter() - began, 2)
        began = time.perf_counter()

    data = ledger_of(count)
    read_ledger("warm.csv", ledger_of(1))  # the process that reads strangers' files starts once
    began = time.perf_counter()
    sheet = read_ledger("a.csv", data)[0]
    table = table_of(sheet, likely_head(sheet, LedgerKind.PROPOSALS))
    mapped = Mapped(proposed(LedgerKind.PROPOSALS, table.headings), {})
    done("read csv")
    await plan_of(LedgerKind.PROPOSALS, table, mapped, actor=OFFICE)
    done("try")
    batch = await begin_ledger(
        LedgerKind.PROPOSALS, "a.csv", "0" * 64, sheet="CSV", head_row=1, mapped=mapped, actor=OFFICE
    )
    await save_ledger(batch, table, mapped, whole=True, actor=OFFICE)
    done("save")
    listing = LISTINGS["cases"]
    rows = await listing.rows(CaseFilter(), actor=OFFICE, total=count)
    done("query")
    book = sheet_of(listing.columns, rows, title="台账", conditions=("全部",), actor=OFFICE, base="http://site")
    done("write xlsx")
    read_ledger("a.xlsx", book)
    done("read xlsx")
    await undo_ledger(batch, actor=OFFICE)
    done("undo")
    return taken


async def main(count: int) -> dict[str, float]:
    """A database of its own, the steps, and the peak of memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        await database.open_database(f"sqlite:///{Path(folder) / 'dafu.sqlite'}")
        try:
            await load_reference()
            taken = await measured(count)
        finally:
            await database.close()
    return taken | {"memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = asyncio.run(main(asked.rows))
    for name, value in found.items():
        print(f"{name:12} {value}")
    if asked.json:
        print(json.dumps(found))
