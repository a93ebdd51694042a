"""Assignments: one row for each unit that has a part in a case."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.cases import Case
from cases.tables.columns import (
    changed_at,
    choice,
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
from cases.tables.departments import Department
from cases.tables.people import Person
from cases.vocabulary import AssignmentRole, AssignmentState


class Assignment(Table, tablename="assignments"):
    """A unit's part in a case. department is unknown while nobody has said which unit printed_name means.

    reason: why it was given back or taken away. instructions: what the assigning body asks for. doc_no: of the notice
    that gave it out, as printed. first_due_on: the day before any extension. handler and approver: the unit's own
    people, once it has said who they are. points: of the submission as the unit cut them anew, in its words; empty
    where they stand as the rule cuts them.
    """

    id: Serial
    case: ForeignKey = to(Case)
    department: ForeignKey = to_or_none(Department, index=True)
    printed_name = words(index=True)
    role = choice(AssignmentRole.LEAD)
    state = choice(AssignmentState.PENDING_ACCEPT, index=True)
    version = whole(1)
    assigned_on = day()
    due_on = day(index=True)
    first_due_on = day()
    position = whole()
    instructions = words_or_none()
    points = json_list()
    doc_no = words_or_none()
    handler: ForeignKey = to_or_none(Person, index=True)
    approver: ForeignKey = to_or_none(Person)
    assigned_by: ForeignKey = to_or_none(Person)
    accepted_at = instant_or_none()
    finished_at = instant_or_none()
    reason = words_or_none()
    created_at = instant()
    updated_at = changed_at()

    role_in_1 = one_of("role", AssignmentRole)
    state_in_1 = one_of("state", AssignmentState)
    one_part_a_printed_name = Unique([case, printed_name])
