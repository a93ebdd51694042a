"""Statistics frozen at an hour, so that a report can be printed again as it was read out."""

import hashlib
import json
from typing import Any

from cases import journal
from cases.actor import Actor
from cases.database import write_tx
from cases.errors import FieldMissing
from cases.queries.statistics import StatisticsPage, statistics_page
from cases.statistics.needs import Scope
from cases.statistics.reports import Line
from cases.tables import Snapshot
from cases.vocabulary import Verb
from cases.vocabulary.statistics import RULES_VERSION, Report


async def take_snapshot(report: Report, scope: Scope, title: str, *, actor: Actor) -> int:
    """Freeze a table as the actor sees it now, and give its id. Raises FieldMissing without a title."""
    title = title.strip()
    if not title:
        raise FieldMissing(field="快照名称")
    page = await statistics_page(report, scope, actor=actor)
    asked, data = kept_scope(scope, report), kept_numbers(page)
    row = Snapshot(
        title=title,
        scope=json.dumps(asked, ensure_ascii=False),
        data=json.dumps(data, ensure_ascii=False),
        rules=RULES_VERSION,
        digest=digest_of(asked, data),
        taken_by=actor.person,
    )
    async with write_tx():
        await Snapshot.insert(row)
        await journal.record(actor, Verb.FREEZE, "snapshot", row.id, new=f"{title} {row.digest}")
    return int(row.id)


def kept_scope(scope: Scope, report: Report) -> dict[str, Any]:
    """What was asked for, as it is kept."""
    return {
        "report": report.value,
        "years": list(scope.years),
        "track": scope.track.value if scope.track else None,
        "place": scope.place,
        "unit": scope.unit,
    }


def kept_numbers(page: StatisticsPage) -> dict[str, Any]:
    """The numbers of a table, every share with both of its own."""
    return {"on": page.on.isoformat(), "lines": [_line(line) for line in page.lines], "total": _line(page.total)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "name": line.name,
        "numbers": {measure.value: number for measure, number in line.numbers.items()},
    }


def digest_of(scope: dict[str, Any], data: dict[str, Any]) -> str:
    """SHA-256 of both in a fixed spelling."""
    return hashlib.sha256(json.dumps([scope, data], ensure_ascii=False, sort_keys=True).encode()).hexdigest()
