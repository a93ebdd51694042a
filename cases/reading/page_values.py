"""Session, number, title and reader of a letter, chosen among the places that may state them."""

import re

from cases.reading.numerals import to_int
from cases.reading.page_fields import NUMBER_LABELS, TITLE_LABELS, find_field, find_fields
from cases.reading.page_letter import Letter
from cases.reading.page_subject import proposal_title
from cases.reading.shapes import Value
from cases.vocabulary import ValueSource


def session_of(letter: Letter) -> Value | None:
    """The session the submission was made at."""
    return next((letter.read_as(r.session, source) for r, source in letter.references() if r.session), None)


# A list of fields that lost their labels: the session on one line, the number on the next.
_NUMBER_LINE = re.compile(r"届[^\n]{0,12}次会议[ \t]{0,20}\n\s{0,20}(?P<no>\d{1,5})[ \t]{0,20}\n")


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
    found = field.match if field else _NUMBER_LINE.search(letter.text, 0, letter.head)
    return (letter.value(*found.span("no"), ValueSource.FIELD) if found else None), None, False


def _same_number(one: str, other: str) -> bool:
    a, b = to_int(one) if one.isdigit() else None, to_int(other) if other.isdigit() else None
    return a == b if a is not None and b is not None else one == other or one in other or other in one


_TITLE_VALUE = r"(?P<t>[^\n|]{4,160}?)(?=\s{0,60}(?:[\n|]|$)|\s{1,20}(?:[\u4e00-\u9fff/]\s?){2,8}[:|])"


def proposal_title_of(letter: Letter) -> Value | None:
    """The submission's own title: from a field of the page, the opening sentence, or inside the reply's title."""
    for field in find_fields(letter.text, TITLE_LABELS, _TITLE_VALUE, 0, letter.head):
        words = field.match["t"]
        own = field.label in ("案由", "题目") or field.label.startswith(("提案", "建议"))
        if re.search(r"答\s*复|复函|函\s*$|办理|公开|意见$|届[^,。]{0,6}次会议?第", words) or not (
            own or words.startswith(("关于", "对"))
        ):
            continue
        return letter.value(*field.match.span("t"), ValueSource.FIELD)
    if letter.opening:
        place = proposal_title(letter.text, letter.opening.start, letter.opening.anchor)
        if place is None and letter.salutation and letter.salutation.stop < letter.opening.start:
            place = proposal_title(letter.text, letter.salutation.stop, letter.opening.start)
        if place:
            return letter.value(*place, ValueSource.OPENING)
    topic = next((title.topic for title in letter.titles if title.topic), None)
    if topic:
        return letter.value(*topic, ValueSource.TITLE)
    return _bare_topic(letter) or _own_heading(letter)


def _bare_topic(letter: Letter) -> Value | None:
    """The title in the first sentence after a salutation that goes without 收悉 (关于…的建议,我队高度重视)."""
    if letter.opening or not letter.salutation:
        return None
    start = letter.salutation.stop
    place = proposal_title(letter.text, start, min(len(letter.text), start + 160))
    return letter.value(*place, ValueSource.OPENING) if place else None


_HEADING = re.compile(
    r"(?<![^\s|>])(?P<t>关于(?!对|市|县|区|省|政协|人大)[^\s:∶|>。]{4,100}(?:建议|提案|议案))(?![^\s|<])"
)


# Right above the salutation a title needs no 关于.
_LINE_ABOVE = re.compile(r"(?:\A|\n)[ \t]{0,20}(?P<t>[^\s:∶|>。,]{6,60}的(?:建议|提案))\s{1,20}(?:尊敬的)?\Z")


def _own_heading(letter: Letter) -> Value | None:
    """A heading above the letter that is a submission's title and nothing else."""
    match = _HEADING.search(letter.text, 0, letter.head)
    if match is None and letter.salutation:
        low = max(0, letter.salutation.start - 90)
        match = _LINE_ABOVE.search(letter.text, low, letter.salutation.start)
    return letter.value(*match.span("t"), ValueSource.TITLE) if match else None


def addressee_of(letter: Letter) -> Value | None:
    """Whom the letter addresses, as printed."""
    found = letter.salutation
    return letter.value(found.start, found.end, ValueSource.SALUTATION) if found else None
