"""Which columns are sealed, what each value is bound to, and how it is put in and taken out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from piccolo.columns import Column
from piccolo.columns.combination import Where
from piccolo.table import Table

from cases import ciphers
from cases.tables import PersonContact, ReplyContact, SecondFactor
from cases.vocabulary import ContactKind

_CONTACT = "person_contacts"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed column. row: the columns that say whose the value is; they are set with it and never change."""

    column: Column
    row: tuple[str, ...]
    marked: bool = False

    @property
    def table(self) -> type[Table]:
        table: type[Table] = self.column._meta.table
        return table

    @property
    def name(self) -> str:
        return f"{self.table._meta.tablename}.{self.column._meta.name}"


PLACES = (
    Sealed(PersonContact.value, ("person", "kind"), marked=True),
    Sealed(ReplyContact.phone, ("reply",)),
    Sealed(SecondFactor.seed, ("account",)),
)
_BY_NAME = {place.name: place for place in PLACES}


def bound_to(place: Sealed, row: Mapping[str, Any]) -> str:
    """The words that bind a value to its row."""
    return f"{place.name}:{'/'.join(str(row[name]) for name in place.row)}"


def sealed(column: Column, row: Mapping[str, Any], text: str | None) -> str | None:
    """A text as it is stored in the row; nothing and the empty text stay what they are. Raises NoKeys."""
    return ciphers.seal(text, bound_to(_place(column), row)) if text else text


def told(column: Column, row: Mapping[str, Any]) -> str | None:
    """The text that a stored row holds there; the row must name its owner, too. Raises as ``ciphers.unseal``."""
    stored = row[column._meta.name]
    return ciphers.unseal(stored, bound_to(_place(column), row)) if stored else stored


def contact_row(person: int, kind: ContactKind, value: str) -> dict[str, Any]:
    """How somebody is reached, as it is stored."""
    row: dict[str, Any] = {"person": person, "kind": kind.value}
    return {**row, "value": sealed(PersonContact.value, row, value), "mark": mark_of(value)}


def mark_of(value: str) -> str:
    """By which an equal contact is found."""
    return ciphers.mark(value, _CONTACT)


def is_contact(value: str) -> Where:
    """Contacts of just this value, of whomever and of whatever kind."""
    return PersonContact.mark.is_in(marks_of(value))


def marks_of(value: str) -> list[str]:
    """The marks that a contact may be stored under while keys change."""
    return ciphers.marks(value, _CONTACT)


def contact_of(row: Mapping[str, Any]) -> str:
    """What a row of contacts says; it must name person, kind and value."""
    return told(PersonContact.value, row) or ""


def reply_contact(reply: int, contact: Mapping[str, Any]) -> dict[str, Any]:
    """Signer and contact of a reply as they are stored. contact: columns by name, the telephone as it is read."""
    phone = sealed(ReplyContact.phone, {"reply": reply}, contact.get("phone"))
    return {**contact, "phone": phone, "reply": reply}


def phone_under(row: Mapping[str, Any]) -> str:
    """The telephone of a row of contacts under a reply, empty where there is none."""
    return told(ReplyContact.phone, row) or ""


def _place(column: Column) -> Sealed:
    return _BY_NAME[f"{column._meta.table._meta.tablename}.{column._meta.name}"]
