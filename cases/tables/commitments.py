"""Commitments (承诺事项): each promise a row of its own, with who is bound and how much was promised."""

from piccolo.columns import DoublePrecision, ForeignKey, Serial
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
    whole_or_none,
    words,
    words_or_none,
    yes_or_no,
)
from cases.tables.departments import Department
from cases.tables.documents import Document
from cases.tables.people import Person
from cases.tables.replies import Reply
from cases.vocabulary import Audience, Category, CommitmentLabel, CommitmentState, Comparator


class Commitment(Table, tablename="commitments"):
    """One promising clause. start and end: its characters in the document's text, quote: word for word.

    department: the unit first bound, where known. due_on is the day in force, original_due_on the first one ever.
    current is false where a better copy of the page no longer has the sentence; such a row is kept, not shown.
    found_quote: the words as the machine cut them, where a person cut them otherwise; by_hand: a person entered it.
    measure: by what one will see that it is done; owner: who at the unit answers for it. consented_on: the day on which
    the submitter agreed that it be cancelled. merged_into: the commitment that stands for this one.
    """

    id: Serial
    document: ForeignKey = to(Document)
    reply: ForeignKey = to_or_none(Reply, index=True)
    case: ForeignKey = to_or_none(Case, index=True)
    department: ForeignKey = to_or_none(Department, index=True)
    ordinal = whole()
    start = whole()
    end = whole()
    quote = words()
    found_quote = words_or_none()
    by_hand = yes_or_no()
    merged_into: ForeignKey = to_or_none("self", index=True)
    label = choice(CommitmentLabel.SOFT, index=True)
    category = choice(Category.SERVICE, index=True)
    state = choice(CommitmentState.IDENTIFIED, index=True)
    version = whole(1)
    action = words()
    object = words()
    measure = words_or_none()
    owner = words_or_none()
    deadline_raw = words_or_none()
    deadline_start = whole_or_none()
    deadline_end = whole_or_none()
    deadline_carried = yes_or_no()
    due_on = day(index=True)
    original_due_on = day()
    condition = words_or_none()
    recurring = yes_or_no()
    echo: DoublePrecision = DoublePrecision(default=0.0)
    flags = json_list()
    verified_at = instant_or_none()
    verified_by: ForeignKey = to_or_none(Person)
    consented_on = day()
    current = yes_or_no(True)
    audience = choice(Audience.OFFICE)
    created_at = instant()
    updated_at = changed_at()

    label_in_1 = one_of("label", CommitmentLabel)
    category_in_1 = one_of("category", Category)
    state_in_2 = one_of("state", CommitmentState)
    audience_in_2 = one_of("audience", Audience)
    one_commitment_an_ordinal = Unique([document, ordinal])


class CommitmentActor(Table, tablename="commitment_actors"):
    """Who is bound by a commitment. vague: the text says no more than 有关部门."""

    id: Serial
    commitment: ForeignKey = to(Commitment)
    ordinal = whole()
    phrase = words()
    role = words()
    department: ForeignKey = to_or_none(Department, index=True)
    start = whole_or_none()
    end = whole_or_none()
    vague = yes_or_no()

    one_actor_an_ordinal = Unique([commitment, ordinal])


class CommitmentMetric(Table, tablename="commitment_metrics"):
    """A promised quantity. value: exact plain decimal in base units; amount: the same to compare and sort by."""

    id: Serial
    commitment: ForeignKey = to(Commitment)
    ordinal = whole()
    printed = words()
    value = words()
    amount: DoublePrecision = DoublePrecision(default=0.0)
    unit = words()
    comparator = choice(Comparator.EQ)
    head = words()
    start = whole()
    end = whole()

    comparator_in_1 = one_of("comparator", Comparator)
    one_metric_an_ordinal = Unique([commitment, ordinal])
