"""To which congress or committee a letter's submission was made: track, place and level."""

import re
from bisect import bisect_left

from cases.reading.page_letter import Letter
from cases.reading.page_reference import level_of
from cases.reading.page_text import squeezed
from cases.reading.shapes import Value
from cases.vocabulary import Level, Track, ValueSource

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


_OWNERS = re.compile(r"中共|中国共产党|国家税务总局|共青团|国网|中国人民银行|国家统计局")
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
    return _site_owner(letter, level), level


_OWNER = re.compile(
    r"(?<![\u4e00-\u9fff])(?:欢迎(?:访问|来到))?(?P<place>[\u4e00-\u9fff]{2,12}?(?:省|市|县|区|旗|盟|州))人民政府"
)


def _site_owner(letter: Letter, level: Level | None) -> Value | None:
    """The place whose government the page's head or foot names, if it is of the level that the letter tells."""
    for start, end in ((0, letter.head), (letter.closing.stop, len(letter.text))):
        for match in _OWNER.finditer(letter.text, start, end):
            if level and level_of(match["place"]) is level:
                return letter.value(*match.span("place"), ValueSource.BREADCRUMB)
    return None


def _place_in(name: Value, level: Level | None, letter: Letter) -> Value | None:
    if name.span is None:
        return None
    plain = "".join(letter.text[at] for at in _inside(letter, name))
    owner = _OWNERS.match(plain)
    at = owner.end() if owner else 0
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
