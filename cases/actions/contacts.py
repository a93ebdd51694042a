"""Contacts with the submitter (三见面): the unit records one, the submitter says whether it was so."""

from dataclasses import dataclass
from datetime import date

from cases.actor import Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.errors import DayUnfit, FieldMissing, Forbidden, NotFound, NotFromHere
from cases.facts import Facts
from cases.journal import record
from cases.notices import about_thing, settle
from cases.permissions import can
from cases.stale_marks import mark_stale
from cases.tables import Contact
from cases.tables.columns import Changes
from cases.vocabulary import ContactForm, ContactStage, Event, Machine, Verb
from cases.workflow import move, taken


@dataclass(frozen=True, slots=True)
class NewContact:
    """A meeting: when, how, in which part of the handling, with whom, and what was said."""

    happened_on: date
    form: ContactForm
    stage: ContactStage
    met: str
    summary: str


async def record_contact(assignment: int, new: NewContact, *, actor: Actor) -> int:
    """Record a meeting of the actor's unit. Its id. Raises FieldMissing, DayUnfit."""
    for field, said in (("沟通对象", new.met), ("沟通内容", new.summary)):
        if not said.strip():
            raise FieldMissing(field=field)
    if new.happened_on > today():
        raise DayUnfit(field="沟通日期", why="还没有到这一天")
    async with write_tx():
        told = f"{new.stage.label}{new.form.label} {new.happened_on}"
        # Nothing that others do meanwhile makes a meeting unheld, so no version is asked for.
        moved = await move(Machine.ASSIGNMENT, assignment, Verb.CONTACT, actor=actor, told=told)
        row = Contact(
            case=moved.facts.case["id"],
            assignment=assignment,
            happened_on=new.happened_on,
            form=new.form.value,
            stage=new.stage.value,
            met=new.met.strip(),
            summary=new.summary.strip(),
            recorded_by=actor.person,
        )
        await Contact.insert(row)
    return int(row.id)


async def confirm_contact(contact: int, *, held: bool, actor: Actor) -> None:
    """A submitter says of a contact with him that it took place, or that it did not. He says it once."""
    async with write_tx():
        found = await Contact.select().where(Contact.id == contact).first()
        facts = await taken(found["case"], actor) if found else None
        if found is None or facts is None or not _met(facts, actor):
            raise NotFound(kind="沟通记录", key=str(contact))
        if not can(actor, Verb.CONFIRM_CONTACT, facts.standing()):
            raise Forbidden(act=Verb.CONFIRM_CONTACT.label)
        if found["confirmed"] is not None:
            state = "已确认" if found["confirmed"] else "已否认"
            raise NotFromHere("沟通记录", Verb.CONFIRM_CONTACT.label, state)
        said: Changes = {Contact.confirmed: held, Contact.confirmed_at: now()}
        await Contact.update(said).where((Contact.id == contact) & Contact.confirmed.is_null())
        new = "属实" if held else "不属实"
        await record(actor, Verb.CONFIRM_CONTACT, "contact", contact, case=found["case"], new=new)
        if found["assignment"] is not None:
            about = await about_thing(Machine.ASSIGNMENT, found["assignment"], found["case"], occasion="confirmed")
            await settle(about, (Event.CONTACT_RECORDED,), persons=[actor.owner or 0])
        await mark_stale(("case", found["case"]))


def _met(facts: Facts, actor: Actor) -> bool:
    """Whether the actor is one of the submitters, whom a unit's contacts concern."""
    return actor.owner is not None and actor.owner in facts.standing().persons
