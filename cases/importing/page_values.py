"""Choose each value of a letter among the places that may state it, and keep where it came from."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from cases.importing.dates import FoundDate
from cases.importing.numerals import to_int
from cases.importing.office_names import is_office, is_vague, looks_like_office
from cases.importing.page_closing import Closing, Contact
from cases.importing.page_fields import (
    CLASS,
    CLASS_LABELS,
    CO_LABELS,
    DISCLOSURE_LABELS,
    DOC_NO,
    DOC_NO_LABELS,
    INDEX,
    INDEX_LABELS,
    NUMBER_LABELS,
    OFFICE_LABELS,
    PUBLISHED_LABELS,
    PUBLISHER_LABELS,
    TITLE_LABELS,
    Field,
    dated_labels,
    find_field,
    find_fields,
)
from cases.importing.page_opening import Opening, Salutation, co_offices, proposal_title
from cases.importing.page_reference import Found, Reference, level_of
from cases.importing.page_text import squeezed
from cases.importing.page_title import Title
from cases.importing.shadow import Shadow
from cases.importing.shapes import Value
from cases.vocabulary import Level, Track, ValueSource


@dataclass(frozen=True, slots=True)
class Letter:
    """What was recognised on a page that answers a submission. head: where its own text begins; said: reference of the
    opening sentence."""

    original: str
    text: str
    shadow: Shadow
    titles: tuple[Title, ...]
    opening: Opening | None
    salutation: Salutation | None
    said: Reference
    closing: Closing
    contact: Contact
    head: int

    def value(self, start: int, end: int, source: ValueSource) -> Value | None:
        """A stretch of the folded page as a value: the original's characters without white space."""
        if end <= start:
            return None
        words = "".join(self.original[self.shadow.origin[at]] for at in range(start, end))
        return Value(squeezed(words), source, self.shadow.span(start, end)) if squeezed(words) else None

    def found(self, found: Found | None, source: ValueSource) -> Value | None:
        """A stretch that was recognised, as a value."""
        return self.value(found.start, found.end, source) if found else None

    def read_as(self, found: Found | None, source: ValueSource) -> Value | None:
        """A stretch whose reading differs from its words (十二届二次会议)."""
        return Value(found.text, source, self.shadow.span(found.start, found.end)) if found else None

    def dated(self, found: FoundDate | None, source: ValueSource) -> Value | None:
        """A date as an ISO value."""
        return Value(found.on.isoformat(), source, self.shadow.span(found.start, found.end)) if found else None

    def references(self) -> list[tuple[Reference, ValueSource]]:
        """Every passage that may name the submission, the most reliable first."""
        titles = [(title.reference, ValueSource.TITLE) for title in self.titles]
        return [*titles, (self.said, ValueSource.OPENING)]


def session_of(letter: Letter) -> Value | None:
    """The session the submission was made at."""
    return next((letter.read_as(r.session, source) for r, source in letter.references() if r.session), None)


def number_of(letter: Letter) -> tuple[Value | None, Value | None, bool]:
    """(number, delegation, conflict): conflict if title and opening tell different numbers; 62 and 062 are the same."""
    told = [(r, source) for r, source in letter.references() if r.number]
    field = find_field(letter.text, NUMBER_LABELS, r"第?(?P<no>[A-Z]{0,4}\d{1,10})(?:号|(?=\s|$))", 0, letter.head)
    if told:
        first, source = told[0]
        number = first.number
        if number is None:
            return None, None, False
        conflict = any(not _same_number(number.text, r.number.text) for r, _ in told[1:] if r.number)
        value = letter.read_as(number, source)
        return value, letter.found(first.delegation, source), conflict
    if field:
        a, b = field.match.span("no")
        return letter.value(a, b, ValueSource.FIELD), None, False
    return None, None, False


def _same_number(one: str, other: str) -> bool:
    a, b = to_int(one) if one.isdigit() else None, to_int(other) if other.isdigit() else None
    return a == b if a is not None and b is not None else one == other or one in other or other in one


_TITLE_VALUE = r"(?P<t>[^\n|]{4,160}?)(?=\s*(?:[\n|]|$)|\s+(?:[\u4e00-\u9fff/]\s?){2,8}[:|])"


