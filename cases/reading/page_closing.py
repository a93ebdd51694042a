"""The end of a letter: where it stops, who signed it and when."""

import re
from dataclasses import dataclass

from cases.reading.dates import FoundDate, find_dates, find_lost
from cases.reading.office_names import is_office, without_seal
from cases.reading.page_debris import letter_stop
from cases.reading.page_reference import Found
from cases.reading.page_text import tokens

_NOTE = re.compile(
    r"(?<![\u4e00-\u9fff《“])\(?\s?(?:联\s{0,4}系\s{0,4}人|联系单位|联系电话|联系方式|(?:具\s{0,2}体)?承\s{0,4}办\s{0,4}人|经\s{0,4}办\s{0,4}人|经办[:∶]|"
    r"办\s{0,4}理\s{0,4}人|承办(?:单位)?(?:负责|责任)人|承办领导|主管领导|分管领导|签发领导|领导(?:签[批发字名]|署名)|签\s{0,3}发\s{0,3}人|办复类别|办理结果[:∶]|"
    r"(?:承办|主办|办理|答复)单位\s{0,3}[:∶]|抄\s{0,6}送|主送|附件[:∶]|依申请公开|此件公开|主动公开|电\s{0,4}话[:∶]|人[:∶])"
)
_FAREWELL = re.compile(
    r"特此(?:函复|答复|回复|函告|复函|报告|致函)|此\s{0,3}致|敬\s{0,6}礼|以上(?:答复|意见|回复|情况)|此复|"
    r"(?:衷心|真诚|诚挚|再次|最后|非常|十分)?[,]?(?:表示)?感谢[您你贵各代][^。!\n]{0,80}(?:关心|支持|关注|理解|建议|监督)|顺祝"
)


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands below the text of a letter. body_end: where its text stops; stop: where the letter stops and the
    page's own words begin. Offices as printed. on: the day of signature."""

    body_end: int
    stop: int
    offices: tuple[Found, ...]
    on: FoundDate | None
    lost_date: bool


def read_closing(text: str, start: int, end: int) -> Closing:
    """Read the end of the letter whose text begins at start; end: where it stops at the latest."""
    stop = letter_stop(text, start, end)
    on = _signature_date(text, start, stop)
    offices = _offices_before(text, start, on.start) if on else _offices_at_end(text, start, stop)
    firsts = [offices[0].start] if offices else ([on.start] if on else [])
    anchor = firsts[0] if firsts else stop
    body_end = _body_end(text, start, anchor)
    return Closing(body_end, stop, tuple(offices), on, bool(on and on.lost))


def _signature_date(text: str, start: int, stop: int) -> FoundDate | None:
    """The last date that stands by itself below the text: before it white space or an office, after it nothing."""
    found = None
    low = max(start, stop - 4000)
    for item in [*find_dates(text, low, stop), *find_lost(text, low, stop)]:
        if _stands_alone(text, item, start, stop) and (found is None or item.start > found.start):
            if item.lost and not _offices_before(text, start, item.start):
                continue
            found = item
    return found


def _stands_alone(text: str, item: FoundDate, start: int, stop: int) -> bool:
    after = text[item.end : min(stop, item.end + 12)]
    if after and not re.match(r"\s{0,3}(?:$|[\s|()]|联系|承办|抄送|附)", after):
        return False
    if re.match(r"\s{0,3}\d{1,2}[:∶]\d", after) or re.match(r"[ \t]?(?:星期|至|起|前|[-~])", after):
        return False
    before = text[max(start, item.start - 40) : item.start]
    if not before or before[-1] in "\n|":
        line_end = re.match(r"[ \t]{0,80}(?:\n|\||$|\()", text[item.end : min(stop, item.end + 90)])
        return bool(line_end) or not before.strip() or _office_ends(before)
    if before[-1].isspace():
        return not re.search(r"[:∶]\s{0,30}$", before) and (_office_ends(before) or _line_alone(text, item, stop))
    return _office_ends(before)


_PHONE_BEFORE = re.compile(r"(?:联系)?电话\s{0,2}[:∶]\s{0,3}[\d-]{7,14}\s{1,4}$")


def _line_alone(text: str, item: FoundDate, stop: int) -> bool:
    line = text.rfind("\n", 0, item.start) + 1
    blank = not text[line : item.start].strip()
    follows = text[item.end : min(stop, item.end + 200)].lstrip(" \t")
    ends = not follows.strip() or follows[0] in "\n|(" or bool(_NOTE.match(follows))
    if blank:
        return ends
    before = _PHONE_BEFORE.sub("", text[max(line, item.start - 62) : item.start])
    return ends and bool(re.search(r"[。!).][^,;:。]{0,60}$", before))


def _office_ends(before: str) -> bool:
    words = re.split(r"[\s|。!;:,]", before.rstrip())
    return is_office(without_seal(words[-1]))


def _offices_before(text: str, start: int, at: int) -> list[Found]:
    """The offices named right before a place, in the order of the page."""
    parts = tokens(text, max(start, at - 400), at)
    found: list[Found] = []
    for token in reversed(parts):
        tail = re.split(r"[。!;:,]", token.text)[-1]
        name = without_seal(tail)
        if not is_office(name):
            break
        found.append(Found(name, token.end - len(tail), token.end - len(tail) + len(name)))
        if len(tail) < len(token.text):
            break
    return found[::-1][:8]


def _offices_at_end(text: str, start: int, stop: int) -> list[Found]:
    """The office that stands on a line of its own below the text, where no date follows it."""
    note = _last_note(text, start, stop)
    end = note if note is not None else stop
    found = _offices_before(text, start, end)
    if not found:
        return []
    before = text[start : found[0].start]
    return found if before.endswith(("\n", " ", "|")) and before.rstrip()[-1:] in tuple("。!)礼.;") else []


def _last_note(text: str, start: int, stop: int) -> int | None:
    """Where the notes below a text begin (contact, signer, copies); only what stands after its last full sentence."""
    low = max(start, stop - 700)
    for match in _NOTE.finditer(text, low, stop):
        if (
            text[low : match.start()].rstrip()[-1:] in tuple("。!)礼;|0123456789日人府局委会办厅院部处心")
            or "\n" in text[max(0, match.start() - 4) : match.start()]
        ):
            return match.start()
    return None


def _body_end(text: str, start: int, anchor: int) -> int:
    """Where the letter's own text stops before a signature: notes that stand above the signature are no text."""
    note = _last_note(text, start, anchor)
    end = note if note is not None else anchor
    return start + len(text[start:end].rstrip())


def has_farewell(text: str, start: int, end: int) -> bool:
    """Whether the letter takes its leave (感谢您…, 特此函复): what lacks both this and a signature was cut off."""
    return bool(_FAREWELL.search(text, start, end))
