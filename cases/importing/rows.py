"""What every step of saving shares: which page the rows come from, and completing a row without changing it."""

from dataclasses import dataclass, field
from typing import Any

from piccolo.table import Table

from cases.errors import CaseError
from cases.importing.problems import open_problem
from cases.tables.columns import Changes


@dataclass(frozen=True, slots=True)
class Source:
    """What the rows of one page refer back to. problems: ids of those opened by it, so far."""

    document: int
    run: int | None
    item: int | None
    problems: list[int] = field(default_factory=list)

    async def tell(self, error: CaseError, **about: Any) -> None:
        """Ask a person about something on the page; about: the case, assignment or unknown name it concerns."""
        self.problems.append(await open_problem(error, run=self.run, item=self.item, document=self.document, **about))


async def fill(table: type[Table], row_id: int, columns: dict[str, Any]) -> None:
    """Set the columns that are still empty; what is there already stays."""
    wanted = {name: value for name, value in columns.items() if value is not None}
    if not wanted:
        return
    key = table._meta.primary_key
    known = await table.select().where(key == row_id).first()
    empty: Changes = {name: value for name, value in wanted.items() if known is not None and known[name] is None}
    if empty:
        await table.update(empty).where(key == row_id)
