"""What papers are made from: one case with everything of it that one reader may see, as plain values.

``reading`` fills it for an Actor; the modules that make papers know nothing else, so no paper can show more.
"""

from dataclasses import dataclass
from datetime import date, datetime

from cases.vocabulary import (
    Adoption,
    AssignmentRole,
    AssignmentState,
    CaseState,
    ContactForm,
    ContactStage,
    CoSignState,
    Decision,
    Disclosure,
    ExtensionState,
    FeedbackState,
    ReplyKind,
    ReplyState,
    ReturnState,
    Score,
    Signature,
    Stance,
    SubmitterKind,
    TextKind,
    Track,
    UrgeForm,
    Verb,
)


@dataclass(frozen=True, slots=True)
class Signer:
    """A name under the submission. responsible: who signs for a collective; phone: where the reader may know it."""

    name: str
    signature: Signature = Signature.SIGNED
    collective: bool = False
    responsible: str = ""
    group: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's part. office: who handed it over. mine: it is that of the reader's own unit."""

    id: int
    unit: str
    role: AssignmentRole
    state: AssignmentState
    assigned_on: date | None = None
    due_on: date | None = None
    first_due_on: date | None = None
    instructions: str = ""
    office: str = ""
    accepted_on: date | None = None
    handler: str = ""
    mine: bool = False
    doc_no: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a text that was kept."""

    number: int
    kind: TextKind
    author: str
    at: datetime
    length: int
    body: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the approval. rung: title of the one who signed."""

    rung: str
    decision: Decision
    told: str
    signed_as: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CoSign:
    """What a co-handler said to the final draft."""

    unit: str
    state: CoSignState
    told: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Written:
    """A reply or opinion with its words. final: signed, so that it may go out; versions and steps: for the staff."""

    id: int
    unit: str
    kind: ReplyKind
    number: int
    state: ReplyState
    body: str
    part: int | None = None
    round: int = 1
    title: str = ""
    addressee: str = ""
    doc_no: str = ""
    result_class: str = ""
    class_label: str = ""
    disclosure: Disclosure | None = None
    disclosure_reason: str = ""
    signed_on: date | None = None
    sent_on: date | None = None
    contact_person: str = ""
    contact_phone: str = ""
    stance: Stance | None = None
    adoption: Adoption | None = None
    adoption_reason: str = ""
    drafter: str = ""
    signer: str = ""
    versions: tuple[Version, ...] = ()
    steps: tuple[Step, ...] = ()
    co_signs: tuple[CoSign, ...] = ()
    rungs: tuple[str, ...] = ()

    @property
    def final(self) -> bool:
        """Whether its words can no longer change."""
        return self.state in (ReplyState.SIGNED, ReplyState.SENT, ReplyState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class AskedReturn:
    """A unit says that the case is not its own."""

    id: int
    unit: str
    reason: str
    asked_on: date
    state: ReturnState
    basis: str = ""
    proposed: str = ""
    asked_by: str = ""
    office: str = ""
    decision: str = ""
    decided_on: date | None = None
    doc_no: str = ""


@dataclass(frozen=True, slots=True)
class AskedTime:
    """A unit asks for more time."""

    id: int
    unit: str
    reason: str
    asked_on: date
    state: ExtensionState
    due_before: date | None = None
    asked_due_on: date | None = None
    told_on: date | None = None
    asked_by: str = ""
    office: str = ""
    decision: str = ""
    decided_on: date | None = None
    doc_no: str = ""


@dataclass(frozen=True, slots=True)
class Urged:
    """One reminder. late: calendar days past the last day when it was made; answer_by: until when to say something."""

    id: int
    unit: str
    form: UrgeForm
    told: str
    on: date
    office: str = ""
    due_on: date | None = None
    late: int = 0
    answer_by: date | None = None
    doc_no: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """A contact with the submitter."""

    on: date | None
    form: ContactForm
    stage: ContactStage
    unit: str
    met: str
    summary: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """A copy of a reply on its way to one name, and what that one said of it."""

    id: int
    reply: int
    name: str
    sent_on: date
    state: FeedbackState
    due_on: date | None = None
    attitude: Score | None = None
    result: Score | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise of a reply. due: the day in force, or the words for it."""

    quote: str
    unit: str
    label: str
    state: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the review said."""

    decision: Verb
    told: str
    on: date
    reviewer: str
    office: str = ""
    category: str = ""
    grounds: tuple[str, ...] = ()
    contacted: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the course of the case."""

    at: datetime
    who: str
    verb: Verb
    reason: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list over several cases: whose part of which case, and what became of it."""

    unit: str
    role: AssignmentRole
    number: str
    title: str
    submitters: str
    due_on: date | None = None
    result_class: str = ""
    promises: tuple[Promised, ...] = ()
    together: str = ""
    doc_no: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """One case. boxes: situation, analysis, recommendations. named: whether this reader may know the submitters.

    listed: the parts given out on the same day, for a notice over all of them. base: the address of the site, empty
    where it is not known. on: the day on which a paper made now is dated. recorded: who typed in a paper for whom.
    """

    id: int
    track: Track
    title: str
    state: CaseState
    on: date
    number: str = ""
    session: str = ""
    body: str = ""
    place: str = ""
    kind: SubmitterKind = SubmitterKind.INDIVIDUAL
    signers: tuple[Signer, ...] = ()
    named: bool = True
    receipt_no: str = ""
    submitted_at: datetime | None = None
    recorded: str = ""
    category: str = ""
    key_case: str = ""
    consent: bool = True
    boxes: tuple[str, str, str] | None = None
    wishes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    office: str = ""
    due_on: date | None = None
    scale: tuple[Score, ...] = ()
    parts: tuple[Part, ...] = ()
    replies: tuple[Written, ...] = ()
    reviews: tuple[Reviewed, ...] = ()
    asked_returns: tuple[AskedReturn, ...] = ()
    asked_times: tuple[AskedTime, ...] = ()
    urges: tuple[Urged, ...] = ()
    meetings: tuple[Met, ...] = ()
    deliveries: tuple[Delivered, ...] = ()
    promises: tuple[Promised, ...] = ()
    course: tuple[Done, ...] = ()
    listed: tuple[Listed, ...] = ()
    base: str = ""
    staff: bool = False

    @property
    def lead(self) -> Signer | None:
        """The first name under the case, where the reader may know it."""
        return self.signers[0] if self.signers else None
