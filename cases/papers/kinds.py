"""The closed list of papers: what makes each, and which of them there are for a case and its reader."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cases.errors import NothingToPrint
from cases.papers.letters import co_opinion_of, reply_of
from cases.papers.matter import Matter
from cases.papers.model import Paper
from cases.vocabulary import ReplyKind, ReplyState, Signature
from cases.vocabulary.papers import PaperKind

Maker = Callable[[Matter, int | None, int | None], Paper]
MAKERS: dict[PaperKind, Maker] = {
    PaperKind.REPLY: reply_of,
    PaperKind.CO_OPINION: co_opinion_of,
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
    return MAKERS[kind](matter, of, copy)


def offered(matter: Matter) -> tuple[Offered, ...]:
    """The papers that there are of this case for its reader, in the order of the list of kinds."""
    order = {kind: place for place, kind in enumerate(PaperKind)}
    some = (one for one in _offered(matter) if one.kind in MAKERS and (matter.staff or one.kind not in _STAFF))
    return tuple(sorted(some, key=lambda one: order[one.kind]))


def copies_of(matter: Matter, kind: PaperKind) -> int:
    """How many names get a copy of their own."""
    signed = sum(one.signature is Signature.SIGNED for one in matter.signers)
    return signed if kind is PaperKind.REPLY and matter.staff else 1


def _offered(matter: Matter) -> Iterator[Offered]:
    for reply in matter.replies:
        if reply.state is ReplyState.SUPERSEDED:
            continue
        kind = PaperKind.REPLY if reply.kind is ReplyKind.REPLY else PaperKind.CO_OPINION
        yield Offered(kind, reply.id, reply.unit)
