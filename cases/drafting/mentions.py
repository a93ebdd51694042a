"""What a draft says of the case it answers, held against the case itself: title, number, session, addressee. Pure."""

import re
from dataclasses import dataclass

from cases.reading.page_opening import find_openings
from cases.reading.page_reference import read_reference
from cases.reading.page_subject import proposal_title
from cases.reading.page_text import compact
from cases.reading.shadow import Span, shadow_of
from cases.vocabulary import Track

_FRAME = re.compile(r"^(?:关于|对于)|的?(?:提案|建议|议案|意见)$")
# A paper that is cited is no submission, though it has a title and a number; 意见 may be either: what follows decides.
_PAPER = re.compile(
    r"《[^《》]{0,200}(?:意见|通知|办法|方案|规划|条例|决定|细则|规定|批复|纲要|计划|标准|规范|法)》(?:\([^()]{0,40}\))?"
    r"(?![^,。;:]{0,12}(?:提案|建议|议案))"
)
_PLAIN = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]")
_NAMES = re.compile(r"[、,，\s]|等\d{0,3}[名位]?(?=委员|代表|$)|委员会?|代表|同志|先生|女士|[：:]")
_ZEROS = re.compile(r"^0+(?=\d)")
_WRONG_WORD = {Track.CPPCC: re.compile(r"代表$"), Track.NPC: re.compile(r"委员$")}


@dataclass(frozen=True, slots=True)
class Known:
    """The case as it is kept. number: as printed, session: in words; both may be empty.

    submitters: printed names, empty where they are kept from the writer.
    """

    track: Track
    title: str
    number: str = ""
    session: str = ""
    submitters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A stretch of the draft that names something else than the case. kept: what the case has there."""

    said: str
    kept: str
    span: Span


def mismatches(body: str, known: Known) -> tuple[Mismatch, ...]:
    """What the opening sentence of a draft says of the case that is not so. Other papers named later do not count."""
    shadow = shadow_of(body)
    text = _PAPER.sub(lambda paper: "□" * len(paper[0]), shadow.text)
    openings = find_openings(text)[:1]
    found: list[Mismatch] = []
    for one in openings:
        start = one.start if one.end - one.start > 8 else 0
        title = proposal_title(shadow.text, start, one.end)
        if title is not None and known.title and not _same_title(text[slice(*title)], known.title):
            found.append(_mismatch(body, shadow.span(*title), known.title))
        reference = read_reference(compact(text, start, one.end))
        number, session = reference.number, reference.session
        if number is not None and known.number and _bare(number.text) != _bare(known.number):
            found.append(_mismatch(body, shadow.span(number.start, number.end), known.number))
        kept = _session_in(known.session)
        if session is not None and kept and session.text != kept:
            found.append(_mismatch(body, shadow.span(session.start, session.end), known.session))
    return tuple(found)


def wrong_addressee(addressee: str, known: Known) -> str:
    """What is wrong with whom a draft greets: the other body's word, or a name not under the case; else empty."""
    said = addressee.strip().rstrip("：:")
    wrong = _WRONG_WORD.get(known.track)
    if said and wrong is not None and wrong.search(said):
        return said
    names = [name for name in _NAMES.split(said) if name]
    strange = [name for name in names if not any(name in one or one in name for one in known.submitters)]
    return "、".join(strange) if known.submitters else ""


def _session_in(text: str) -> str:
    """A session in the form 十四届三次会议, however it is printed; empty where there is none."""
    folded = shadow_of(text).text
    found = read_reference(compact(folded, 0, len(folded))).session
    return found.text if found else ""


def _mismatch(body: str, span: Span, kept: str) -> Mismatch:
    return Mismatch(body[span.start : span.end].strip(), kept, span)


def _same_title(said: str, kept: str) -> bool:
    """Whether two titles are the same but for marks, frame and a cut end."""
    one, other = _matter(said), _matter(kept)
    return not one or not other or one in other or other in one


def _matter(title: str) -> str:
    plain = _PLAIN.sub("", shadow_of(title).text)
    return _FRAME.sub("", _FRAME.sub("", plain))


def _bare(number: str) -> str:
    return _ZEROS.sub("", shadow_of(number).text.strip().removeprefix("第").removesuffix("号").upper())
