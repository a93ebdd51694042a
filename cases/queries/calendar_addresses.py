"""Whose calendar a secret address opens, and what is due there."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.actor import Actor
from cases.clock import today
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.queries.queue import QueueFilter, queue_of
from cases.tables import Account, CalendarAddress
from cases.vocabulary import Role

MOST = 1000


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task with a last day. key: tells it apart for ever; its title is not told, whoever holds the address."""

    key: str
    case_id: int
    number: str | None
    what: str
    unit: str | None
    due_on: date


def hash_of(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def living_address(*, actor: Actor) -> datetime | None:
    """Since when the actor's post has an address; None where it has none."""
    c = CalendarAddress
    where = visible_to(actor, c) & (c.post == actor.post) & c.withdrawn_at.is_null()
    row = await c.select(c.created_at).where(where).order_by(c.id, ascending=False).first()
    return row["created_at"] if row else None


async def owner_of(secret: str) -> Actor:
    """The person in the post that an address was made for. Raises NotFound for an address that is unknown or was
    withdrawn, and as soon as the account is closed or the post has ended: all of these look alike."""
    c: Any = CalendarAddress
    post = c.post
    row = await c.select(
        c.person.as_alias("person"), c.person.name.as_alias("name"), c.withdrawn_at, post.id.as_alias("post"),
        post.person.as_alias("owner"), post.role.as_alias("role"), post.level.as_alias("level"),
        post.since.as_alias("since"), post.until.as_alias("until"), post.department.as_alias("unit"),
        post.body.as_alias("body"),
    ).where(c.secret_hash == hash_of(secret)).first()  # fmt: skip
    if row is None or row["withdrawn_at"] is not None or not await _may_enter(row):
        raise NotFound(kind="日历", key="…")
    return Actor(
        name=row["name"],
        role=Role(row["role"]),
        person=row["person"],
        unit=row["unit"],
        body=row["body"],
        post=row["post"],
        level=row["level"],
    )


async def tasks_due(*, actor: Actor) -> tuple[DueTask, ...]:
    """What waits for the actor and has a last day, the earliest first."""
    queue = await queue_of(QueueFilter(sort="due"), actor=actor, per_page=MOST)
    found = [
        DueTask(
            f"{row.waiting or 'task'}-{row.thing}-{row.case_id}",
            row.case_id,
            row.number,
            row.what,
            row.unit,
            row.due_on,
        )
        for row in queue.rows.rows
        if row.due_on is not None
    ]
    return tuple(sorted(found, key=lambda task: (task.due_on, task.key)))


async def _may_enter(row: dict[str, Any]) -> bool:
    day = today()
    runs = (row["since"] is None or row["since"] <= day) and (row["until"] is None or row["until"] >= day)
    open_account = (Account.person == row["person"]) & Account.disabled_at.is_null()
    return bool(runs and row["owner"] == row["person"] and await Account.exists().where(open_account))
