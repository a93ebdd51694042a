"""From the draft to the sent reply and its rating: texts, co-signing, approval, delivery, feedback, publication."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.assignments import Assignment
from cases.tables.cases import Case, CaseSubmitter
from cases.tables.columns import (
    changed_at,
    choice,
    choice_or_none,
    day,
    instant,
    instant_or_none,
    json_list,
    json_object,
    one_of,
    to,
    to_or_none,
    whole,
    words,
    words_or_none,
    yes_or_no,
)
from cases.tables.documents import Document
from cases.tables.people import Person
from cases.tables.replies import Reply
from cases.vocabulary import CoSignState, Decision, FeedbackState, PublicationState, Score, TextKind


class ReplyText(Table, tablename="reply_texts"):
    """One version of the text of a reply or opinion. Only the working one changes; version counts its savings."""

    id: Serial
    reply: ForeignKey = to(Reply)
    number = whole(1)
    kind = choice(TextKind.WORKING)
    body = words()
    answered = json_list()
    author: ForeignKey = to_or_none(Person)
    version = whole(1)
    created_at = instant()
    updated_at = changed_at()

    kind_in_1 = one_of("kind", TextKind)
    one_number_a_reply = Unique([reply, number])


class DraftCopy(Table, tablename="draft_copies"):
    """A text that lost against another saving, kept word for word until its writer has dealt with it."""

    id: Serial
    thing = words(index=True)
    thing_id = whole()
    person: ForeignKey = to(Person)
    text = json_object()
    base_version = whole()
    settled_at = instant_or_none()
    created_at = instant()


class DraftPresence(Table, tablename="draft_presences"):
    """When somebody last had the page of a draft open."""

    id: Serial
    reply: ForeignKey = to(Reply)
    person: ForeignKey = to(Person)
    seen_at = instant()

    one_row_a_draft_and_person = Unique([reply, person])


class CoSign(Table, tablename="co_signs"):
    """A co-handler's answer to the final draft of the lead unit."""

    id: Serial
    reply: ForeignKey = to(Reply)
    assignment: ForeignKey = to(Assignment)
    state = choice(CoSignState.PENDING)
    told = words_or_none()
    signed_by: ForeignKey = to_or_none(Person)
    answered_at = instant_or_none()
    created_at = instant()

    state_in_1 = one_of("state", CoSignState)
    one_answer_a_unit = Unique([reply, assignment])


class Approval(Table, tablename="approvals"):
    """One step of the approval. text: the version the approver had before him."""

    id: Serial
    reply: ForeignKey = to(Reply)
    level = whole(1)
    decision = choice(Decision.AGREED)
    told = words_or_none()
    text: ForeignKey = to_or_none(ReplyText)
    approver: ForeignKey = to_or_none(Person)
    signed_as = words()
    created_at = instant()

    decision_in_1 = one_of("decision", Decision)


class Delivery(Table, tablename="deliveries"):
    """A reply on its way to one addressee, and whether he has rated it."""

    id: Serial
    reply: ForeignKey = to(Reply)
    submitter: ForeignKey = to(CaseSubmitter)
    person: ForeignKey = to_or_none(Person, index=True)
    sent_at = instant()
    opened_at = instant_or_none()
    state = choice(FeedbackState.AWAITING, index=True)
    feedback_due_on = day(index=True)

    state_in_1 = one_of("state", FeedbackState)
    one_delivery_an_addressee = Unique([reply, submitter])


class Feedback(Table, tablename="feedbacks"):
    """A rating. A changed mind adds a row with the next number; the highest number counts.

    attitude: how the unit worked; result: what came of it. on_paper: staff entered a signed form for the addressee.
    """

    id: Serial
    delivery: ForeignKey = to(Delivery)
    number = whole(1)
    attitude = choice(Score.SATISFIED)
    result = choice(Score.SATISFIED)
    to_the_point = choice_or_none()
    told = words_or_none()
    promises_seen = json_list()
    on_paper = yes_or_no()
    given_by: ForeignKey = to_or_none(Person)
    created_at = instant()

    attitude_in_1 = one_of("attitude", Score)
    result_in_1 = one_of("result", Score)
    one_number_a_delivery = Unique([delivery, number])


class Publication(Table, tablename="publications"):
    """The public copy of a reply: a document of its own with the personal words blackened."""

    id: Serial
    case: ForeignKey = to(Case)
    reply: ForeignKey = to(Reply)
    document: ForeignKey = to_or_none(Document)
    state = choice(PublicationState.PENDING, index=True)
    published_at = instant_or_none()
    withdrawn_at = instant_or_none()
    reason = words_or_none()
    created_at = instant()
    updated_at = changed_at()

    state_in_1 = one_of("state", PublicationState)
    one_publication_a_reply = Unique([reply])
