"""What a page says about itself: kind, parts, fields, doubts. Nothing is guessed: what does not stand there is None."""

import re
from dataclasses import replace
from datetime import date

from cases.reading.page_closing import has_farewell, read_closing
from cases.reading.page_contact import Contact, read_contact, read_copies, read_signer
from cases.reading.page_days import issued_on, published_on
from cases.reading.page_fields import NUMBER_LABELS, find_field
from cases.reading.page_flags import (
    WorkingDays,
    class_conflict,
    damage_flags,
    missing_flags,
    noun_conflict,
    published_late,
    script_flags,
    weekdays,
)
from cases.reading.page_kind import letter_kind, other_kind, speaks_to_citizens
from cases.reading.page_letter import Letter
from cases.reading.page_marks import (
    answered_of,
    disclosures_of,
    doc_no_of,
    index_no_of,
    published_of,
    result_class_of,
    stated_date,
)
from cases.reading.page_offices import co_departments_of, lead_of
from cases.reading.page_opening import Opening, find_openings
from cases.reading.page_parts import (
    answer_parts,
    labelled_reply,
    letter_parts,
    next_letter,
    plan_parts,
    proposal_stretch,
    second_copy,
    summary_copy,
)
from cases.reading.page_place import place_of, track_of
from cases.reading.page_reference import Reference, read_reference
from cases.reading.page_salutation import Salutation, bare_salutation, find_salutation, salutation_before
from cases.reading.page_subject import proposal_title
from cases.reading.page_text import compact, squeezed
from cases.reading.page_title import Title, find_titles
from cases.reading.page_values import addressee_of, number_of, proposal_title_of, session_of
from cases.reading.personal import find_personal
from cases.reading.shadow import Shadow
from cases.reading.shapes import Page, Part, RawDocument, Value
from cases.vocabulary import DocumentKind, Flag, Track, ValueSource

_HEAD_WITHOUT_LETTER = 1500
_AFTER_ANCHOR = 30
_LINES_ABOVE = 160
_LEAD_IN = 400
_VARIANTS = (("答覆", "答复"), ("回覆", "回复"), ("函覆", "函复"), ("覆函", "复函"), ("\r\n", " \n"), ("\r", "\n"))


def read_page(raw: RawDocument, shadow: Shadow, working_days: WorkingDays = weekdays) -> Page:
    """Read a page from its text. working_days: counts the working days after one day up to another."""
    text = shadow.text
    for variant, plain in _VARIANTS:
        text = text.replace(variant, plain)
    openings = find_openings(text)
    opening = openings[0] if openings else None
    salutation = _salutation(text, opening)
    starts = [item.start for item in (opening, salutation) if item]
    limit = min(starts) if starts else min(len(text), _HEAD_WITHOUT_LETTER)
    titles = find_titles(text, 0, limit) or (find_titles(text, limit, opening.start) if opening else [])
    proposal = proposal_title(text, opening.start, opening.anchor) if opening else None
    kind = letter_kind(text, titles, openings, salutation, proposal)
    if kind is None:
        labelled = None if openings or titles or speaks_to_citizens(text) else labelled_reply(text)
        if labelled is None:
            other = _other_page(raw.text, text, shadow)
            return other if other.publish_date else replace(other, publish_date=stated_date(raw.meta))
        kind, starts = DocumentKind.REPLY, [labelled]
    head = min(starts) if starts else titles[0].end
    letter = _letter(raw.text, text, shadow, tuple(titles), openings, salutation, head)
    page = _letter_page(letter, kind, openings, working_days)
    return page if page.publish_date else replace(page, publish_date=stated_date(raw.meta))


def _salutation(text: str, opening: Opening | None) -> Salutation | None:
    before = salutation_before(text, opening.start) if opening else None
    if before:
        return before
    found = find_salutation(text, 0, opening.start if opening else min(len(text), 3000))
    return found or (bare_salutation(text, opening.start) if opening else None)