def proposal_title_of(letter: Letter) -> Value | None:
    """The submission's own title: from a field of the page, the opening sentence, or inside the reply's title."""
    for field in find_fields(letter.text, TITLE_LABELS, _TITLE_VALUE, 0, letter.head):
        words = field.match["t"]
        own = field.label in ("案由", "题目") or field.label.startswith(("提案", "建议"))
        if re.search(r"答\s*复|复函|函\s*$|办理|公开|意见$", words) or not (own or words.startswith(("关于", "对"))):
            continue
        return letter.value(*field.match.span("t"), ValueSource.FIELD)
    if letter.opening:
        place = proposal_title(letter.text, letter.opening.start, letter.opening.anchor)
        if place:
            return letter.value(*place, ValueSource.OPENING)
    topic = next((title.topic for title in letter.titles if title.topic), None)
    if topic:
        return letter.value(*topic, ValueSource.TITLE)
    return _bare_topic(letter)


def _bare_topic(letter: Letter) -> Value | None:
    """The title in the first sentence after a salutation that goes without 收悉 (关于…的建议,我队高度重视)."""
    if letter.opening or not letter.salutation:
        return None
    start = letter.salutation.stop
    place = proposal_title(letter.text, start, min(len(letter.text), start + 160))
    return letter.value(*place, ValueSource.OPENING) if place else None


def addressee_of(letter: Letter) -> Value | None:
    """Whom the letter addresses, as printed."""
    found = letter.salutation
    return letter.value(found.start, found.end, ValueSource.SALUTATION) if found else None


def _offices_in_fields(letter: Letter, labels: tuple[str, ...], start: int, end: int) -> list[Value]:
    found = []
    for field in find_fields(letter.text, labels, r"(?![主协会承]办)[\u4e00-\u9fff()·]{2,40}", start, end):
        apart = letter.text[field.match.end("label") : field.start]
        if is_office(field.value) and (len(field.label) > 2 or re.search(r"[:∶|]", apart)):
            value = letter.value(field.start, field.end, ValueSource.FIELD)
            if value:
                found.append(value)
    return found


_KNOWS_ONLY_HOUSE = re.compile(r"政府办|政府网|办公室$|人民政府$|中心$|网$|报$")
_HEEDS = re.compile(
    r"[,。](?P<unit>[\u4e00-\u9fff]{2,24}?(?:局|委|部|厅|办|大队|支队|中心|公司|街道|政府))(?:党组|领导班子|领导|班子|对此){0,2}(?:高度重视|已?收悉|十分重视|非常重视|认真研究|组织)"
)
_BULLET = re.compile(r"•\s{0,6}(?P<unit>[\u4e00-\u9fff]{2,20}(?:局|委|部|厅|委员会|街道办事处))\s{0,6}(?=[•\n])")
_SAYS = re.compile(r"(?:^|[\s据])(?P<unit>[\u4e00-\u9fff]{2,14}?(?:局|委|部|厅))(?:答复|回复|网站(?:消息|发布))")


def lead_of(letter: Letter) -> Value | None:
    """The office that answers: by a field of the page, its signature, the reply's title, its own words, the publisher.
    Of two names of one office the fuller one."""
    text, closing = letter.text, letter.closing
    named = _named_lead(letter)
    candidates = [
        *_offices_in_fields(letter, OFFICE_LABELS, 0, letter.head),
        *[v for office in closing.offices[:1] if (v := letter.found(office, ValueSource.SIGNATURE))],
        *[v for t in letter.titles if (v := letter.found(t.agency, ValueSource.TITLE))],
        *_offices_in_fields(letter, OFFICE_LABELS, closing.body_end, closing.stop),
        *([named] if named else []),
        *[
            value
            for value in _offices_in_fields(letter, PUBLISHER_LABELS, 0, letter.head)
            if not _KNOWS_ONLY_HOUSE.search(squeezed(value.text))
        ],
    ]
    if not candidates:
        match = _BULLET.search(text, 0, letter.head) or _SAYS.search(text, 0, letter.head)
        return letter.value(*match.span("unit"), ValueSource.BODY) if match else None
    return _fuller(candidates)


def _named_lead(letter: Letter) -> Value | None:
    """The office that the opening itself names as the lead (经市发改委主办) or that speaks in it."""
    if letter.opening:
        lead, _ = co_offices(letter.text, letter.opening.start, letter.opening.end)
        if lead and looks_like_office(lead[0]):
            return letter.value(lead[1], lead[2], ValueSource.OPENING)
        start, end = letter.opening.start, letter.opening.end
    elif letter.salutation:
        start, end = letter.salutation.stop, letter.salutation.stop + 200
    else:
        return None
    match = _HEEDS.search(letter.text, start, end)
    if match and not re.search(r"我|本", match["unit"]):
        return letter.value(*match.span("unit"), ValueSource.OPENING)
    return None


