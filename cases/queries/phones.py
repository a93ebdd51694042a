"""Whom to ring about a case: the lead submitter or the handler, where the reader may know the number."""

from collections.abc import Sequence

from cases.actor import Actor
from cases.permissions import visible_to
from cases.tables import CaseSubmitter, PersonContact
from cases.vocabulary import ContactKind


async def phones_of(cases: Sequence[int], *, actor: Actor) -> dict[int, str]:
    """By case name and number of its lead submitter; cases without are left out."""
    rows = await CaseSubmitter.select(CaseSubmitter.case, CaseSubmitter.person, CaseSubmitter.printed_name).where(
        visible_to(actor, CaseSubmitter)
        & (CaseSubmitter.position == 0)
        & CaseSubmitter.person.is_not_null()
        & CaseSubmitter.case.is_in(list(cases) or [0])
    )
    known = await PersonContact.select(PersonContact.person, PersonContact.value).where(
        visible_to(actor, PersonContact)
        & (PersonContact.kind == ContactKind.PHONE.value)
        & PersonContact.person.is_in([row["person"] for row in rows] or [0])
    )
    numbers = {row["person"]: row["value"] for row in known}
    return {r["case"]: f"{r['printed_name']} {numbers[r['person']]}" for r in rows if r["person"] in numbers}


async def phone_of(person: int, *, actor: Actor) -> str | None:
    """Somebody's number, where the reader may know it."""
    mine = (PersonContact.kind == ContactKind.PHONE.value) & (PersonContact.person == person)
    row = await PersonContact.select(PersonContact.value).where(visible_to(actor, PersonContact) & mine).first()
    return row["value"] if row else None
