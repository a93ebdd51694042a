"""Addressees who have not rated a reply after every reminder: whom the office rings up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cases.actor import Actor
from cases.clock import now
from cases.lights import URGES
from cases.permissions import visible_to
from cases.sealing import contact_of
from cases.tables import CaseSubmitter, Delivery, PersonContact
from cases.vocabulary import ContactKind, FeedbackState, ReplyState, Role, Watched

# From the last reminder on nobody is written to any more.
REMINDED_FOR = timedelta(days=max(rule.after for rule in URGES[Watched.FEEDBACK]))
MOST = 500


@dataclass(frozen=True, slots=True)
class Silent:
    """One copy of a reply that nobody has rated. due_on: the last day on which it can be; phone: where known."""

    delivery: int
    case_id: int
    number: str | None
    title: str
    unit: str
    name: str
    phone: str | None
    sent_at: datetime
    due_on: date | None
    opened: bool


async def silent_ones(*, actor: Actor) -> tuple[Silent, ...]:
    """Copies that were sent before the last reminder and still wait for their rating, the longest waiting first."""
    d: Any = Delivery
    waiting = (d.state == FeedbackState.AWAITING.value) & (d.sent_at <= now() - REMINDED_FOR)
    rows = (
        await d.select(
            d.id, d.person, d.submitter, d.sent_at, d.feedback_due_on, d.opened_at,
            d.reply.printed_name.as_alias("unit"), d.reply.case.id.as_alias("case_id"),
            d.reply.case.number_raw.as_alias("number"), d.reply.case.title.as_alias("title"),
        )
        .where(visible_to(actor, Delivery) & waiting & (d.reply.state == ReplyState.SENT.value))
        .order_by(d.sent_at)
        .limit(MOST)
    )  # fmt: skip
    named = visible_to(actor, CaseSubmitter) & CaseSubmitter.id.is_in([r["submitter"] for r in rows] or [0])
    names = {
        r["id"]: r["printed_name"]
        for r in await CaseSubmitter.select(CaseSubmitter.id, CaseSubmitter.printed_name).where(named)
    }
    phone = (PersonContact.kind == ContactKind.PHONE.value) & PersonContact.person.is_in(
        [r["person"] for r in rows if r["person"] is not None] or [0]
    )
    known = await PersonContact.select(PersonContact.person, PersonContact.kind, PersonContact.value).where(
        visible_to(actor, PersonContact) & phone
    )
    phones = {r["person"]: contact_of(r) for r in known}
    return tuple(
        Silent(
            r["id"], r["case_id"], r["number"], r["title"], r["unit"],
            names.get(r["submitter"], Role.SUBMITTER.label), phones.get(r["person"]), r["sent_at"],
            r["feedback_due_on"], r["opened_at"] is not None,
        )
        for r in rows
    )  # fmt: skip
