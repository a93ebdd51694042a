"""The formal letter that a reply becomes when it is signed, and what a draft or letter promises. Pure.

What the writers filled in as fields is taken from the fields, never read back out of the text; only promises, figures
and personal data are searched for, by the same rules as on imported pages.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.extracting.commitments import find_commitments
from cases.extracting.figures import find_figures
from cases.notation import plain_of
from cases.reading.personal import find_personal
from cases.reading.shadow import Span, shadow_of
from cases.reading.shapes import (
    FoundCommitment,
    FoundFigure,
    Page,
    ParsedDocument,
    Part,
    PersonalDatum,
    RawDocument,
    Reading,
    Value,
)
from cases.vocabulary import Disclosure, DocumentKind, Flag, Level, Track, ValueSource
from cases.vocabulary.writing import CONTACT, LETTER_NAME, NOUNS, RESULT, TITLE

_NAMED = re.compile(r"号$")
_SITTING = re.compile(r"(.{1,6}届)(.{1,6}次会议)")
CONGRESS = "人大"
COLON = "：:"


@dataclass(frozen=True, slots=True)
class Letter:
    """A formal reply. number: of the case, as printed; session: of the body, in words; both may be unknown.

    office: the congress or committee as it is called at home (市政协, 市人大).
    """

    unit: str
    track: Track
    session: str
    number: str
    case_title: str
    addressee: str
    body: str
    signed_on: date
    doc_no: str
    result_class: str
    disclosure: Disclosure | None
    contact_person: str
    contact_phone: str
    level: Level | None = None
    place: str = ""
    office: str = ""
    co_units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of a letter and the stretch of it that the unit writes to the addressee."""

    title: str
    text: str
    letter: Span


def title_of(letter: Letter) -> str:
    """The heading by which a reply goes."""
    about = about_of(letter.track, letter.office, letter.session, letter.number)
    return TITLE.format(unit=letter.unit, about=about, noun=NOUNS[letter.track])


def about_of(track: Track, office: str, session: str, number: str) -> str:
    """Which case is meant: 市政协十届二次会议第12号, 市十四届人大四次会议西湖6号 where the congress is named."""
    bare = _NAMED.sub("", number)
    said = f"第{bare}号" if bare.isdigit() else f"{bare}号"
    sitting = f"{office}{session}"
    if track is Track.NPC and office.endswith(CONGRESS) and (parts := _SITTING.fullmatch(session)):
        sitting = f"{office.removesuffix(CONGRESS)}{parts[1]}{CONGRESS}{parts[2]}"
    return f"{sitting if session else ''}{said if number else ''}"


def composed(letter: Letter) -> Composed:
    """The letter as it is sent: marks, heading, salutation, body, unit, day, and the note of who can be asked.

    Its words are kept without the signs of bold, so that quotes and searches never meet them.
    """
    title = title_of(letter)
    head = [line for line in (letter.doc_no, RESULT.format(letter.result_class) if letter.result_class else "") if line]
    first = "\n".join([*head, title]) + "\n"
    day = f"{letter.signed_on.year}年{letter.signed_on.month}月{letter.signed_on.day}日"
    body = plain_of(letter.body.replace("\r\n", "\n").strip("\n")).text
    told = f"{letter.addressee.rstrip(COLON)}{COLON[0]}\n{body}\n{letter.unit}\n{day}"
    note = CONTACT.format(person=letter.contact_person, phone=letter.contact_phone) if letter.contact_phone else ""
    return Composed(title, first + told + note, Span(len(first), len(first) + len(told)))


def parsed_letter(letter: Letter, proposal: str = "") -> tuple[Composed, ParsedDocument]:
    """The letter as a document, as if the importer had read it. proposal: what it answers, to tell mere echoes."""
    made = composed(letter)
    page = _page(letter, made)
    reading = _reading(made.text, page, proposal, letter.signed_on)
    data = made.text.encode()
    raw = RawDocument(
        name=LETTER_NAME.format(made.title), sha256=hashlib.sha256(data).hexdigest(), size=len(data), media="txt",
        encoding="utf-8", text=made.text,
    )  # fmt: skip
    figures = tuple(one for one in find_figures(reading) if one.span.end <= len(made.text))
    return made, ParsedDocument(raw, page, find_commitments(reading), figures)


def promises_of(body: str, proposal: str, on: date) -> tuple[FoundCommitment, ...]:
    """What a draft promises, in the order it stands. Spans count characters of the body."""
    return promises_and_figures(body, proposal, on)[0]


def promises_and_figures(
    body: str, proposal: str, on: date
) -> tuple[tuple[FoundCommitment, ...], tuple[FoundFigure, ...]]:
    """What a draft promises and the numbers that it states, each in the order it stands, spans within the body."""
    page = Page(DocumentKind.REPLY, Track.OTHER, (Part("reply", Span(0, len(body))),), ())
    reading = _reading(body, page, proposal, on)
    stated = tuple(one for one in find_figures(reading) if one.part == "reply")
    return find_commitments(reading), stated


def personal_in(text: str) -> tuple[PersonalDatum, ...]:
    """Phones, identity numbers, addresses and accounts in a text."""
    return find_personal(shadow_of(text))


def _reading(text: str, page: Page, proposal: str, on: date) -> Reading:
    """The text followed by the proposal, which is there to be compared with; spans of the text stay what they are."""
    whole = f"{text}\n\n{proposal}" if proposal.strip() else text
    parts = page.parts
    if len(whole) > len(text):
        parts = (*parts, Part("proposal", Span(len(text) + 2, len(whole))))
    told = Page(page.kind, page.body, parts, page.flags, lead_department=page.lead_department,
                co_departments=page.co_departments, place=page.place, level=page.level)  # fmt: skip
    return Reading(whole, shadow_of(whole), told, on)


def _page(letter: Letter, made: Composed) -> Page:
    personal = personal_in(made.text)
    values: Mapping[str, Value | None] = {
        "place": _value(letter.place), "session": _value(letter.session), "number": _value(letter.number),
        "title": _value(made.title), "title_of_proposal": _value(letter.case_title),
        "addressee": _value(letter.addressee.rstrip(COLON)), "lead_department": _value(letter.unit),
        "reply_date": _value(letter.signed_on.isoformat()), "doc_no": _value(letter.doc_no),
        "result_class": _value(letter.result_class),
        "disclosure": _value(letter.disclosure.label if letter.disclosure else ""),
        "contact_person": _value(letter.contact_person), "contact_phone": _value(letter.contact_phone),
    }  # fmt: skip
    return Page(
        kind=DocumentKind.REPLY,
        body=letter.track,
        parts=(Part("reply", made.letter),),
        flags=(Flag.PERSONAL_DATA,) if personal else (),
        personal=personal,
        level=letter.level,
        co_departments=tuple(Value(unit, ValueSource.FIELD) for unit in letter.co_units),
        **values,  # type: ignore[arg-type]
    )


def _value(text: str) -> Value | None:
    return Value(text, ValueSource.FIELD) if text else None
