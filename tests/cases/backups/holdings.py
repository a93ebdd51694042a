"""A database with a row in every table and files in the store, for backups."""

from cases import files, journal, tables
from cases.actor import OFFICE
from cases.database import write_tx
from cases.vocabulary import Verb
from tests.cases.tables.rules import new_row

BODIES = (b"a plan, signed", "附件内容".encode(), b"\x00" * 100_000)


async def fill(folder):
    """One row at least in each table of the opened database, three files, two rows of the journal. The files' names."""
    for table in tables.TABLES:
        if table not in (tables.JournalEntry, tables.Counter):
            await new_row(table)
    names = [files.put(folder, body) for body in BODIES]
    case = (await tables.Case.select(tables.Case.id).first())["id"]
    for position, (name, body) in enumerate(zip(names, BODIES, strict=True), 1):
        await new_row(tables.Attachment, case=case, position=position, sha256=name, size=len(body), name="附件.txt")
    await new_row(tables.SheetImport, sha256=names[0])
    await write(2)
    return names


async def write(times):
    """So many acts."""
    for number in range(times):
        async with write_tx():
            await journal.record(OFFICE, Verb.SETTLE, "case", number)


async def everything(*, but=()):
    """Every row of every table but some."""
    return {
        table.__name__: await table.select().order_by(table._meta.primary_key)
        for table in tables.TABLES
        if table not in but
    }