def _letter(
    original: str,
    text: str,
    shadow: Shadow,
    titles: tuple[Title, ...],
    openings: list[Opening],
    salutation: Salutation | None,
    head: int,
) -> Letter:
    opening = openings[0] if openings else None
    others = [place for place in (second_copy(text, openings), next_letter(text, openings)) if place is not None]
    begin = opening.end if opening else (salutation.stop if salutation else head)
    closing = read_closing(text, begin, min(others, default=len(text)))
    said = _said(text, opening) if opening else Reference()
    listed = _listed(text, head)
    above = (
        Reference()
        if any(title.reference.session for title in titles)
        else _above(text, max(0, head - _LINES_ABOVE), head)
    )
    if opening and salutation and not (above.session or said.session) and salutation.stop < opening.start:
        above = _above(text, max(salutation.stop, opening.start - _LEAD_IN), opening.start)
    contact = read_contact(text, closing.body_end, closing.stop)
    if contact == Contact(None, None, None):
        contact = read_contact(text, 0, head)
    return Letter(original, text, shadow, titles, opening, salutation, said, listed, above, closing, contact, head)


def _said(text: str, opening: Opening) -> Reference:
    """What an opening says of the submission; the submission's own title is not looked into (第10号楼 is no number)."""
    place = proposal_title(text, opening.start, opening.anchor)
    start, end = place or (opening.start, opening.start)
    seen = text[opening.start : start] + "#" * (end - start) + text[end : opening.anchor + _AFTER_ANCHOR]
    return read_reference(compact(text[: opening.start] + seen, opening.start, opening.start + len(seen)))


def _listed(text: str, head: int) -> Reference:
    """What the page's own field for the number says (提案号: 市政协九届三次会议第58号提案)."""
    field = find_field(text, NUMBER_LABELS, r"[^\n|]{4,60}", 0, head)
    return read_reference(compact(text, field.start, field.end)) if field else Reference()


def _above(text: str, start: int, end: int) -> Reference:
    """The session that the lines above a letter or its first sentences name; no number, they may speak of others."""
    found = read_reference(compact(text, start, end))
    return replace(found, number=None, delegation=None) if found.session else Reference()


def _other_page(original: str, text: str, shadow: Shadow) -> Page:
    kind = other_kind(text)
    parts: tuple[Part, ...] = ()
    if kind is DocumentKind.PLAN:
        parts = plan_parts(text, shadow)
    elif kind is DocumentKind.PRESS_CONFERENCE:
        parts = answer_parts(text, shadow)
    personal = find_personal(shadow)
    flags = [Flag.NOT_A_REPLY, *script_flags(original, shadow), *([Flag.PERSONAL_DATA] if personal else [])]
    page = Page(kind, Track.OTHER, parts, tuple(flags), personal)
    if kind not in (DocumentKind.PLAN, DocumentKind.PRESS_CONFERENCE):
        return page
    return replace(page, reply_date=issued_on(text, shadow), publish_date=published_on(text, shadow))


def _letter_page(letter: Letter, kind: DocumentKind, openings: list[Opening], working_days: WorkingDays) -> Page:
    text = letter.text
    proposal = proposal_stretch(text, letter.head, letter.titles)
    if proposal and kind is DocumentKind.REPLY:
        kind = DocumentKind.PROPOSAL_AND_REPLY
    number, delegation, number_conflict = number_of(letter)
    published, others = published_of(letter)
    lead = lead_of(letter)
    cos = co_departments_of(letter, lead)
    place, level = place_of(letter, lead)
    addressee = addressee_of(letter)
    if kind is DocumentKind.CO_REPLY:
        cos = (lead,) if lead and lead != addressee else ()
        lead = addressee
    start = summary_copy(text, letter.head, letter.closing.body_end)
    page = Page(
        kind=kind,
        body=track_of(letter),
        parts=letter_parts(text, letter.shadow, openings, start, letter.closing.body_end, proposal),
        flags=(),
        personal=find_personal(letter.shadow),
        level=level,
        place=place,
        session=session_of(letter),
        number=number,
        delegation=delegation,
        title=_title(letter),
        title_of_proposal=proposal_title_of(letter),
        submitters=_submitters(letter, kind, addressee),
        addressee=addressee,
        lead_department=lead,
        co_departments=cos,
        reply_date=letter.dated(letter.closing.on, ValueSource.SIGNATURE) or answered_of(letter),
        publish_date=published,
        other_dates=others,
        doc_no=doc_no_of(letter),
        index_no=index_no_of(letter),
        result_class=result_class_of(letter),
        disclosure=next(iter(disclosures_of(letter)), None),
        signer=letter.found(read_signer(text, 0, letter.closing.stop), ValueSource.NOTE),
        contact_unit=letter.found(letter.contact.unit, ValueSource.NOTE),
        contact_person=letter.found(letter.contact.person, ValueSource.NOTE),
        contact_phone=letter.found(letter.contact.phone, ValueSource.NOTE),
        copies_to=letter.found(read_copies(text, letter.closing.body_end, letter.closing.stop), ValueSource.NOTE),
    )
    return _flagged(page, letter, openings, number_conflict, working_days)


