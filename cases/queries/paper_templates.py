"""The office's Word templates: every version of a kind of paper, and which of them is in force."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cases.actor import Actor
from cases.permissions import visible_to
from cases.tables import PaperTemplate
from cases.vocabulary.papers import PaperKind

_T = PaperTemplate


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One version. by, at: who brought it and when; put_by, put_at: who put it in force last."""

    kind: PaperKind
    version: int
    name: str
    size: int
    sha256: str
    in_force: bool
    by: str
    at: datetime
    put_by: str
    put_at: datetime | None


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of paper that has templates. current: none where its papers have the form of the system."""

    versions: int
    current: TemplateRow | None


async def template_list(kind: PaperKind, actor: Actor) -> tuple[TemplateRow, ...]:
    """Every version of a kind, the newest first."""
    return tuple([_row(row) for row in await _rows(actor) if row["kind"] == kind.value])


async def template_kinds(actor: Actor) -> dict[PaperKind, KindRow]:
    """The kinds that somebody has brought a template for."""
    rows = [_row(row) for row in await _rows(actor)]
    counted = Counter(row.kind for row in rows)
    current = {row.kind: row for row in rows if row.in_force}
    return {kind: KindRow(count, current.get(kind)) for kind, count in counted.items()}


async def template_in_force(kind: StrEnum) -> str | None:
    """Hash of the file that papers of a kind are made by. For printing, whoever prints: the form is no secret.

    kind: a PaperKind; papers of other kinds have none.
    """
    row = await _T.select(_T.sha256).where((_T.kind == kind.value) & _T.in_force.eq(True)).first()
    return row["sha256"] if row else None


async def _rows(actor: Actor) -> list[dict[str, Any]]:
    columns = (_T.kind, _T.version, _T.name, _T.size, _T.sha256, _T.in_force, _T.created_at, _T.put_at)
    names = (_T.added_by.name.as_alias("by"), _T.put_by.name.as_alias("put_by"))
    where = visible_to(actor, _T)
    return await _T.select(*columns, *names).where(where).order_by(_T.version, ascending=False)


def _row(row: dict[str, Any]) -> TemplateRow:
    return TemplateRow(
        kind=PaperKind(row["kind"]),
        version=row["version"],
        name=row["name"],
        size=row["size"],
        sha256=row["sha256"],
        in_force=row["in_force"],
        by=row["by"] or "",
        at=row["created_at"],
        put_by=row["put_by"] or "",
        put_at=row["put_at"],
    )
