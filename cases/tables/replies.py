"""Replies (答复) and co-opinions (会办意见), version by version, and the contact printed under them (kept apart)."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.assignments import Assignment
from cases.tables.cases import Case
from cases.tables.columns import (
    changed_at,
    choice,
    choice_or_none,
    day,
    instant,
    instant_or_none,
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
from cases.vocabulary import Adoption, Audience, ClassSemantic, Disclosure, ReplyKind, ReplyState, Stance


class Reply(Table, tablename="replies"):
    """One version of what one unit wrote in one case.

    number: 1 for v1, counted within case, kind and printed_name. document, start and end: where its text stands.
    result_class: the letter or words as printed; class_scheme and class_semantic say what they mean there.
    stance: of a co-opinion; adoption: what the lead unit made of it. round: of the handling it belongs to.
    approval_level: the rung that has to sign next, 0 while it is drafted. no_commitments: the drafter says so.
    """

    id: Serial
    case: ForeignKey = to(Case)
    assignment: ForeignKey = to_or_none(Assignment, index=True)
    department: ForeignKey = to_or_none(Department, index=True)
    printed_name = words()
    kind = choice(ReplyKind.REPLY)
    number = whole(1)
    state = choice(ReplyState.DRAFTING, index=True)
    version = whole(1)
    document: ForeignKey = to_or_none(Document, index=True)
    start = whole_or_none()
    end = whole_or_none()
    title = words_or_none()
    addressee = words_or_none()
    doc_no = words_or_none(index=True)
    index_no = words_or_none()
    signed_on = day(index=True)
    published_on = day()
    result_class = words_or_none(index=True)
    class_scheme = words_or_none()
    class_semantic = choice_or_none()
    disclosure = choice_or_none()
    disclosure_reason = words_or_none()
    round = whole(1)
    stance = choice_or_none()
    adoption = choice_or_none()
    adoption_reason = words_or_none()
    no_commitments = yes_or_no()
    approval_level = whole()
    drafter: ForeignKey = to_or_none(Person)
    signer: ForeignKey = to_or_none(Person)
    sent_at = instant_or_none()
    audience = choice(Audience.OFFICE)
    created_at = instant()
    updated_at = changed_at()

    kind_in_1 = one_of("kind", ReplyKind)
    state_in_1 = one_of("state", ReplyState)
    class_semantic_in_1 = one_of("class_semantic", ClassSemantic)
    disclosure_in_1 = one_of("disclosure", Disclosure)
    stance_in_1 = one_of("stance", Stance)
    adoption_in_1 = one_of("adoption", Adoption)
    audience_in_2 = one_of("audience", Audience)
    one_number_a_unit = Unique([case, kind, printed_name, number])


class ReplyContact(Table, tablename="reply_contacts"):
    """PERSONAL: signer and contact as printed under a reply. Never joined into a public query. phone: sealed."""

    id: Serial
    reply: ForeignKey = to(Reply)
    signer = words_or_none()
    unit = words_or_none()
    person = words_or_none()
    phone = words_or_none()
    created_at = instant()

    one_contact_a_reply = Unique([reply])
