"""The salutation of a letter: whom it addresses."""

import re
from dataclasses import dataclass

from cases.reading.office_names import is_office
from cases.reading.page_text import squeezed


@dataclass(frozen=True, slots=True)
class Salutation:
    """Whom the letter addresses. start to end: the words in the folded page; people: persons or a group of them, not
    an office; stop: where the letter goes on."""

    start: int
    end: int
    people: bool
    stop: int


_PARTY = r"(?:民革|民盟|民建|民进|农工党?|致公党?|九三学社?|台盟|工商联|政协|无党派)"
_PEOPLE = (
    "(?:委员|代表|代表团|小组|活动组|联组|联络组|联络处|履职组|界别|支部|总支|提案委|提案委员会|工商联|提案人|建议人)"
)
_BODY = rf"[\u4e00-\u9fff]{{0,6}}{_PARTY}[\u4e00-\u9fff]{{0,16}}(?:委员会|委会|市委|县委|区委|省委|基委|工委|委|界)"
_WHO = re.compile(
    rf"(?:尊敬的|各位)?(?P<who>(?:[\u4e00-\u9fff·.A-Za-z*×○、,()和及0-9]{{2,400}}?{_PEOPLE}|{_BODY})(?:\([^)]{{1,12}}\))?)(?:们)?"
)
_NOT_WHO = re.compile(
    r"关于|提出|答复|复函|回复|建议(?!人)|提案(?!委|人)|议案|日期|来源|主办|承办|时间|发布|索引|首页|办理|会议|"
    r"编号|浏览|感谢|反映|收悉|为了|根据|进行|文号|类别|网友|市民(?!政|族)|网民|您|你|^(?:各位|全体|[市县区省]|领衔|联名|第一|附议|参与|提案|建议|人大|政协|党)*(?:人大代表|政协委员|代表|委员)$|是|召开|工作|号"
)
_SALUTED = re.compile(r"\s{0,6}(?:[:∶]|,?\s{0,3}[您你]们?好(?:\s{0,2}[!,。:])?)")


def salutation_before(text: str, opening: int, floor: int = 0) -> Salutation | None:
    """The salutation that ends right before the opening sentence, a greeting between them or not."""
    low = max(floor, opening - _FARTHEST)
    head = text[low:opening].rstrip()
    stop = low + len(head)
    while match := re.search(r"[,]?\s{0,3}[您你]们?好\s{0,2}[!,。:;]?$", head):
        head = head[: match.start()].rstrip()
    colon = head.endswith((":", "∶", ","))
    body = head.rstrip(":∶, ")
    if not body:
        return None
    return _read_back(text, low, low + len(body), stop, colon)


# A salutation with a dozen names is no longer than this.
_FARTHEST = 460


def _read_back(text: str, low: int, end: int, stop: int, colon: bool) -> Salutation | None:
    """Read a salutation that ends at a place: its whole line where that holds nothing else, else its last tokens."""
    low = max(low, end - _FARTHEST)
    line = max(text.rfind("\n", low, end), text.rfind("|", low, end)) + 1
    whole = _judged(text, max(line, low), end, stop, colon)
    if whole:
        return whole
    start = end
    for _ in range(6):
        space = (
            max((m.end() for m in re.finditer(r"[\s|。!>]|答复函|复函|的函", text[low : start - 1])), default=0) + low
        )
        start = space
        found = _judged(text, start, end, stop, colon)
        if found and not (start > low and text[:start].rstrip().endswith(("、", ","))):
            return found
        if start <= low or end - start > 300:
            break
    return None


_LONGEST_NAME = 26
# A class letter may stand on the line before, and a page on one line has it in the same.
_LEADING = re.compile(r"\s{0,40}(?:[A-D]\s{1,8})?(?:各位)?\s{0,8}")


def _judged(text: str, start: int, end: int, stop: int, colon: bool) -> Salutation | None:
    words = squeezed(text[start:end])
    if not words or _NOT_WHO.search(words):
        return None
    polite = text.rfind("尊敬的", start, end)
    start = polite + 3 if polite >= 0 else start
    leading = _LEADING.match(text, start, end)
    begin = leading.end() if leading else start
    words = squeezed(text[begin:end])
    match = _WHO.fullmatch(words)
    if match and len(match["who"]) > 2 and max(map(len, re.split(r"[、,]", words))) <= _LONGEST_NAME:
        return Salutation(begin, end - (words.endswith("们")), _is_people(match["who"]), stop)
    if colon and is_office(words) and not re.search(r"[:∶][ \t]{0,6}\Z", text[max(0, start - 8) : start]):
        return Salutation(begin, end, False, stop)
    return None


def _is_people(who: str) -> bool:
    return bool(re.search(rf"(?:委员|代表|代表团|组|界别|支部|总支|人)(?:\([^)]{{0,40}}\))?$|{_PARTY}", who))


_DEPUTIES = re.compile("委员|代表")


def find_salutation(text: str, start: int, end: int) -> Salutation | None:
    """The first salutation to deputies or members that stands for itself in a stretch of the page."""
    for match in _SALUTED.finditer(text, start, end):
        at = match.start()
        if at == start or not _DEPUTIES.search(text, max(start, at - 40), at):
            continue
        found = _read_back(text, start, at, match.end(), colon=True)
        if found and found.people and _DEPUTIES.search(text, found.start, found.end):
            return found
    return None


# A name ends before 委员 and 代表: with two ways to read each, a line of forty would have to be read in 2**40 ways.
_LETTER = r"(?!(?:委员|代表)(?:[、,等]|\Z))[\u4e00-\u9fff]"
_NAME = rf"(?:(?:{_LETTER}){{2,4}}|[\u4e00-\u9fff]{{1,8}}·(?:{_LETTER}|·){{1,10}})"
_NAMES = re.compile(rf"{_NAME}(?:(?:委员|代表)?[、,]{_NAME}){{0,40}}(?:等\d{{0,3}}[位名]?)?(?:委员|代表)")


def bare_salutation(text: str, opening: int) -> Salutation | None:
    """A salutation that lost its colon: a line of its own, nothing but persons, shortly above the opening sentence."""
    low = max(0, opening - 400)
    for match in re.finditer(r"[^\n|]+", text[low:opening]):
        end = low + match.start() + len(match[0].rstrip())
        found = _judged(text, low + match.start(), end, end, colon=False)
        if found and found.people and _NAMES.fullmatch(squeezed(text[found.start : found.end])):
            return found
    return None