def _title(letter: Letter) -> Value | None:
    if not letter.titles:
        return None
    first = letter.titles[0]
    return letter.value(first.start, first.end, ValueSource.TITLE)


def _submitters(letter: Letter, kind: DocumentKind, addressee: Value | None) -> tuple[str, ...]:
    """Who submitted: the persons addressed, or in a co-handler's letter those whom its opening names."""
    words = ""
    if kind is not DocumentKind.CO_REPLY and addressee:
        words = addressee.text
    elif letter.opening:
        said = squeezed(letter.text[letter.opening.start : letter.opening.anchor])
        match = re.match(r"(?P<who>[\u4e00-\u9fff、,·]{2,200}?(?:委员|代表))(?:们)?(?:所|在|提|关于|的)", said)
        words = match["who"] if match else ""
    bare = re.sub(r"等?\d{0,3}[位名]?(?:委[员員]|代表)?$", "", words)
    names = [re.sub(r"(?:委[员員]|代表)$", "", name) for name in re.split(r"[、,,和及]", bare)]
    return tuple(name for name in names if 2 <= len(name) <= 20)


def _flagged(
    page: Page, letter: Letter, openings: list[Opening], number_conflict: bool, working_days: WorkingDays
) -> Page:
    text, closing = letter.text, letter.closing
    body = text[letter.opening.end if letter.opening else letter.head : closing.body_end]
    complete = bool(closing.on or closing.offices) or has_farewell(text, letter.head, closing.stop)
    disclosed = {squeezed(value.text) for value in disclosures_of(letter)}
    checks = (
        (Flag.DUPLICATE_BODY, second_copy(text, openings) is not None),
        (Flag.SEVERAL_REPLIES, next_letter(text, openings) is not None),
        (Flag.NUMBER_CONFLICT, number_conflict),
        (Flag.NOUN_TRACK_CONFLICT, noun_conflict(page.body, _naming(letter))),
        (Flag.CLASS_VS_TEXT_CONFLICT, class_conflict(page.result_class.text if page.result_class else None, body)),
        (Flag.LATE_PUBLICATION, published_late(_day(page.reply_date), _day(page.publish_date), working_days)),
        (Flag.DISCLOSURE_CONFLICT, bool(disclosed & {"依申请公开", "不予公开", "不公开", "否"})),
        (Flag.LOST_DIGITS, closing.lost_date),
        (Flag.PERSONAL_DATA, _has_private(page, letter.original)),
    )
    flags = [
        *[flag for flag, raised in checks if raised],
        *missing_flags(page),
        *damage_flags(text[letter.head : closing.body_end], body, complete),
        *script_flags(letter.original, letter.shadow),
    ]
    return replace(page, flags=tuple(dict.fromkeys(flags)))


def _naming(letter: Letter) -> str:
    """The passages in which a letter names its object and its reader."""
    text, opening, salutation = letter.text, letter.opening, letter.salutation
    start = opening.start if opening else letter.head
    who = text[salutation.start : salutation.end] + ":" if salutation else ""
    titles = "".join(title.text for title in letter.titles[:1])
    return titles + who + text[start : min(start + 900, letter.closing.body_end)]


def _has_private(page: Page, original: str) -> bool:
    """Whether the page holds personal data other than the phone it gives for questions."""
    shown = squeezed(page.contact_phone.text) if page.contact_phone else None
    return any(squeezed(original[item.span.start : item.span.end]) != shown for item in page.personal)


def _day(value: Value | None) -> date | None:
    return date.fromisoformat(value.text) if value else None
