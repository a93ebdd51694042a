"""Cases of both tracks (提案, 建议) and who submitted them."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.bodies import Body, Session
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
from cases.tables.documents import Document
from cases.tables.people import Collective, Person
from cases.tables.places import Place
from cases.vocabulary import (
    Audience,
    CaseState,
    ConvertedTo,
    Disclosure,
    HandlingKind,
    Level,
    Phase,
    Signature,
    SubmitterKind,
    Track,
)


class Case(Table, tablename="cases"):
    """One submission and its whole life.

    key: canonical and unique where place, session and number are known (hangzhou-cppcc-12-2-607), else none.
    number_raw: as printed; number: without leading zeros. session_text: as printed, also where no body is known.
    year: of the session where it is known, else of the first reply. proposal_document with proposal_start and
    proposal_end: the submitter's words where a page prints them. scheme: the rules under which the case began; it
    keeps them. version: counts changes, so that two people cannot overwrite each other. round: 1, and one more with
    every handling anew. returns: how often units handed it back. receipt_no: given at submission, before any number.
    identity_kept: the submitter asked that the name stay with the offices.
    """

    id: Serial
    key = words_or_none(unique=True)
    track = choice(Track.OTHER, index=True)
    level = choice_or_none()
    place: ForeignKey = to_or_none(Place, index=True)
    body: ForeignKey = to_or_none(Body, index=True)
    session: ForeignKey = to_or_none(Session, index=True)
    session_text = words_or_none()
    phase = choice_or_none()
    number_raw = words_or_none()
    number = words_or_none(index=True)
    delegation = words_or_none()
    year = whole_or_none(index=True)
    title = words()
    category = words_or_none(index=True)
    submitter_kind = choice_or_none()
    proposal_document: ForeignKey = to_or_none(Document)
    proposal_start = whole_or_none()
    proposal_end = whole_or_none()
    state = choice(CaseState.DRAFT, index=True)
    state_since = instant()
    version = whole(1)
    scheme = words_or_none()
    disclosure = choice_or_none()
    key_case = yes_or_no()
    handling_kind = choice_or_none()
    identity_kept = yes_or_no()
    consent_publish = yes_or_no(True)
    consent_reason = words_or_none()
    converted_to = choice_or_none()
    round = whole(1)
    returns = whole()
    receipt_no = words_or_none(unique=True)
    recorded_by: ForeignKey = to_or_none(Person)
    merged_into: ForeignKey = to_or_none("self")
    submitted_on = day()
    submitted_at = instant_or_none()
    assigned_on = day()
    due_on = day(index=True)
    replied_on = day(index=True)
    concluded_on = day()
    published_at = instant_or_none()
    audience = choice(Audience.OFFICE)
    created_at = instant()
    updated_at = changed_at()

    track_in_1 = one_of("track", Track)
    level_in_1 = one_of("level", Level)
    phase_in_1 = one_of("phase", Phase)
    submitter_kind_in_1 = one_of("submitter_kind", SubmitterKind)
    state_in_1 = one_of("state", CaseState)
    disclosure_in_1 = one_of("disclosure", Disclosure)
    handling_kind_in_1 = one_of("handling_kind", HandlingKind)
    converted_to_in_1 = one_of("converted_to", ConvertedTo)
    audience_in_2 = one_of("audience", Audience)


class CaseSubmitter(Table, tablename="case_submitters"):
    """One name under a case, the first (position 0) being the lead submitter.

    printed_name: as the page has it. responsible: who signs for a collective, beside its seal. objection: why he says
    that what the office typed in for him is not his; it stands until he confirms or the office takes it back.
    """

    id: Serial
    case: ForeignKey = to(Case)
    position = whole()
    person: ForeignKey = to_or_none(Person, index=True)
    collective: ForeignKey = to_or_none(Collective, index=True)
    printed_name = words(index=True)
    responsible = words_or_none()
    signature = choice(Signature.SIGNED)
    answered_at = instant_or_none()
    objection = words_or_none()
    objected_at = instant_or_none()
    created_at = instant()

    signature_in_1 = one_of("signature", Signature)
    one_name_a_position = Unique([case, position])
