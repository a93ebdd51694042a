"""The long tables that somebody asked for; nobody else sees them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.actor import Actor
from cases.clock import now
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.tables import ExportJob
from cases.vocabulary import ExportState

# Whoever writes a table says every few seconds how far it is; after this silence its process is gone.
_SILENCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One table. expires_at: until when its file can be fetched; stuck: nobody writes it any more."""

    id: int
    noun: str
    asked: str
    title: str
    state: ExportState
    done: int
    total: int
    size: int
    created_at: datetime
    expires_at: datetime
    stuck: bool

    @property
    def going(self) -> bool:
        return self.state is ExportState.RUNNING and not self.stuck


async def export_list(*, actor: Actor) -> tuple[ExportRow, ...]:
    """One's own, the newest first; those whose file is gone are left out."""
    where = visible_to(actor, ExportJob) & (ExportJob.expires_at > now())
    rows = await ExportJob.select().where(where).order_by(ExportJob.id, ascending=False).limit(50)
    return tuple(map(_row, rows))


async def export_row(job: int, *, actor: Actor) -> ExportRow:
    """One of one's own. Raises NotFound."""
    where = visible_to(actor, ExportJob) & (ExportJob.id == job) & (ExportJob.expires_at > now())
    row = await ExportJob.select().where(where).first()
    if row is None:
        raise NotFound(kind="导出的表格", key=str(job))
    return _row(row)


def _row(row: dict) -> ExportRow:
    state = ExportState(row["state"])
    return ExportRow(
        id=row["id"],
        noun=row["noun"],
        asked=row["asked"],
        title=row["title"],
        state=state,
        done=row["done"],
        total=row["total"] or 0,
        size=row["size"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        stuck=state is ExportState.RUNNING and row["updated_at"] < now() - _SILENCE,
    )
