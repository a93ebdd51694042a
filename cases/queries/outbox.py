"""Messages that could not be delivered, with whom to ring up instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.listing import Rows
from cases.sealing import contact_of
from cases.tables import OutboxMessage, Person, PersonContact, Post
from cases.vocabulary import ContactKind, MessageState, Role


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a message was for. place: his units or bodies; phone: none where nobody has entered one."""

    name: str
    place: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class LostMessage:
    """A message that was given up. problem: the mail server's last words; addressee: none where nobody has the
    address any more."""

    id: int
    subject: str
    recipient: str
    attempts: int
    problem: str
    at: datetime
    addressee: Addressee | None


async def lost_messages(*, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[LostMessage]:
    """Messages that were given up, the latest first."""
    table = OutboxMessage
    where = visible_to(actor, table) & (table.state == MessageState.FAILED.value)
    total = await table.count().where(where)
    rows = (
        await table.select()
        .where(where)
        .order_by(table.id, ascending=False)
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    persons = {row["id"]: int(tail) for row in rows if (tail := row["key"].rpartition(":")[2]).isdecimal()}
    known = await _addressees(sorted(set(persons.values())), actor)
    found = tuple(
        LostMessage(
            row["id"], row["subject"], row["recipient"], row["attempts"], row["problem"] or "", row["created_at"],
            known.get(persons.get(row["id"], 0)),
        )
        for row in rows
    )  # fmt: skip
    return Rows(found, total, page, per_page)


async def _addressees(persons: Sequence[int], actor: Actor) -> dict[int, Addressee]:
    wanted = list(persons) or [0]
    people = await Person.select(Person.id, Person.name).where(visible_to(actor, Person) & Person.id.is_in(wanted))
    phones = await PersonContact.select(PersonContact.person, PersonContact.kind, PersonContact.value).where(
        visible_to(actor, PersonContact)
        & (PersonContact.kind == ContactKind.PHONE.value)
        & PersonContact.person.is_in(wanted)
    )
    posts = await Post.select(
        Post.person, Post.role, Post.department.short_name.as_alias("unit"), Post.body.name.as_alias("body")
    ).where(visible_to(actor, Post) & Post.person.is_in(wanted))
    places: dict[int, list[str]] = {}
    for post in posts:
        said = f"{post['unit'] or post['body'] or ''} {Role(post['role']).label}".strip()
        places.setdefault(post["person"], []).append(said)
    numbers = {row["person"]: contact_of(row) for row in phones}
    return {
        one["id"]: Addressee(one["name"], "、".join(dict.fromkeys(places.get(one["id"], ()))), numbers.get(one["id"]))
        for one in people
    }
