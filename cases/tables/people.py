"""People and collectives who submit cases, the seats they hold, and how to reach them (kept apart)."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.bodies import Body, Term
from cases.tables.columns import (
    changed_at,
    choice,
    day,
    instant,
    one_of,
    to,
    to_or_none,
    words,
    words_or_none,
)
from cases.tables.places import Place
from cases.vocabulary import SeatKind, SubmitterKind


class Person(Table, tablename="people"):
    """A deputy, a member or a member of staff. Two people may share a name: the name is never the identity."""

    id: Serial
    name = words(index=True)
    sort_key = words_or_none(index=True)
    initials = words_or_none(index=True)
    created_at = instant()
    updated_at = changed_at()


class PersonContact(Table, tablename="person_contacts"):
    """PERSONAL: how to reach a person. Apart from the person, so that no list can show it by accident.

    value: sealed; mark: by which an equal value is found without being told.
    """

    id: Serial
    person: ForeignKey = to(Person)
    kind = words()
    value = words()
    mark = words_or_none(index=True)
    created_at = instant()

    one_mark_a_person_and_kind = Unique([person, kind, mark])


class Seat(Table, tablename="seats"):
    """A person's membership of a body in one term, with the delegation (代表团) or sector (界别)."""

    id: Serial
    person: ForeignKey = to(Person)
    body: ForeignKey = to(Body)
    term: ForeignKey = to_or_none(Term, index=True)
    kind = choice(SeatKind.MEMBER)
    group_name = words_or_none()
    since = day()
    until = day()
    created_at = instant()
    updated_at = changed_at()

    kind_in_1 = one_of("kind", SeatKind)
    one_seat_a_person_and_term = Unique([person, body, term])


class Collective(Table, tablename="collectives"):
    """A party, organisation, sector, group, committee or delegation that submits in its own name."""

    id: Serial
    name = words(index=True)
    kind = choice(SubmitterKind.COMMITTEE)
    place: ForeignKey = to_or_none(Place, index=True)
    body: ForeignKey = to_or_none(Body)
    sort_key = words_or_none(index=True)
    created_at = instant()
    updated_at = changed_at()

    kind_in_1 = one_of("kind", SubmitterKind)
