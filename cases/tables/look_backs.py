"""回头看: a round in which units say again how it stands with what they promised, a sheet a unit."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.cases import Case
from cases.tables.columns import (
    choice,
    choice_or_none,
    day,
    instant,
    instant_or_none,
    json_list,
    one_of,
    to,
    to_or_none,
    whole,
    words,
    words_or_none,
)
from cases.tables.commitments import Commitment
from cases.tables.departments import Department
from cases.tables.people import Person
from cases.tables.replies import Reply
from cases.vocabulary import ExtensionState, LookBackState, SheetState, Stage, Track


class LookBack(Table, tablename="look_backs"):
    """One round. classes: the meanings of result classes it asks about; year: of the cases; due_on: for the units."""

    id: Serial
    title = words()
    year = whole()
    track = choice_or_none()
    classes = json_list()
    due_on = day()
    state = choice(LookBackState.OPEN, index=True)
    begun_by: ForeignKey = to_or_none(Person)
    closed_at = instant_or_none()
    created_at = instant()

    track_in_1 = one_of("track", Track)
    state_in_1 = one_of("state", LookBackState)


class LookBackSheet(Table, tablename="look_back_sheets"):
    """What one unit has to fill in."""

    id: Serial
    look_back: ForeignKey = to(LookBack)
    department: ForeignKey = to(Department)
    state = choice(SheetState.TO_FILL, index=True)
    version = whole(1)
    filled_by: ForeignKey = to_or_none(Person)
    handed_in_at = instant_or_none()
    accepted_by: ForeignKey = to_or_none(Person)
    accepted_at = instant_or_none()
    created_at = instant()

    state_in_1 = one_of("state", SheetState)
    one_sheet_a_unit = Unique([look_back, department])


class LookBackLine(Table, tablename="look_back_lines"):
    """One line of a sheet: a reply of the unit, or one commitment of it, as it stood and as the unit says it stands.

    class_before: the letter as printed; class_asked: the one the unit asks for. decision: what became of that.
    """

    id: Serial
    sheet: ForeignKey = to(LookBackSheet)
    position = whole()
    case: ForeignKey = to_or_none(Case, index=True)
    reply: ForeignKey = to_or_none(Reply, index=True)
    commitment: ForeignKey = to_or_none(Commitment, index=True)
    state_before = words_or_none()
    class_before = words_or_none()
    stage = choice_or_none()
    told = words_or_none()
    class_asked = words_or_none()
    decision = choice_or_none()
    decision_words = words_or_none()
    decided_by: ForeignKey = to_or_none(Person)
    decided_at = instant_or_none()

    stage_in_1 = one_of("stage", Stage)
    decision_in_1 = one_of("decision", ExtensionState)
    one_line_a_position = Unique([sheet, position])
