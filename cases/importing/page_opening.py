"""Salutation and opening sentence of a letter: whom it answers, what it answers, which offices worked on it."""

import re
from dataclasses import dataclass
from itertools import islice

from cases.importing.office_names import is_office, split_offices
from cases.importing.page_text import squeezed

NOUN = r"(?:提案|建议案|建议|议案|原案|意见|来信|批评)"
_HANDED = r"已?经?(?:转|移|批)?交(?:由|给|与)?[^,。:;\n]{0,16}?(?:办理|研究|承办|处理)"
_REPLYING = r"(?:答复|回复|函复|复函|答覆|函告|回告|汇报|报告|反馈|答复函告|说明|通报)"
ANCHOR = re.compile(
    rf"收\s?悉|(?:提案|建议)悉|{_REPLYING}(?:意见)?如下|(?:情况|意见|结果)如下|{_HANDED}|现(?:将[^,。;\n]{{0,16}})?{_REPLYING}[:∶]"
    r"|交由?[\u4e00-\u9fff]{2,16}(?:局|委|部|办|厅)(?:研究)?办理"
)
_ANNOUNCED = re.compile(r"如下(?:办理|答复|回复)?(?:意见)?\s{0,3}[:。;!,]?")
_SPEAKS_TO = re.compile(r"您|你|贵[单委会局党支]|各位|(?:委员|代表)(?:们)?(?:所|在|提|关于|的)|所提|提出|提交|提的|反映")
_TITLED = re.compile(r"《[^》\n]{4,120}(?:提案|建议|议案)》")
_SENTENCE_END = re.compile(r"[。!?]")
_COLON = re.compile(r"(?:委员|代表|代表团|们|好|团|组|界|会|局|委|办|厅|院|部|处|府|中心|街道|镇|乡|公司|大队|支队|\))\s{0,2}[:∶]")
_GREETING = re.compile(r"[您你]们?好\s{0,2}[!,。:;]?")
_FRESH = re.compile(r"\s(?=您|你|贵[单委会局]|现将|[\u4e00-\u9fff、]{2,40}(?:委员|代表)(?:们)?(?:所|在|提|的))")


_MOST_ANCHORS = 300


@dataclass(frozen=True, slots=True)
class Opening:
    """The sentence that says what is answered. start to end takes in the announcement (现答复如下:); anchor is where
    the first of its set phrases stands."""

    start: int
    anchor: int
    end: int


@dataclass(frozen=True, slots=True)
class Salutation:
    """Whom the letter addresses. start to end: the words in the folded page; people: persons or a group of them, not
    an office; stop: where the letter goes on."""

    start: int
    end: int
    people: bool
    stop: int


def find_openings(text: str) -> list[Opening]:
    """Every opening sentence of the page in order; more than one where a page prints its letter twice."""
    found: list[Opening] = []
    for match in islice(ANCHOR.finditer(text), _MOST_ANCHORS):
        if found and match.start() < found[-1].end:
            continue
        start = sentence_start(text, match.start())
        if not _is_opening(text[start : match.end()]):
            low = max(0, match.start() - 500)
            start = max(low, text.rfind("\n", low, match.start()) + 1)
            if not _is_opening(text[start : match.end()]):
                continue
        found.append(Opening(start, match.start(), _opening_end(text, match.end())))
    return found


def _is_opening(sentence: str) -> bool:
    return bool(re.search(rf"{NOUN}|提出的?[“《]", sentence) and (_SPEAKS_TO.search(sentence) or _TITLED.search(sentence)))


def _opening_end(text: str, at: int) -> int:
    """End of the announcement where one follows in the same paragraph, else of the sentence."""
    if text[at - 1] in ":∶" or text[at - 2 : at] == "如下":
        return at + (text[at : at + 1] in (":", "。", "∶"))
    line = text.find("\n", at)
    stop = min(at + 260, line if line >= 0 else len(text))
    match = _ANNOUNCED.search(text, at, stop)
    if match:
        return match.end()
    end = _SENTENCE_END.search(text, at, stop)
    return end.end() if end else stop


def sentence_start(text: str, at: int) -> int:
    """Where the sentence before a place begins: after a line, a sentence, a salutation or a greeting."""
    low = max(0, at - 700)
    line = max(low, text.rfind("\n", low, at) + 1)
    while line > low and not (_SPEAKS_TO.search(text, line, at) or _TITLED.search(text, line, at)):
        line = max(low, text.rfind("\n", low, line - 1) + 1)
    starts = [line]
    starts.extend(m.end() for m in _SENTENCE_END.finditer(text, line, at) if not _inside_quotes(text, line, m.start()))
    starts.extend(m.end() for m in _COLON.finditer(text, line, at) if not _inside_quotes(text, line, m.start()))
    starts.extend(m.end() for m in _GREETING.finditer(text, line, at))
    start = max(starts)
    fresh = [m.end() for m in _FRESH.finditer(text, start, at) if not _inside_quotes(text, start, m.start())]
    if fresh and not re.match(r"\s{0,4}(?:您|你|贵|现将)", text[start:at]):
        start = fresh[0]
    while start < at and text[start].isspace():
        start += 1
    return start


