"""The closed list of papers: what makes each, and which of them there are for a case and its reader."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cases.errors import NothingToPrint
from cases.papers.approvals import approval_sheet_of
from cases.papers.bundles import case_bundle_of
from cases.papers.changes import changes_of
from cases.papers.forms import feedback_form_of, look_back_form_of
from cases.papers.letters import co_opinion_of, reply_of
from cases.papers.matter import Matter
from cases.papers.model import Paper
from cases.papers.notices import assignment_notice_of, supervision_notice_of, urge_notice_of
from cases.papers.placeholders import known_of
from cases.papers.requests import extension_request_of, return_request_of
from cases.papers.submissions import proposal_of, receipt_of, review_sheet_of
from cases.vocabulary import ENDED, LEADING, ReplyKind, ReplyState, Signature, UrgeForm
from cases.vocabulary.papers import ListKind, PaperKind

Maker = Callable[[Matter, int | None, int | None], Paper]
MAKERS: dict[PaperKind, Maker] = {
    PaperKind.REPLY: reply_of,
    PaperKind.CO_OPINION: co_opinion_of,
    PaperKind.ASSIGNMENT_NOTICE: assignment_notice_of,
    PaperKind.RECEIPT: receipt_of,
    PaperKind.PROPOSAL: proposal_of,
    PaperKind.REVIEW_SHEET: review_sheet_of,
    PaperKind.FEEDBACK_FORM: feedback_form_of,
    PaperKind.APPROVAL_SHEET: approval_sheet_of,
    PaperKind.RETURN_REQUEST: return_request_of,
    PaperKind.EXTENSION_REQUEST: extension_request_of,
    PaperKind.URGE_NOTICE: urge_notice_of,
    PaperKind.SUPERVISION_NOTICE: supervision_notice_of,
    PaperKind.LOOK_BACK_FORM: look_back_form_of,
    PaperKind.CASE_BUNDLE: case_bundle_of,
    PaperKind.CHANGES: changes_of,
}
# Read by staff alone: what offices and units write to one another.
_STAFF = frozenset(PaperKind) - {PaperKind.REPLY, PaperKind.PROPOSAL, PaperKind.RECEIPT, PaperKind.FEEDBACK_FORM}


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper that there is. of: the row it is about, none where the case has but one; about: says which."""

    kind: PaperKind
    of: int | None = None
    about: str = ""


def paper_of(kind: PaperKind, matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """A paper of a case. of: the reply, request, reminder, part or copy it is about, by default the newest.

    copy: of a reply with several addressees, whose copy, from 1. Raises NothingToPrint, also where such papers are
    not for this reader.
    """
    if kind in _STAFF and not matter.staff:
        raise NothingToPrint(paper=kind.label, missing="这一种公文只由工作人员打印")
    return replace(MAKERS[kind](matter, of, copy), known=known_of(matter))


def offered(matter: Matter) -> tuple[Offered, ...]:
    """The papers that there are of this case for its reader, in the order of the list of kinds."""
    order = {kind: place for place, kind in enumerate(PaperKind)}
    some = (one for one in _offered(matter) if matter.staff or one.kind not in _STAFF)
    return tuple(sorted(some, key=lambda one: order[one.kind]))


def copies_of(matter: Matter, kind: PaperKind | ListKind) -> int:
    """How many names get a copy of their own."""
    signed = sum(one.signature is Signature.SIGNED for one in matter.signers)
    return signed if kind is PaperKind.REPLY and matter.staff else 1


def _offered(matter: Matter) -> Iterator[Offered]:
    yield from _of_replies(matter)
    for one in matter.deliveries:
        yield Offered(PaperKind.FEEDBACK_FORM, one.id, one.name)
    for some, kind in (
        (matter.asked_returns, PaperKind.RETURN_REQUEST),
        (matter.asked_times, PaperKind.EXTENSION_REQUEST),
    ):
        for asked in some:
            yield Offered(kind, asked.id, asked.unit)
    for urge in matter.urges:
        formal = urge.form is UrgeForm.SUPERVISION
        yield Offered(PaperKind.SUPERVISION_NOTICE if formal else PaperKind.URGE_NOTICE, urge.id, urge.unit)
    for part in matter.parts:
        if part.assigned_on and part.state not in ENDED:
            yield Offered(PaperKind.ASSIGNMENT_NOTICE, part.id, part.unit)
            if matter.promises and part.role in LEADING:
                yield Offered(PaperKind.LOOK_BACK_FORM, part.id, part.unit)
    for kind, there in (
        (PaperKind.RECEIPT, bool(matter.receipt_no)),
        (PaperKind.PROPOSAL, matter.boxes is not None),
        (PaperKind.REVIEW_SHEET, matter.submitted_at is not None),
        (PaperKind.CASE_BUNDLE, True),
    ):
        if there:
            yield Offered(kind)


def _of_replies(matter: Matter) -> Iterator[Offered]:
    for reply in matter.replies:
        if reply.state is ReplyState.SUPERSEDED:
            continue
        kind = PaperKind.REPLY if reply.kind is ReplyKind.REPLY else PaperKind.CO_OPINION
        yield Offered(kind, reply.id, reply.unit)
        if reply.part is not None and reply.rungs and reply.kind is ReplyKind.REPLY:
            yield Offered(PaperKind.APPROVAL_SHEET, reply.id, reply.unit)
        if len({version.body for version in reply.versions}) > 1:
            yield Offered(PaperKind.CHANGES, reply.id, reply.unit)
