"""The letters of units: a reply to the submitter, and an opinion to the lead unit. Pure."""

from dataclasses import replace

from cases.drafting.letters import COLON, about_of
from cases.errors import NothingToPrint
from cases.papers.bodies import body_of
from cases.papers.matter import Matter, Written
from cases.papers.model import Form, Paper, Paragraph
from cases.papers.texts import clean, day_words, plain, title_lines
from cases.vocabulary import LEADING, AssignmentRole, ReplyKind, ReplyState, Signature, Stance, Track
from cases.vocabulary.papers import (
    CONTACT_NOTE,
    COPY_OF_BODY,
    DISCLOSURE_NOTE,
    FORM_NAME,
    NOT_FINAL,
    OPINION_NONE,
    OPINION_OPENING,
    OPINION_STANCE,
    OPINION_TITLE,
    PaperKind,
)
from cases.vocabulary.writing import ADDRESSED, NOUNS, TITLE


def reply_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """A reply as a letter. of: its id, by default the newest; copy: place of the name it goes to, from 1.

    Raises NothingToPrint.
    """
    reply = chosen(matter, ReplyKind.REPLY, PaperKind.REPLY, of)
    title = reply.title or TITLE.format(unit=reply.unit, about=about(matter), noun=NOUNS[matter.track])
    return Paper(
        kind=PaperKind.REPLY,
        form=Form.LETTER,
        name=clean(title),
        title=title_lines(title),
        letterhead=clean(reply.unit),
        doc_no=clean(reply.doc_no),
        class_mark=clean(reply.result_class),
        status="" if reply.final else NOT_FINAL,
        addressee=_salutation(matter, reply, copy),
        blocks=body_of(reply.body),
        attachments=(FORM_NAME,) if _is_rated(matter, reply) else (),
        signatures=(clean(reply.unit),),
        day=day_words(reply.signed_on or matter.on),
        notes=notes_of(reply),
        copies=_copies(matter),
        source=f"reply/{reply.id}",
    )


def co_opinion_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """A co-handler's opinion as a letter to the lead unit. Raises NothingToPrint."""
    opinion = chosen(matter, ReplyKind.CO_OPINION, PaperKind.CO_OPINION, of)
    title = OPINION_TITLE.format(unit=opinion.unit, about=about(matter), noun=NOUNS[matter.track])
    leads = [part.unit for part in matter.parts if part.role in LEADING]
    return Paper(
        kind=PaperKind.CO_OPINION,
        form=Form.LETTER,
        name=clean(title),
        title=title_lines(title),
        letterhead=clean(opinion.unit),
        doc_no=clean(opinion.doc_no),
        status="" if opinion.final else NOT_FINAL,
        addressee=f"{clean('、'.join(leads))}{COLON[0]}" if leads else "",
        blocks=(*opening_lines(matter.title, matter.track, opinion.stance), *body_of(opinion.body)),
        signatures=(clean(opinion.unit),),
        day=day_words(opinion.signed_on or opinion.sent_on or matter.on),
        notes=notes_of(replace(opinion, disclosure=None)),
        copies=_copies(matter, units=False),
        source=f"reply/{opinion.id}",
    )


def opening_lines(title: str, track: Track, stance: Stance | None) -> tuple[Paragraph, ...]:
    """What an opinion says before its text: on which case it is, and whether the unit agrees."""
    opening = plain(OPINION_OPENING.format(title=title, noun=NOUNS[track]))
    if stance is None:
        return (opening,)
    none = stance is Stance.NO_OPINION
    return opening, plain(OPINION_NONE if none else OPINION_STANCE.format(stance=stance.label))


def chosen(matter: Matter, kind: ReplyKind, paper: PaperKind, of: int | None) -> Written:
    """The reply or opinion that is meant; by default the newest in force, else the newest. Raises NothingToPrint."""
    some = [r for r in matter.replies if r.kind is kind and of in (None, r.id)]
    if not some:
        missing = "没有这一份" if of else f"还没有{kind.label}，或不由您查看"
        raise NothingToPrint(paper=paper.label, missing=missing)
    return max(some, key=lambda r: (r.state is not ReplyState.SUPERSEDED, r.round, r.number, r.id))


def about(matter: Matter) -> str:
    """市政协十届二次会议第12号, as titles say which case is meant."""
    return about_of(matter.track, matter.body.removeprefix(matter.place), matter.session, matter.number)


def notes_of(reply: Written) -> tuple[str, ...]:
    """What stands in brackets under the day: whom to ask, and whether it is public."""
    contact = CONTACT_NOTE.format(person=reply.contact_person, phone=reply.contact_phone)
    return tuple(
        clean(note)
        for note in (
            contact if reply.contact_phone else "",
            DISCLOSURE_NOTE[reply.disclosure] if reply.disclosure else "",
        )
        if note
    )


def _salutation(matter: Matter, reply: Written, copy: int | None) -> str:
    signed = [one for one in matter.signers if one.signature is Signature.SIGNED]
    name = reply.addressee
    if copy is not None and 0 < copy <= len(signed):
        one = signed[copy - 1]
        name = one.name if one.collective else ADDRESSED[matter.track].format(one.name)
    if not name and matter.named and matter.lead:
        name = matter.lead.name if matter.lead.collective else ADDRESSED[matter.track].format(matter.lead.name)
    name = name or ADDRESSED[matter.track].format("")
    return f"{clean(name).rstrip(COLON)}{COLON[0]}" if name else ""


def _is_rated(matter: Matter, reply: Written) -> bool:
    """Whether the form for its rating goes with it: only with what was written here."""
    return reply.part is not None and reply.final


def _copies(matter: Matter, *, units: bool = True) -> str:
    """Whom 抄送 names: the receiving body's committee, the office that gave the case out, the co-handlers."""
    body = COPY_OF_BODY.get(matter.track, "").format(body=matter.body) if matter.body else ""
    offices = [part.office for part in matter.parts if part.office and part.assigned_on]
    helpers = [part.unit for part in matter.parts if part.role is AssignmentRole.CO] if units else []
    named = [clean(one) for one in dict.fromkeys((body, *offices[:1], *helpers)) if one]
    return f"{'，'.join(named)}。" if named and any(part.assigned_on for part in matter.parts) else ""