def _fuller(candidates: list[Value]) -> Value:
    first = candidates[0]
    core = re.sub(r"^(?:市|县|区|省|州|盟|旗)", "", first.text)
    longer = [value for value in candidates[1:] if value.text.endswith(core) and len(value.text) > len(first.text)]
    return max(longer, key=lambda value: len(value.text), default=first)


def co_departments_of(letter: Letter) -> tuple[Value, ...]:
    """The co-handling offices that the opening or a field of the page names, as printed."""
    text = letter.text
    offices: list[tuple[str, int, int]] = []
    source = ValueSource.OPENING
    if letter.opening:
        _, offices = co_offices(text, letter.opening.start, letter.opening.end)
    if not offices:
        source = ValueSource.FIELD
        for field in find_fields(text, CO_LABELS, r"[\u4e00-\u9fff()、,]{2,160}", 0, letter.head):
            offices.extend(_listed(field))
    values = (letter.value(a, b, source) for name, a, b in offices if not is_vague(name))
    return tuple(value for value in values if value)


def _listed(field: Field) -> list[tuple[str, int, int]]:
    pieces = [(m.group(), field.start + m.start(), field.start + m.end()) for m in re.finditer(r"[^、,]+", field.value)]
    return [piece for piece in pieces if is_office(piece[0])]


def published_of(letter: Letter) -> tuple[Value | None, dict[str, str]]:
    """(the page's own date, every labelled date). Without a label only a numeric date that stands for itself above the
    letter counts."""
    dated = dated_labels(letter.text, 0, letter.head)
    others = {label: item.on.isoformat() for label, item in reversed(dated) if label}
    for label in PUBLISHED_LABELS:
        for name, item in dated:
            if name == label:
                return letter.dated(item, ValueSource.FIELD), others
    for name, item in dated:
        if not name and _is_stamp(letter.text, item):
            return letter.dated(item, ValueSource.FIELD), others
    return None, others


def _is_stamp(text: str, item: FoundDate) -> bool:
    printed = text[item.start : item.end]
    before, after = text[: item.start], text[item.end : item.end + 3]
    return bool(re.fullmatch(r"[\d\s./-]+", printed)) and (not before or before[-1] in " \n\t|•") and (
        not after or after[0] in " \n\t|"
    )


def doc_no_of(letter: Letter) -> Value | None:
    """The letter's own document number: in its field, or standing for itself above the letter. Numbers that the text
    cites are none."""
    field = find_field(letter.text, DOC_NO_LABELS, DOC_NO, 0, letter.head)
    if field:
        return letter.value(field.start, field.end, ValueSource.FIELD)
    alone = re.compile(rf"(?<![^\s|>)】【])(?P<no>{DOC_NO})(?=\s|$|[|(】]|[A-E]\s?类|签发)")
    for match in alone.finditer(letter.text, 0, letter.head):
        return letter.value(*match.span("no"), ValueSource.FIELD)
    return None


def index_no_of(letter: Letter) -> Value | None:
    """The index number of the publishing site."""
    field = find_field(letter.text, INDEX_LABELS, INDEX, 0, letter.head, firm=False)
    if field:
        return letter.value(field.start, field.end, ValueSource.FIELD)
    match = re.compile(r"(?<![^\s|•])[0-9A-Z-]{6,24}/\d{4,6}-\d{3,8}(?![^\s|])").search(letter.text, 0, letter.head)
    return letter.value(match.start(), match.end(), ValueSource.FIELD) if match else None


_BARE_CLASS = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9])[\[(【“]?(?P<letter>[A-D]|甲|乙|丙)\s?类?(?:件)?[\])】”]?(?![\u4e00-\u9fffA-Za-z0-9])"
)
_GLUED_CLASS = re.compile(r"(?<=[号函复])\s{0,8}(?:(?P<end>(?<=\s)[A-D](?=\s))|[(\[](?P<letter>[A-D])\s?类?[)\]]|(?P<bare>[A-D])\s?类)")


def result_class_of(letter: Letter) -> Value | None:
    """The result letter: in its field above or below the letter, or printed for itself beside number or title."""
    text, closing = letter.text, letter.closing
    for start, end in ((0, letter.head), (closing.body_end, len(text))):
        for field in find_fields(text, CLASS_LABELS, CLASS, start, end):
            if re.search(r"公\s?开|主题|体裁|服务", text[max(0, field.match.start() - 4) : field.match.start()]):
                continue
            return letter.value(*field.match.span("letter"), ValueSource.FIELD)
    for pattern in (_GLUED_CLASS, _BARE_CLASS):
        for match in pattern.finditer(text, 0, letter.head):
            group = next(name for name in ("bare", "end", "letter") if match.groupdict().get(name))
            if group == "end" or "类" in match.group() or re.match(r"\s{0,8}[\[(【“]", match.group()) or _own_line(text, match):
                return letter.value(*match.span(group), ValueSource.FIELD)
    return None


