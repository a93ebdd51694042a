"""The notices of whoever acts: what waits for him, what he should know, how many are unread."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.clock import BEIJING, today
from cases.permissions import visible_to
from cases.queries.listing import Rows
from cases.recipients import mail_choices, without_digest
from cases.tables import Account, Case, Notice
from cases.tellings import TELLINGS, events_of
from cases.vocabulary import Event, MailChoice, Tab

_SYSTEM = [event.value for event, how in TELLINGS.items() if how.system]


class When(IntEnum):
    """The groups of the list, by the day a notice came."""

    TODAY = 0
    WEEK = 1
    EARLIER = 2


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice. number and title: of its case, none where the reader may not see it any more."""

    id: int
    what: str
    told: str
    track: str
    number: str | None
    title: str | None
    due_on: date | None
    to_do: bool
    unread: bool
    done: bool
    at: datetime
    when: When


@dataclass(frozen=True, slots=True)
class MailSetting:
    """How somebody hears of an event by mail. locked: nobody may choose, because a deadline hangs on it."""

    event: Event
    choice: MailChoice
    locked: bool = False


async def unread_count(actor: Actor) -> int:
    """How many notices he has neither read nor settled; the number beside the menu's word."""
    if actor.owner is None:
        return 0
    return await Notice.count().where(_own(actor) & Notice.read_at.is_null() & Notice.done_at.is_null())


async def tab_counts(actor: Actor) -> dict[Tab, int]:
    """How many rows each tab has."""
    return {tab: await Notice.count().where(_own(actor) & _in_tab(tab)) for tab in Tab}


async def notice_list(tab: Tab, *, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[NoticeRow]:
    """The notices of a tab, the newest first."""
    where = _own(actor) & _in_tab(tab)
    total = await Notice.count().where(where)
    query = Notice.select().where(where).order_by(Notice.id, ascending=False)
    rows = await query.limit(per_page).offset((page - 1) * per_page)
    named = await _cases({row["case"] for row in rows if row["case"] is not None}, actor)
    return Rows(tuple(_row(row, named.get(row["case"], {})) for row in rows), total, page, per_page)


async def latest_notices(most: int, *, actor: Actor) -> tuple[NoticeRow, ...]:
    """The newest notices of any tab."""
    rows = await Notice.select().where(_own(actor)).order_by(Notice.id, ascending=False).limit(most)
    named = await _cases({row["case"] for row in rows if row["case"] is not None}, actor)
    return tuple(_row(row, named.get(row["case"], {})) for row in rows)


async def notice_place(notice: int, *, actor: Actor) -> str | None:
    """Where one of his notices leads."""
    row = await Notice.select(Notice.link).where(_own(actor) & (Notice.id == notice)).first()
    return row["link"] if row else None


async def mail_settings(actor: Actor) -> tuple[MailSetting, ...]:
    """Every event that the actor's role is told of, with what he chose; the daily digest where he chose nothing."""
    events = events_of(actor.role)
    chosen = await mail_choices([actor.owner or 0], events)
    return tuple(
        MailSetting(event, MailChoice.AT_ONCE, locked=True)
        if TELLINGS[event].at_once
        else MailSetting(event, chosen.get((actor.owner or 0, event), MailChoice.DIGEST))
        for event in events
    )


async def digest_state(actor: Actor) -> tuple[str | None, bool]:
    """His mail address, none where he has none, and whether he wants a digest."""
    row = await Account.select(Account.email).where(Account.person == actor.owner).first()
    return (row["email"] or None if row else None), actor.owner not in await without_digest()


def _own(actor: Actor) -> Combinable:
    """Of the post's owner: who stands in for him reads them in his name, and copies of them in his own."""
    return visible_to(actor, Notice) & (Notice.person == (actor.owner or 0))


def _in_tab(tab: Tab) -> Combinable:
    if tab is Tab.TO_DO:
        return Notice.to_do.eq(True) & Notice.done_at.is_null()
    if tab is Tab.SYSTEM:
        return Notice.event.is_in(_SYSTEM)
    return Notice.event.not_in(_SYSTEM) & (Notice.to_do.eq(False) | Notice.done_at.is_not_null())


async def _cases(ids: set[int], actor: Actor) -> dict[int, dict[str, Any]]:
    if not ids:
        return {}
    columns = (Case.id, Case.track, Case.number_raw, Case.receipt_no, Case.title)
    rows = await Case.select(*columns).where(visible_to(actor, Case) & Case.id.is_in(sorted(ids)))
    return {row["id"]: row for row in rows}


def _row(row: dict[str, Any], case: dict[str, Any]) -> NoticeRow:
    at = row["created_at"].astimezone(BEIJING)
    return NoticeRow(
        id=row["id"],
        what=Event(row["event"]).label,
        told=row["told"],
        track=case.get("track") or "",
        number=case.get("number_raw") or case.get("receipt_no"),
        title=case.get("title"),
        due_on=row["due_on"],
        to_do=row["to_do"],
        unread=row["read_at"] is None and row["done_at"] is None,
        done=row["done_at"] is not None,
        at=row["created_at"],
        when=_when(at.date()),
    )


def _when(day: date) -> When:
    if day >= today():
        return When.TODAY
    return When.WEEK if day > today() - timedelta(days=7) else When.EARLIER
