"""What was urged, whom units met and which cases leaders took on, over all cases that the reader may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from piccolo.table import Table

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.contacts import ContactRow
from cases.queries.listing import Rows
from cases.tables import Contact, KeyCase, Urge
from cases.vocabulary import CaseState, ContactForm, ContactStage, UrgeForm

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class UrgeRow:
    """One urging. unit: whose part is urged; by: who urged, none where a rule did."""

    id: int
    case_id: int
    number: str | None
    title: str
    unit: str | None
    form: UrgeForm
    told: str
    by: str | None
    at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeyCaseRow:
    """One case that leaders took on."""

    id: int
    case_id: int
    number: str | None
    title: str
    state: CaseState
    due_on: date | None
    supervisor: str | None
    committee: str | None
    sponsor: str | None
    marked_on: date | None


async def urge_list(*, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[UrgeRow]:
    """What was urged, the latest first."""
    u: Any = Urge
    columns = (
        u.id, u.case.as_alias("case_id"), u.case.number_raw.as_alias("number"), u.case.title.as_alias("title"),
        u.assignment.printed_name.as_alias("unit"), u.form, u.told, u.urged_by.name.as_alias("by"),
        u.created_at.as_alias("at"), u.answered_at,
    )  # fmt: skip
    made = {"form": UrgeForm}
    return await _listed(Urge, columns, lambda row: UrgeRow(**_made(row, made)), actor, page, per_page)


async def contact_list(*, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[ContactRow]:
    """Whom units met, the latest first."""
    c: Any = Contact
    columns = (
        c.id, c.case.as_alias("case_id"), c.case.number_raw.as_alias("number"), c.case.title.as_alias("title"),
        c.assignment.printed_name.as_alias("unit"), c.happened_on, c.form, c.stage, c.met, c.summary, c.confirmed,
    )  # fmt: skip
    made = {"form": ContactForm, "stage": ContactStage}
    return await _listed(Contact, columns, lambda row: ContactRow(**_made(row, made)), actor, page, per_page)


async def key_case_list(*, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[KeyCaseRow]:
    """Cases that leaders took on, the latest first."""
    k: Any = KeyCase
    columns = (
        k.id, k.case.as_alias("case_id"), k.case.number_raw.as_alias("number"), k.case.title.as_alias("title"),
        k.case.state.as_alias("state"), k.case.due_on.as_alias("due_on"), k.supervisor, k.committee, k.sponsor,
        k.marked_on,
    )  # fmt: skip
    made = {"state": CaseState}
    return await _listed(KeyCase, columns, lambda row: KeyCaseRow(**_made(row, made)), actor, page, per_page)


async def _listed(
    table: Any, columns: Any, made: Callable[[dict[str, Any]], Row], actor: Actor, page: int, per_page: int
) -> Rows[Row]:
    kept: type[Table] = table
    where = visible_to(actor, kept)
    found = (
        await table.select(*columns)
        .where(where)
        .order_by(table.id, ascending=False)
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    return Rows(tuple(map(made, found)), await table.count().where(where), page, per_page)


def _made(row: dict[str, Any], codes: dict[str, Any]) -> dict[str, Any]:
    return {**row, **{name: code(row[name]) for name, code in codes.items()}}
