"""Which office answers a letter and which worked on it with the first."""

import re

from cases.reading.office_names import is_office, is_vague, looks_like_office
from cases.reading.page_fields import (
    CO_LABELS,
    OFFICE_LABELS,
    PUBLISHER_LABELS,
    Field,
    find_fields,
    without_next_label,
)
from cases.reading.page_letter import Letter
from cases.reading.page_subject import co_offices
from cases.reading.page_text import squeezed
from cases.reading.shapes import Value
from cases.vocabulary import ValueSource


def _offices_in_fields(letter: Letter, labels: tuple[str, ...], start: int, end: int) -> list[Value]:
    found = []
    for field in find_fields(letter.text, labels, r"(?![主协会承]办)[\u4e00-\u9fff()·]{2,40}", start, end):
        apart = letter.text[field.match.end("label") : field.start]
        name = without_next_label(field.value)
        if is_office(name) and (len(field.label) > 2 or re.search(r"[:∶|]", apart)):
            value = letter.value(field.start, field.start + len(name), ValueSource.FIELD)
            if value:
                found.append(value)
    return found


_KNOWS_ONLY_HOUSE = re.compile(
    r"政府办|政府网|党政办|[市县区]委办|信息中心|融媒体|宣传部|人大|政协|办公室$|人民政府$|(?:新闻|数据|网络|宣传|政务|便民)[\u4e00-\u9fff]{0,4}中心$|网$|报$"
)
_HEEDS = re.compile(
    r"[,。](?:经(?![信济开发贸商]))?(?P<unit>[\u4e00-\u9fff]{1,24}?(?:局|委|部|厅|办|大队|支队|中心|公司|街道|政府))(?:党组|领导班子|领导|班子|对此){0,2}(?:高度重视|已?收悉|十分重视|非常重视|认真研究|组织)"
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
        asked = letter.contact.unit
        if asked and is_office(asked.text) and not asked.text.endswith(("科", "室", "处", "股")):
            return letter.found(asked, ValueSource.NOTE)
        for pattern, source in ((_BULLET, ValueSource.FIELD), (_SAYS, ValueSource.BODY)):
            if match := pattern.search(text, 0, letter.head):
                return letter.value(*match.span("unit"), source)
        return None
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


def co_departments_of(letter: Letter, lead: Value | None) -> tuple[Value, ...]:
    """The co-handling offices that the opening or a field of the page names, as printed. The lead may name itself among
    those whose opinions it joined; it is none of them."""
    text = letter.text
    offices: list[tuple[str, int, int]] = []
    source = ValueSource.OPENING
    if letter.opening:
        _, offices = co_offices(text, letter.opening.start, letter.opening.end)
    if not offices:
        source = ValueSource.FIELD
        for start, end in ((0, letter.head), (letter.closing.body_end, letter.closing.stop)):
            for field in find_fields(text, CO_LABELS, r"[\u4e00-\u9fff()、,]{2,160}", start, end):
                offices.extend(_listed(field))
    values = (letter.value(a, b, source) for name, a, b in offices if not is_vague(name))
    own = squeezed(lead.text) if lead else ""
    return tuple(value for value in values if value and not own.endswith(squeezed(value.text)))


def _listed(field: Field) -> list[tuple[str, int, int]]:
    pieces = [(m.group(), field.start + m.start(), field.start + m.end()) for m in re.finditer(r"[^、,]+", field.value)]
    return [piece for piece in pieces if is_office(piece[0])]
