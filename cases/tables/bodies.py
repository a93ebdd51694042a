"""Congresses and committees (bodies), their terms (届) and plenary sessions (次会议)."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.columns import changed_at, choice, day, instant, one_of, to, whole, whole_or_none, words
from cases.tables.places import Place
from cases.vocabulary import Track


class Body(Table, tablename="bodies"):
    """One people's congress or CPPCC committee: a place and a track."""

    id: Serial
    place: ForeignKey = to(Place)
    track = choice(Track.OTHER)
    name = words()
    created_at = instant()
    updated_at = changed_at()

    track_in_1 = one_of("track", Track)
    one_body_a_place_and_track = Unique([place, track])


class Term(Table, tablename="terms"):
    """A term of a body: 十二届 has number 12."""

    id: Serial
    body: ForeignKey = to(Body)
    number = whole()
    starts_on = day()
    ends_on = day()
    created_at = instant()
    updated_at = changed_at()

    one_number_a_body = Unique([body, number])


class Session(Table, tablename="sessions"):
    """A plenary session of a term: 十二届二次会议 has number 2. year is unknown until the reference data says so."""

    id: Serial
    term: ForeignKey = to(Term)
    number = whole()
    year = whole_or_none(index=True)
    opens_on = day()
    closes_on = day()
    created_at = instant()
    updated_at = changed_at()

    one_number_a_term = Unique([term, number])
