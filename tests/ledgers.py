"""Made-up old ledgers for the tests, and their way in."""

import csv
import io
import random
from dataclasses import replace

from cases.actions.exports import begin_export
from cases.actor import OFFICE
from cases.files import put
from cases.importing.ledger_batches import begin_ledger, save_ledger
from cases.importing.ledger_fields import proposed
from cases.importing.ledger_tables import Mapped, likely_head, read_ledger, table_of
from cases.tables import Account
from cases.vocabulary import LedgerKind

PROPOSALS, PROMISES = LedgerKind.PROPOSALS, LedgerKind.COMMITMENTS
HEADS = ("类型", "年度", "提案编号", "提案标题", "提案人", "承办单位", "协办单位", "办理结果", "答复日期")


def rows_of(count: int, first: int = 1) -> list[list[str]]:
    return [
        ["提案", "2019", f"{number:04d}", f"关于第{number}处食堂的建议", "甲某、乙某", "某某单位", "另一单位", "B类",
         "2019年6月3日"]
        for number in range(first, first + count)
    ]  # fmt: skip


def as_csv(rows, encoding="utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEADS, *rows])
    return out.getvalue().encode(encoding)


def table_in(data: bytes, ledger=PROPOSALS, name="台账.csv"):
    """The table of a file with what its columns are taken for."""
    sheet = read_ledger(name, data)[0]
    table = table_of(sheet, likely_head(sheet, ledger))
    return table, Mapped(proposed(ledger, table.headings), {})


async def begun(table, mapped, ledger=PROPOSALS) -> int:
    return await begin_ledger(
        ledger, "台账.csv", "0" * 64, sheet=table.sheet, head_row=table.head_row, mapped=mapped, actor=OFFICE
    )


async def saved(data: bytes, ledger=PROPOSALS, *, whole=False):
    table, mapped = table_in(data, ledger)
    batch = await begun(table, mapped, ledger)
    return batch, await save_ledger(batch, table, mapped, whole=whole, actor=OFFICE)


def spoilt(rows: list[list[str]], count: int) -> dict[int, str]:
    """Spoil so many rows in different ways at random places; the kind of badness by row number."""
    kinds = {
        "no title": lambda row: row.__setitem__(3, "  "),
        "no number": lambda row: row.__setitem__(2, ""),
        "number without digits": lambda row: row.__setitem__(2, "无号"),
        "no year": lambda row: row.__setitem__(1, ""),
        "year of two digits": lambda row: row.__setitem__(1, "19年"),
        "unknown track": lambda row: row.__setitem__(0, "来信"),
        "no such day": lambda row: row.__setitem__(8, "2019-02-30"),
        "no day at all": lambda row: row.__setitem__(8, "年底"),
        "two days": lambda row: row.__setitem__(8, "2019-01-02至2019-01-05"),
        "endless cell": lambda row: row.__setitem__(3, "长" * 31_000),
        "twice": lambda row: row.__setitem__(2, rows[0][2]),
    }
    names = list(kinds)
    chosen = random.Random(37).sample(range(1, len(rows)), count)
    bad = {}
    for turn, at in enumerate(chosen):
        kinds[names[turn % len(names)]](rows[at])
        bad[at + 2] = names[turn % len(names)]  # the heading is row 1
    return bad


async def upload_ledger(folder) -> int:
    """A ledger with wrong rows that waits to be saved, its file kept below a folder, and a long table of somebody's."""
    rows = rows_of(20)
    spoilt(rows, 5)
    data = as_csv(rows)
    table, mapped = table_in(data)
    person = (await Account.select(Account.person).order_by(Account.id).first())["person"]
    asker = replace(OFFICE, person=person)
    await begin_export("cases", "", "提案建议", 3_000, actor=asker)
    return await begin_ledger(
        PROPOSALS,
        "旧台账.csv",
        put(folder, data),
        sheet=table.sheet,
        head_row=table.head_row,
        mapped=mapped,
        actor=OFFICE,
    )
