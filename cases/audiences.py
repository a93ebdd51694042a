"""Which ties to a case let an actor read a row of which audience; the same answer as sets, as a yes or no, as terms.

An actor reads some audiences everywhere (``free``) and others only in the cases he is tied to (``tied``). Everything
else follows from these two: ``sees`` for one thing, the where-clauses of ``cases.permissions``, and the terms that the
search index keeps with each entry (``reader_terms``, ``terms_of``).
"""

from dataclasses import dataclass

from cases.actor import Actor
from cases.moves import TIES, Relation
from cases.vocabulary import (
    MACHINES,
    Audience,
    Role,
)

# Of the floors that tables set, from the widest to the narrowest.
_FLOORS = (Audience.PUBLIC, Audience.OFFICE, Audience.PARTIES, Audience.UNITS)
_FREE: dict[Relation, frozenset[Audience]] = {
    Relation.OFFICE: frozenset({Audience.OFFICE, Audience.PARTIES, Audience.UNITS}),
    Relation.BODY: frozenset({Audience.OFFICE}),
}
_TIED: dict[Relation, frozenset[Audience]] = {
    Relation.BODY: frozenset({Audience.PARTIES, Audience.UNITS}),
    Relation.UNIT: frozenset({Audience.OFFICE, Audience.PARTIES, Audience.UNITS}),
    Relation.PERSON: frozenset({Audience.OFFICE, Audience.PARTIES, Audience.OWN}),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides who may see and do what in a case: ids of its body, its units, and its submitters, lead first.

    recorded_by: the member of staff who entered it for a submitter. identity_kept: the names stay with the offices.
    """

    audience: Audience
    body: int | None = None
    units: frozenset[int] = frozenset()
    persons: tuple[int, ...] = ()
    recorded_by: int | None = None
    identity_kept: bool = False


def tie_of(actor: Actor) -> Relation | None:
    """By what the actor is tied to cases at all; None for the public and the administrator."""
    return TIES.get(actor.role)


def free(actor: Actor, floor: Audience = Audience.PUBLIC) -> frozenset[Audience]:
    """Audiences whose rows the actor reads in every case.

    floor: the audience that a table's rows have at least; both it and the row's own must let him read.
    """
    read = _read_freely(actor)
    return read if floor in read else frozenset()


def tied(actor: Actor, floor: Audience = Audience.PUBLIC) -> frozenset[Audience]:
    """Audiences whose rows the actor reads only in the cases he is tied to."""
    tie = tie_of(actor)
    read = _read_freely(actor) | (_TIED.get(tie, frozenset()) if tie else frozenset())
    return read - free(actor, floor) if floor in read else frozenset()


def narrowed(one: Audience, other: Audience) -> Audience:
    """The narrower of two floors."""
    return max(one, other, key=_FLOORS.index)


def _read_freely(actor: Actor) -> frozenset[Audience]:
    if actor.role in MACHINES:
        return frozenset(Audience)
    tie = tie_of(actor)
    return frozenset({Audience.PUBLIC}) | (_FREE.get(tie, frozenset()) if tie else frozenset())


def is_tied(actor: Actor, standing: Standing) -> bool:
    """Whether the actor has to do with this case."""
    match tie_of(actor):
        case Relation.PERSON:
            return actor.owner is not None and actor.owner in standing.persons
        case Relation.UNIT:
            return actor.unit is not None and actor.unit in standing.units
        case Relation.BODY:
            return actor.body is not None and actor.body == standing.body
        case Relation.OFFICE | Relation.RULE:
            return True
    return actor.role in MACHINES


def entered(actor: Actor, standing: Standing) -> bool:
    """Whether the actor typed in this draft for a submitter who handed it in on paper."""
    return actor.role is Role.REVIEWER and actor.person is not None and actor.person == standing.recorded_by


def sees(actor: Actor, standing: Standing, floor: Audience = Audience.PUBLIC) -> bool:
    """Whether the actor reads a thing of this standing."""
    if standing.audience in free(actor, floor) or entered(actor, standing):
        return True
    return standing.audience in tied(actor, floor) and is_tied(actor, standing)


def reads_personal_words(actor: Actor) -> bool:
    """Whether personal data in archived pages is shown as it stands, or blackened."""
    return Audience.OFFICE in free(actor)


def reader_terms(standing: Standing) -> tuple[str, ...]:
    """Who may find a thing, as the terms that the index keeps with it; it is found by whoever holds one of them."""
    body = (f"body:{standing.body}",) if standing.body is not None else ()
    units = tuple(f"unit:{unit}" for unit in sorted(standing.units))
    persons = tuple(f"person:{person}" for person in sorted(standing.persons))
    return {
        Audience.PUBLIC: ("public",),
        Audience.OFFICE: ("archive", *units, *persons),
        Audience.PARTIES: ("office", *body, *units, *persons),
        Audience.UNITS: ("office", *body, *units),
        Audience.OWN: persons,
    }[standing.audience]


def terms_of(actor: Actor) -> tuple[str, ...]:
    """The terms that an actor holds."""
    if actor.role in MACHINES:
        return ("archive", "office", "public")
    held: tuple[str, ...] = ()
    match tie_of(actor):
        case Relation.OFFICE:
            held = ("archive", "office")
        case Relation.BODY:
            held = ("archive", f"body:{actor.body}")
        case Relation.UNIT:
            held = (f"unit:{actor.unit}",)
        case Relation.PERSON:
            held = (f"person:{actor.owner}",)
    return tuple(sorted(("public", *held)))