def _inside_quotes(text: str, start: int, at: int) -> bool:
    stretch = text[start:at]
    return stretch.count("《") > stretch.count("》") or stretch.count("“") > stretch.count("”")


# --- Salutation -----------------------------------------------------------------------------------------------------

_PARTY = r"(?:民革|民盟|民建|民进|农工党?|致公党?|九三学社?|台盟|工商联|政协|无党派)"
_PEOPLE = (
    rf"(?:委员|代表|代表团|小组|活动组|联组|界别|支部|总支|提案委|提案委员会|工商联|提案人|建议人|"
    rf"{_PARTY}[\u4e00-\u9fff]{{0,14}}(?:委员会|市委|县委|区委|省委|委|界|工委))"
)
_WHO = re.compile(
    rf"(?:尊敬的|各位)?(?P<who>[\u4e00-\u9fff·.A-Za-z*×○、,()和及0-9]{{2,400}}?{_PEOPLE}(?:\([^)]{{1,12}}\))?)(?:们)?"
)
_NOT_WHO = re.compile(
    r"关于|提出|答复|复函|回复|建议(?!人)|提案(?!委|人)|议案|日期|来源|主办|承办|时间|发布|索引|首页|办理|会议|"
    r"编号|浏览|感谢|反映|收悉|为了|根据|进行|文号|类别|网友|市民(?!政|族)|网民|您|你|^(?:各位|全体|[市县区省]|领衔|联名|第一|附议|参与|提案|建议|人大|政协|党)*(?:人大代表|政协委员|代表|委员)$|是|召开|工作|号"
)
_SALUTED = re.compile(r"\s{0,6}(?:[:∶]|,?\s{0,3}[您你]们?好(?:\s{0,2}[!,。:])?)")


def salutation_before(text: str, opening: int, floor: int = 0) -> Salutation | None:
    """The salutation that ends right before the opening sentence, a greeting between them or not."""
    low = max(floor, opening - 460)
    head = text[low:opening].rstrip()
    stop = low + len(head)
    while match := re.search(r"[,]?\s{0,3}[您你]们?好\s{0,2}[!,。:;]?$", head):
        head = head[: match.start()].rstrip()
    colon = head.endswith((":", "∶", ","))
    body = head.rstrip(":∶, ")
    if not body:
        return None
    return _read_back(text, low, low + len(body), stop, colon)


def _read_back(text: str, low: int, end: int, stop: int, colon: bool) -> Salutation | None:
    """Read a salutation that ends at a place: its whole line where that holds nothing else, else its last tokens."""
    line = max(text.rfind("\n", low, end), text.rfind("|", low, end)) + 1
    whole = _judged(text, max(line, low), end, stop, colon)
    if whole:
        return whole
    start = end
    for _ in range(6):
        space = max((m.end() for m in re.finditer(r"[\s|。!>]", text[low : start - 1])), default=0) + low
        start = space
        found = _judged(text, start, end, stop, colon)
        if found and not (start > low and text[:start].rstrip().endswith(("、", ","))):
            return found
        if start <= low or end - start > 300:
            break
    return None


_LONGEST_NAME = 26


def _judged(text: str, start: int, end: int, stop: int, colon: bool) -> Salutation | None:
    words = squeezed(text[start:end])
    if not words or _NOT_WHO.search(words):
        return None
    polite = text.rfind("尊敬的", start, end)
    start = polite + 3 if polite >= 0 else start
    begin = start + len(text[start:end]) - len(text[start:end].lstrip().removeprefix("各位").lstrip())
    words = squeezed(text[begin:end])
    match = _WHO.fullmatch(words)
    if match and len(match["who"]) > 2 and max(map(len, re.split(r"[、,]", words))) <= _LONGEST_NAME:
        return Salutation(begin, end - (words.endswith("们")), _is_people(match["who"]), stop)
    if colon and is_office(words) and not re.search(r"[:∶]\s{0,6}$", text[max(0, start - 8) : start]):
        return Salutation(begin, end, False, stop)
    return None


def _is_people(who: str) -> bool:
    return bool(re.search(rf"(?:委员|代表|代表团|组|界别|支部|总支|人)(?:\([^)]*\))?$|{_PARTY}", who))


def find_salutation(text: str, start: int, end: int) -> Salutation | None:
    """The first salutation to deputies or members that stands for itself in a stretch of the page."""
    for match in _SALUTED.finditer(text, start, end):
        found = _read_back(text, start, match.start(), match.end(), colon=True) if match.start() > start else None
        if found and found.people and re.search(r"委员|代表", text[found.start : found.end]):
            return found
    return None


# --- Title of the submission ----------------------------------------------------------------------------------------

