"""Every job that runs by itself or by command, with what it costs."""

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from cases import database, fulltext, journal, tables
from cases.actions.digests import queue_digests
from cases.actions.look_back_reminders import remind_sheets
from cases.actions.ratings import lapse_feedback
from cases.actions.search_news import tell_news
from cases.actions.silence import accept_silent
from cases.actions.urging import urge_by_rule
from cases.actor import OFFICE, PUBLIC
from cases.backups.making import create
from cases.backups.verifying import verify
from cases.clock import today
from cases.kept_files import named_files, state_of
from cases.queries.changes import Looked
from cases.queries.statistics import TOTAL, counted_rows, statistics_page
from cases.stale_marks import mark_stale
from cases.statistics.needs import Scope
from cases.statistics.reports import columns_of
from cases.vocabulary.statistics import Report
from server.keeper import catch_up
from server.saved_searches import finder
from server.yearly import yearly_file
from tests.bench.growth_pages import Cost, cost_of

MARKED = 50
Job = Callable[[], Awaitable[Any]]


async def measured(folder: Path, url: str, *, rebuild: bool) -> dict[str, Cost]:
    """By name, in the order in which they were run; the index in the folder is used and, if asked, made anew."""
    index = fulltext.open_index(folder / "index")
    ids = [row["id"] for row in await tables.Case.select(tables.Case.id).order_by(tables.Case.id).limit(MARKED)]

    async def touched() -> None:
        async with database.write_tx():
            await mark_stale(*(("case", number) for number in ids))
        await catch_up(index)

    urging, told = Looked(), Looked()
    with tempfile.TemporaryDirectory(prefix="dafu-growth-", dir=folder.parent) as scratch:
        packed = Path(scratch) / "backup.zip"
        jobs: dict[str, Job] = {
            "the keeper finds nothing to do": lambda: catch_up(index),
            f"{MARKED} changed cases into the index": touched,
            "ratings that lapse": lapse_feedback,
            "silence that accepts": accept_silent,
            "urging by rule": lambda: urge_by_rule(looked=urging),
            "urging by rule, the next minute": lambda: urge_by_rule(looked=urging),
            "reminders of sheets": remind_sheets,
            "news of saved searches": lambda: tell_news(finder(index)),
            "digests": lambda: queue_digests(looked=told),
            "digests, the next minute": lambda: queue_digests(looked=told),
            **_statistics(),
            "a year as open data": lambda: yearly_file(today().year - 1, ""),
            "audit verify": journal.examined,
            "files verify": lambda: _files(folder / "files"),
            "backup create": lambda: create(url, folder / "files", packed),
            "backup verify": lambda: verify(packed, url, Path(scratch)),
        }
        if rebuild:
            jobs["index rebuild"] = lambda: fulltext.rebuild(index)
        costs = {}
        for name, job in jobs.items():
            costs[name] = await cost_of(job)
            if name == "backup verify":  # it opens the copy as the database of this process
                await database.open_database(url, migrated=False)
    return costs


async def _files(folder: Path) -> Any:
    return state_of(folder, await named_files())


def _statistics() -> dict[str, Job]:
    """Each table as the office and as the public reads it, and the rows behind its last number."""
    found: dict[str, Job] = {}
    for report in Report:
        last = columns_of(report)[-1]
        for who, actor in (("office", OFFICE), ("public", PUBLIC)):
            found[f"statistics {report.value}, {who}"] = lambda report=report, actor=actor: statistics_page(
                report, Scope(), actor=actor)  # fmt: skip
        found[f"statistics {report.value}, rows"] = lambda report=report, last=last: counted_rows(
            report, last, TOTAL, Scope(), actor=OFFICE)  # fmt: skip
    return found