def _own_line(text: str, match: re.Match[str]) -> bool:
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    after = text[match.end() : match.end() + 40].split("\n")[0]
    return not before.strip() and not after.strip()


_DISCLOSED = r"(?:主动公开|依申请公开|不予公开|不公开|同意公开|全文公开|摘要公开|部分公开|此件公开发布|公开|是|否)"
_DISCLOSURE_NOTE = re.compile(r"\(?(?P<d>此件公开发布|主动公开|依申请公开|不予公开|同意公开|此件公开|此件主动公开)\)?(?![\u4e00-\u9fff])")


def disclosures_of(letter: Letter) -> list[Value]:
    """Every statement on whether the letter is public, above or below it."""
    text, closing = letter.text, letter.closing
    found = []
    for field in find_fields(text, DISCLOSURE_LABELS, _DISCLOSED, 0, len(text)):
        value = letter.value(field.start, field.end, ValueSource.FIELD)
        found.extend([value] if value else [])
    for start, end in ((0, letter.head), (closing.body_end, closing.stop)):
        for match in _DISCLOSURE_NOTE.finditer(text, start, end):
            value = letter.value(*match.span("d"), ValueSource.NOTE)
            found.extend([value] if value else [])
    return found


_BY_NOUN = ((re.compile(r"提案"), Track.CPPCC), (re.compile(r"人大代表|代表建议|议案|建议"), Track.NPC))


def track_of(letter: Letter) -> Track:
    """Congress or committee: by its name in title or opening, then in the page's path and fields, then by whom the
    letter addresses, then by what it calls the submission."""
    for reference, _ in letter.references():
        if reference.track:
            return reference.track
    head = letter.text[: letter.head]
    cppcc, npc = bool(re.search(r"政协", head)), bool(re.search(r"人大|人民代表大会", head))
    if cppcc != npc:
        return Track.CPPCC if cppcc else Track.NPC
    if letter.salutation:
        who = letter.text[letter.salutation.start : letter.salutation.end]
        for word, track in (("代表", Track.NPC), ("委员", Track.CPPCC)):
            if word in who:
                return track
    said = "".join(t.text for t in letter.titles) + (
        letter.text[letter.opening.start : letter.opening.end] if letter.opening else ""
    )
    for pattern, track in _BY_NOUN:
        if pattern.search(said):
            return track
    return Track.OTHER


_PLACE_NAME = re.compile(r"[\u4e00-\u9fff]{2,9}?(?:自治县|自治州|自治旗|地区|新区|省|市|县|区|旗|盟|州)")


def place_of(letter: Letter, lead: Value | None) -> tuple[Value | None, Level | None]:
    """(place, level) of the congress or committee. A bare 市 or 县 is completed by the name of the office that answers;
    nothing is taken from outside the page."""
    level = next((r.level for r, _ in letter.references() if r.level), None)
    for reference, source in letter.references():
        if reference.place and len(reference.place.text) > 1:
            return letter.found(reference.place, source), reference.level
    names = [v for t in letter.titles if (v := letter.found(t.agency, ValueSource.TITLE))]
    names += [v for office in letter.closing.offices if (v := letter.found(office, ValueSource.SIGNATURE))]
    names += [lead] if lead else []
    for name in names:
        place = _place_in(name, level, letter)
        if place:
            return place, level or level_of(squeezed(place.text))
    return None, level


def _place_in(name: Value, level: Level | None, letter: Letter) -> Value | None:
    if name.span is None:
        return None
    plain = "".join(letter.text[at] for at in _inside(letter, name))
    at = 0
    while match := _PLACE_NAME.match(plain, at):
        if level is None or level_of(match.group()) is level:
            places = _inside(letter, name)
            return letter.value(places[match.start()], places[match.end() - 1] + 1, name.source)
        at = match.end()
    return None


def _inside(letter: Letter, name: Value) -> list[int]:
    """Places of a value's characters in the folded page."""
    origin = letter.shadow.origin
    if name.span is None:
        return []
    low = _at(origin, name.span.start)
    high = _at(origin, name.span.end)
    return [place for place in range(low, high) if not letter.text[place].isspace()]


def _at(origin: tuple[int, ...] | range, place: int) -> int:
    return bisect_left(origin, place)
