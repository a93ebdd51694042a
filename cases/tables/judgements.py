"""What people decided of the machine's proposals: promise and delivery, figures that are of one series or are not.

A decision is kept for ever. Of a pair the newest counts; those on series count in their order until they are undone.
"""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.columns import choice, instant, instant_or_none, one_of, to, to_or_none, whole, words, words_or_none
from cases.tables.commitments import Commitment
from cases.tables.documents import Document
from cases.tables.figures import Figure
from cases.tables.people import Person
from cases.vocabulary import Judgement, Likeness


class PairDecision(Table, tablename="pair_decisions"):
    """A promise and a later sentence. why: the rule that proposed them; figure: the number that tells, as printed."""

    id: Serial
    commitment: ForeignKey = to_or_none(Commitment, index=True)
    earlier: ForeignKey = to(Document)
    earlier_start = whole()
    earlier_end = whole()
    later: ForeignKey = to(Document)
    later_start = whole()
    later_end = whole()
    why = words()
    figure = words_or_none()
    judgement = choice(Judgement.ACCEPTED)
    told = words_or_none()
    decided_by: ForeignKey = to_or_none(Person)
    created_at = instant()

    judgement_in_1 = one_of("judgement", Judgement)


class SeriesDecision(Table, tablename="series_decisions"):
    """Two figures that belong to one series, or do not, whatever the machine makes of them; a figure that is another
    than itself belongs to none. Rows of one instant and person are one act, and are undone together."""

    id: Serial
    one: ForeignKey = to(Figure)
    other: ForeignKey = to(Figure)
    likeness = choice(Likeness.SAME)
    told = words_or_none()
    decided_by: ForeignKey = to_or_none(Person)
    created_at = instant()
    undone_by: ForeignKey = to_or_none(Person)
    undone_at = instant_or_none()

    likeness_in_1 = one_of("likeness", Likeness)