_ENDS = r"(?:建议案|议事原案|建议|提案|议案|原案|意见|问题)"
_BARE = re.compile(
    rf"关于[^。;\n《]{{3,160}}?{_ENDS}[”\"’]?(?=的?(?:提案|建议|议案|议事原案)|收悉|已|,|\s|办理|的办理|[(第]|悉|我|经|现|县|市|由|交)"
)
_AFTER_NOUN = re.compile(rf"(?:(?:提案|建议|议案)|第\d{{1,6}}号[^,。:∶\n]{{0,40}})[:∶]\s{{0,3}}(?P<t>[^。;\n《》]{{4,120}}?的?(?:提案|建议|议案))(?=,|收悉|已)")
_AFTER_COLON = re.compile(r"(?:提出|提交)[^,。:∶\n]{0,40}[:∶]\s{0,3}(?P<t>[^,。;\n《》]{4,80}?(?:提案|建议|议案))(?=,|收悉|已)")
_PLAIN = re.compile(
    rf"(?:提出|提交|所提)的?(?P<t>(?!第|\d|的|,|{_ENDS})[^,。;:\n《》“”]{{4,80}}?{_ENDS})(?=收悉|已|,|的(?:提案|建议)|\(|第\d)"
)
_LEADS_TO_TITLE = re.compile(rf"(?:提出|提交|提的|所提|反映|关于|号|{NOUN}|的|您|你们?)\s{{0,3}}[:∶]?\s{{0,3}}$|^\s*$")


def proposal_title(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Place of the submission's title in an opening sentence: in 《》, in quotation marks, or bare after 关于."""
    angle = text.find("《", start, end)
    if angle >= 0:
        close = _closing(text, angle, end, "《", "》")
        if close > angle + 2:
            return angle + 1, close
    quoted = _quoted_title(text, start, end)
    if quoted:
        return quoted
    for pattern in (_BARE, _AFTER_NOUN, _AFTER_COLON, _PLAIN):
        match = pattern.search(text, start, min(len(text), end + 6))
        if match:
            a, b = match.span("t") if "t" in match.groupdict() else match.span()
            return _without_stray_quote(text, a, b)
    return None


def _closing(text: str, at: int, end: int, left: str, right: str) -> int:
    """Place of the mark that closes the one at a place, marks of the same kind inside it counted; -1 if none."""
    depth = 0
    for place in range(at, min(end + 4, len(text))):
        depth += (text[place] == left) - (text[place] == right)
        if depth == 0:
            return place
    last = text.rfind(right, at, end)
    return last if last > at else -1


def _quoted_title(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A title in quotation marks: what they hold begins with 关于, or they stand where a title is due."""
    for match in re.finditer(r"[“\"‘]", text[start:end]):
        at = start + match.start()
        close = _closing_quote(text, at, end)
        if close <= at + 4:
            continue
        inside = text[at + 1 : close].strip()
        if inside.startswith(("关于", "对于", "建议")) or re.search(rf"(?:提出|提交|提的|所提)的?\s{{0,3}}$", text[start:at]):
            return at + 1, close
        if re.search(r"关于\s{0,3}$", text[start:at]) and re.match(rf"的?{_ENDS}?(?:已|收悉|,)", text[close + 1 :]):
            return at + 1, close
        if re.search(r"关于", text[start:at]):
            return None
    return None


def _closing_quote(text: str, at: int, end: int) -> int:
    mark = text[at]
    if mark == "“":
        return _closing(text, at, end, "“", "”")
    right = "’" if mark == "‘" else mark
    return text.find(right, at + 1, end)


def _without_stray_quote(text: str, start: int, end: int) -> tuple[int, int]:
    """A bare title without a quotation mark that has no partner."""
    inner = text[start:end]
    if inner.endswith(("”", '"', "’")) and inner.count("“") < inner.count("”") + inner.count('"') % 2:
        end -= 1
    return start, end


# --- Offices --------------------------------------------------------------------------------------------------------

_LEAD_AND_CO = re.compile(
    r"(?:经|由)(?P<lead>[^,。;\s]{1,24}?)(?:主办|牵头(?:办理)?),?\s?(?:由|会同)?(?P<co>[^。;:]{2,200}?)(?:会办|协办|分办|配合)"
)
_WITH = re.compile(
    r"(?:经与|会同|经会|经商|经征求|征求|协同|联合|商请|会商|、商|,商|,与)(?P<co>[^。;:]{2,160}?)"
    r"(?:共同|会商|协商|研究|联合|商议|沟通|等部门|等单位|意见|办理|现将|现答复|现就|后|,(?![^,]{2,14}(?:局|委|部|办|厅)))"
)


def co_offices(text: str, start: int, end: int) -> tuple[tuple[str, int, int] | None, list[tuple[str, int, int]]]:
    """(lead, co-handling offices) that the opening names, each as printed with its stretch."""
    match = _LEAD_AND_CO.search(text, start, end)
    if match:
        lead = match["lead"]
        named = None if lead.startswith(("我", "本")) else (lead, match.start("lead"), match.end("lead"))
        return named, split_offices(match["co"], match.start("co"))
    for match in _WITH.finditer(text, start, end):
        offices = split_offices(match["co"], match.start("co"))
        if offices:
            return None, offices
    return None, []
