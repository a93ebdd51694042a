"""The words of a submission: its three boxes version by version, the units wished for, and what the review said."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.cases import Case
from cases.tables.columns import (
    changed_at,
    choice,
    choice_or_none,
    instant,
    json_list,
    one_of,
    to,
    to_or_none,
    whole,
    words,
    words_or_none,
    yes_or_no,
)
from cases.tables.departments import Department
from cases.tables.people import Person
from cases.vocabulary import AssignmentRole, TextKind, Verb, WishBy


class ProposalText(Table, tablename="proposal_texts"):
    """One version of what is submitted. Only the working one changes; version counts its savings."""

    id: Serial
    case: ForeignKey = to(Case)
    number = whole(1)
    kind = choice(TextKind.WORKING)
    title = words()
    situation = words()
    analysis = words()
    recommendations = words()
    author: ForeignKey = to_or_none(Person)
    version = whole(1)
    created_at = instant()
    updated_at = changed_at()

    kind_in_1 = one_of("kind", TextKind)
    one_number_a_case = Unique([case, number])


class UnitWish(Table, tablename="unit_wishes"):
    """A unit that the submitter or the review would give the case to; both are kept."""

    id: Serial
    case: ForeignKey = to(Case)
    department: ForeignKey = to(Department)
    said_by = choice(WishBy.SUBMITTER)
    role = choice_or_none()
    position = whole()
    created_at = instant()

    said_by_in_1 = one_of("said_by", WishBy)
    role_in_1 = one_of("role", AssignmentRole)
    one_wish_a_unit = Unique([case, department, said_by])


class Review(Table, tablename="reviews"):
    """What the review decided and told the submitter. grounds: codes of the dictionary of exclusion grounds."""

    id: Serial
    case: ForeignKey = to(Case)
    decision = choice(Verb.FILE)
    grounds = json_list()
    told = words_or_none()
    category = words_or_none()
    contacted = yes_or_no()
    reviewer: ForeignKey = to_or_none(Person)
    created_at = instant()
