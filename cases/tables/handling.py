"""What units do with their assignments: hand them back, meet the submitter, ask for time; and being urged.

doc_no: what the letter about it is numbered with, counted by writer and year.
"""

from piccolo.columns import Boolean, ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.assignments import Assignment
from cases.tables.cases import Case
from cases.tables.columns import (
    changed_at,
    choice,
    day,
    instant,
    instant_or_none,
    one_of,
    to,
    to_or_none,
    whole,
    words,
    words_or_none,
    yes_or_no,
)
from cases.tables.commitments import Commitment
from cases.tables.departments import Department
from cases.tables.people import Person
from cases.vocabulary import ContactForm, ContactStage, ExtensionState, ReturnState, UrgeForm


class ReturnRequest(Table, tablename="return_requests"):
    """A unit says that a case is not its own, why, by which rule, and whose it is."""

    id: Serial
    case: ForeignKey = to(Case)
    assignment: ForeignKey = to(Assignment)
    reason = words()
    basis = words_or_none()
    proposed: ForeignKey = to_or_none(Department)
    doc_no = words_or_none()
    state = choice(ReturnState.OPEN, index=True)
    asked_by: ForeignKey = to_or_none(Person)
    decision_words = words_or_none()
    decided_by: ForeignKey = to_or_none(Person)
    decided_at = instant_or_none()
    created_at = instant()

    state_in_1 = one_of("state", ReturnState)


class Contact(Table, tablename="contacts"):
    """A meeting with the submitter. confirmed: what the submitter says of it, none while he has said nothing."""

    id: Serial
    case: ForeignKey = to(Case)
    assignment: ForeignKey = to(Assignment)
    happened_on = day()
    form = choice(ContactForm.PHONE)
    stage = choice(ContactStage.DURING)
    met = words()
    summary = words()
    recorded_by: ForeignKey = to_or_none(Person)
    confirmed: Boolean = Boolean(null=True, default=None)
    confirmed_at = instant_or_none()
    created_at = instant()

    form_in_1 = one_of("form", ContactForm)
    stage_in_1 = one_of("stage", ContactStage)


class Extension(Table, tablename="extensions"):
    """A unit asks for more time. due_before: the day in force when it was asked."""

    id: Serial
    case: ForeignKey = to(Case)
    assignment: ForeignKey = to(Assignment)
    reason = words()
    due_before = day()
    asked_due_on = day()
    doc_no = words_or_none()
    state = choice(ExtensionState.REQUESTED, index=True)
    submitter_told_on = day()
    asked_by: ForeignKey = to_or_none(Person)
    decision_words = words_or_none()
    decided_by: ForeignKey = to_or_none(Person)
    decided_at = instant_or_none()
    created_at = instant()

    state_in_1 = one_of("state", ExtensionState)


class Urge(Table, tablename="urges"):
    """One reminder. rule_key: names the automatic rule, unit and day, so that one rule urges once.

    commitment: where it is not the whole task but one promise that is urged.
    """

    id: Serial
    case: ForeignKey = to(Case)
    assignment: ForeignKey = to_or_none(Assignment, index=True)
    commitment: ForeignKey = to_or_none(Commitment, index=True)
    form = choice(UrgeForm.MESSAGE)
    told = words()
    doc_no = words_or_none()
    rule_key = words_or_none(unique=True)
    urged_by: ForeignKey = to_or_none(Person)
    answered_at = instant_or_none()
    created_at = instant()

    form_in_1 = one_of("form", UrgeForm)


class KeyCase(Table, tablename="key_cases"):
    """A case that leaders took on: who supervises it, which committee, which city leader sponsors it."""

    id: Serial
    case: ForeignKey = to(Case)
    supervisor = words_or_none()
    committee = words_or_none()
    sponsor = words_or_none()
    marked_on = day()
    created_at = instant()
    updated_at = changed_at()

    one_row_a_case = Unique([case])


class Attachment(Table, tablename="attachments"):
    """A file beside a submission, a reply or a report. sha256: its name in the file store."""

    id: Serial
    case: ForeignKey = to(Case)
    belongs = words(index=True)
    belongs_id = whole()
    position = whole()
    name = words()
    media = words()
    size = whole()
    sha256 = words(index=True)
    added_by: ForeignKey = to_or_none(Person)
    withdrawn = yes_or_no()
    created_at = instant()
