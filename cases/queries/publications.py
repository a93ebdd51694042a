"""A sent reply before it is published: its text with every personal stretch told apart, and what may be done."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.actor import Actor
from cases.errors import NotFound
from cases.facts import Facts, Row
from cases.queries.drafts import Head, head_of, seen_reply
from cases.queries.masking import list_in
from cases.tables import Document, Publication
from cases.vocabulary import Disclosure, Machine, PublicationState, ReplyKind
from cases.workflow import Offer, offers

MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the letter that the public must not read. key: names it in the form."""

    kind: str
    start: int
    end: int
    words: str

    @property
    def key(self) -> str:
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the letter: shown, or blackened with its stretch."""

    text: str
    hidden: Stretch | None


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """One reply before or after its publication. due_on: until when it should be out."""

    reply: int
    version: int
    head: Head
    unit: str
    title: str
    disclosure: Disclosure | None
    consent: bool
    signed_on: date | None
    state: PublicationState
    published_at: datetime | None
    reason: str
    pieces: tuple[Piece, ...]
    stretches: tuple[Stretch, ...]
    offers: tuple[Offer, ...]

    def offer(self, verb: str) -> Offer | None:
        """The move of a verb, blocked or not."""
        return next((offer for offer in self.offers if offer.verb.value == verb), None)


async def publication_page(reply_id: int, *, actor: Actor, further: Sequence[str] = ()) -> PublicationPage:
    """A reply as it would be published. further: words that shall be hidden too. Raises NotFound."""
    facts, reply = await seen_reply(reply_id, actor)
    document = await Document.select().where(Document.id == reply["document"]).first()
    offered = offers(facts, Machine.REPLY, reply, actor)
    if document is None or reply["assignment"] is None or actor.owner is None:
        raise NotFound(kind=ReplyKind.REPLY.label, key=str(reply_id))
    row = await Publication.select().where(Publication.reply == reply_id).first() or {}
    stretches = personal_stretches(facts, reply, document, further)
    return PublicationPage(
        reply=reply_id,
        version=reply["version"],
        head=head_of(facts, actor),
        unit=reply["printed_name"],
        title=reply["title"] or "",
        disclosure=Disclosure(reply["disclosure"]) if reply["disclosure"] else None,
        consent=bool(facts.case["consent_publish"]),
        signed_on=reply["signed_on"],
        state=PublicationState(row.get("state") or PublicationState.PENDING),
        published_at=row.get("published_at"),
        reason=row.get("reason") or "",
        pieces=tuple(_pieces(document["text"], stretches)),
        stretches=stretches,
        offers=offered,
    )


def personal_stretches(facts: Facts, reply: Row, document: Row, further: Sequence[str] = ()) -> tuple[Stretch, ...]:
    """Everything in a letter that the public must not read, in order, none inside another.

    What was found in the text, the contact's name, the submitters' names where they asked for it, and further words.
    """
    text = document["text"]
    found = [Stretch(one["kind"], one["start"], one["end"], "") for one in list_in(document["personal"])]
    contact = next((c for c in facts.reply_contacts if c["reply"] == reply["id"]), None)
    names = [contact["person"]] if contact and contact["person"] else []
    if facts.case["identity_kept"]:
        names += [s["printed_name"] for s in facts.submitters]
    for words in dict.fromkeys([*names, *further][:MOST_NAMES]):
        if words.strip():
            found += [Stretch("name", m.start(), m.end(), "") for m in re.finditer(re.escape(words.strip()), text)]
    kept: list[Stretch] = []
    for one in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(Stretch(one.kind, one.start, one.end, text[one.start : one.end]))
    return tuple(kept)


def stored(stretches: Iterable[Stretch]) -> str:
    """As the document keeps them."""
    return json.dumps([{"kind": one.kind, "start": one.start, "end": one.end} for one in stretches])


def without_addressee(values: Any) -> str:
    """What a page says about itself, without whom it is addressed to."""
    kept = dict(json.loads(values) if isinstance(values, str) else values or {})
    kept.pop("addressee", None)
    return json.dumps(kept, ensure_ascii=False)


def _pieces(text: str, stretches: Iterable[Stretch]) -> Iterator[Piece]:
    at = 0
    for one in stretches:
        yield Piece(text[at : one.start], None)
        yield Piece(one.words, one)
        at = one.end
    yield Piece(text[at:], None)
