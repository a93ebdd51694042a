"""The opening sentence of a letter: where it stands on the page."""

import re
from dataclasses import dataclass
from itertools import islice

NOUN = r"(?:提案|建议案|建议|议案|原案|意见|来信|批评)"
# Not the 交 of 交通局 or 交警.
_GIVEN = r"交(?![通警运管投流易界叉])"
_HANDED = rf"已?经?(?:转|移|批)?{_GIVEN}(?:由|给|与)?[^,。:;\n>|]{{0,16}}?(?:办理|研究|承办|处理)"
_REPLYING = r"(?:答复|回复|函复|复函|答覆|函告|回告|汇报|报告|反馈|答复函告|说明|通报)"
ANCHOR = re.compile(
    rf"收\s?悉|(?:提案|建议)悉|{_REPLYING}(?:意见)?如下|(?:情况|意见|结果)如下|{_HANDED}|已经?转(?:由|至|给|请)?[^,。:;\n]{{0,12}}(?:办理|研究|承办|协办|会办|处理)"
    rf"|提出如下(?:会办|协办|办理|答复|处理)?(?:意见|答复)|(?:会办|协办|办理|答复)意见[:∶]|现(?:将[^,。;\n]{{0,16}})?{_REPLYING}[:∶]"
    rf"|{_GIVEN}由?[\u4e00-\u9fff]{{2,16}}(?:局|委|部|办|厅)(?:研究)?办理"
)
_ANNOUNCED = re.compile(r"如下(?:办理|答复|回复)?(?:意见)?\s{0,3}[:。;!,]?")
_SPEAKS_TO = re.compile(
    r"您|你|贵[单委会局党支]|各位|(?:委员|代表)(?:们)?(?:所|在|提|关于|的)|所提|提出|提交|提的|反映"
    r"|(?:提案|建议)之?收悉"
)
_TITLED = re.compile(r"《[^》\n]{4,120}(?:提案|建议|议案)》")
_SENTENCE_END = re.compile(r"[。!?]")
_COLON = re.compile(
    r"(?:委员|代表|代表团|们|好|团|组|界|会|局|委|办|厅|院|部|处|府|中心|街道|镇|乡|公司|大队|支队|\))\s{0,2}[:∶]"
)
_GREETING = re.compile(r"[您你]们?好\s{0,2}[!,。:;]?")
_FRESH = re.compile(
    r"\s(?=提出的《|您|你|贵[单委会局]|现将|[\u4e00-\u9fff、]{2,40}(?:委员|代表)(?:们)?(?:所|在|提|的))"
)


_MOST_ANCHORS = 300


@dataclass(frozen=True, slots=True)
class Opening:
    """The sentence that says what is answered. start to end takes in the announcement (现答复如下:); anchor is where
    the first of its set phrases stands."""

    start: int
    anchor: int
    end: int


def find_openings(text: str) -> list[Opening]:
    """Every opening sentence of the page in order; more than one where a page prints its letter twice."""
    found: list[Opening] = []
    for match in islice(ANCHOR.finditer(text), _MOST_ANCHORS):
        if found and match.start() < found[-1].end:
            continue
        start = _opening_start(text, match)
        if start is None:
            continue
        found.append(Opening(start, match.start(), _opening_end(text, match.end())))
    return found


# 您现在所在的位置: 首页 > … leads through the site, not to a submission.
_PATH = re.compile(r"首页\s{0,3}[>»/]|所在的?位置\s{0,3}[:∶]")
_OWN_OPINION = re.compile(r"(?:会办|协办|办理|答复|回复)意见")


def _opening_start(text: str, anchor: re.Match[str]) -> int | None:
    """Where the opening around a set phrase begins: with its sentence, or with its line where only an earlier sentence
    names the submission. The writer's own 会办意见 is no submission; it does where nothing else is there."""
    low = max(0, anchor.start() - 500)
    line = max(low, text.rfind("\n", low, anchor.start()) + 1)
    ends = [end.end() for end in _SENTENCE_END.finditer(text, line, anchor.start())]
    places = [sentence_start(text, at) for at in (anchor.start(), *(end - 1 for end in ends[:-5:-1]))] + [line]
    places = [place for place in places if not _PATH.search(text, place, anchor.end())]
    for place in places:
        if _is_opening(_OWN_OPINION.sub("", text[place : anchor.end()])):
            return place
    return next((place for place in places if _is_opening(text[place : anchor.end()])), None)


def _is_opening(sentence: str) -> bool:
    return bool(
        re.search(rf"{NOUN}|提出的?[“《]", sentence) and (_SPEAKS_TO.search(sentence) or _TITLED.search(sentence))
    )


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
