"""One contact with the submitter, opened by whoever may read it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.actor import Actor
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.tables import CaseSubmitter, Contact
from cases.vocabulary import ContactForm, ContactStage, Role


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One meeting. confirmed: what the submitter says of it, none while he has said nothing."""

    id: int
    case_id: int
    number: str | None
    title: str
    unit: str
    happened_on: date | None
    form: ContactForm
    stage: ContactStage
    met: str
    summary: str
    confirmed: bool | None


@dataclass(frozen=True, slots=True)
class ContactPage(ContactRow):
    """A meeting opened. asked: whether this reader is to say whether it was so."""

    asked: bool


async def contact_page(contact: int, *, actor: Actor) -> ContactPage:
    """A contact opened. Raises NotFound."""
    case: Any = Contact.case
    assignment: Any = Contact.assignment
    row = (
        await Contact.select(*Contact.all_columns(), case.number, case.title, assignment.printed_name)
        .where(visible_to(actor, Contact) & (Contact.id == contact))
        .first()
    )
    if row is None:
        raise NotFound(kind="沟通记录", key=str(contact))
    mine = (CaseSubmitter.case == row["case"]) & (CaseSubmitter.person == actor.owner)
    submitter = actor.role is Role.SUBMITTER and await CaseSubmitter.exists().where(mine)
    return ContactPage(
        id=row["id"],
        case_id=row["case"],
        number=row["case.number"],
        title=row["case.title"],
        unit=row["assignment.printed_name"],
        happened_on=row["happened_on"],
        form=ContactForm(row["form"]),
        stage=ContactStage(row["stage"]),
        met=row["met"],
        summary=row["summary"],
        confirmed=row["confirmed"],
        asked=submitter and row["confirmed"] is None,
    )
