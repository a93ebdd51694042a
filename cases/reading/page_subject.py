"""What an opening sentence names: the submission's title and the offices that worked on it."""

import re

from cases.reading.office_names import split_offices
from cases.reading.page_opening import NOUN

_ENDS = r"(?:建议案|议事原案|建议|提案|议案|原案|意见|问题)"
_BARE = re.compile(
    rf"关于[^。;\n《]{{3,160}}?{_ENDS}[”\"’]?(?=的?(?:提案|建议|议案|议事原案)|收悉|已|,|\s|办理|的办理|[(第]|悉|我|经|现|县|市|由|交)"
)
_AFTER_NOUN = re.compile(
    r"(?:(?:提案|建议|议案)|第\d{1,6}号[^,。:∶\n]{0,40})[:∶]\s{0,3}(?P<t>[^。;\n《》]{4,120}?的?(?:提案|建议|议案))(?=,|收悉|已)"
)
_AFTER_COLON = re.compile(
    r"(?:提出|提交)[^,。:∶\n]{0,40}[:∶]\s{0,3}(?P<t>[^,。;\n《》]{4,80}?(?:提案|建议|议案))(?=,|收悉|已)"
)
_PLAIN = re.compile(
    rf"(?:提出|提交|所提)的?(?P<t>(?!第|\d|的|,|{_ENDS})[^,。;:\n《》“”]{{4,80}}?{_ENDS})(?=收悉|已|,|的(?:提案|建议)|\(|第\d)"
)
_LEADS_TO_TITLE = re.compile(rf"(?:提出|提交|提的|所提|反映|关于|号|{NOUN}|的|您|你们?)\s{{0,3}}[:∶]?\s{{0,3}}$|^\s*$")


def proposal_title(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Place of the submission's title in an opening sentence: in 《》, in quotation marks, or bare after 关于."""
    angled = _angled_title(text, start, end)
    if angled:
        return angled
    quoted = _quoted_title(text, start, end)
    if quoted:
        return quoted
    for pattern in (_BARE, _AFTER_NOUN, _AFTER_COLON, _PLAIN):
        match = pattern.search(text, start, min(len(text), end + 6))
        if match:
            a, b = match.span("t") if "t" in match.groupdict() else match.span()
            return _without_stray_quote(text, a, b)
    return None


# (以下简称《建议》): stands for the title, is none.
_SHORT_FOR_IT = re.compile(rf"\s*(?:该|本)?{_ENDS}\s*")
_MOST_ANGLES = 6


def _angled_title(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first title in 《》 that is more than the word for a submission."""
    angle = start - 1
    for _ in range(_MOST_ANGLES):
        angle = text.find("《", angle + 1, end)
        if angle < 0:
            return None
        close = _closing(text, angle, end, "《", "》")
        if close > angle + 2 and not _SHORT_FOR_IT.fullmatch(text, angle + 1, close):
            return angle + 1, close
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
        if inside.startswith(("关于", "对于", "建议")) or re.search(
            r"(?:提出|提交|提的|所提)的?\s{0,3}$", text[start:at]
        ):
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


_LEAD_AND_CO = re.compile(
    r"(?:经|由)(?P<lead>[^,。;\s](?:(?!主办|牵头)[^,。;\s]){0,23})(?:主办|牵头(?:办理)?),?\s?(?:由|会同)?"
    r"(?P<co>(?:(?!主办)[^。;:]){2,200}?)(?:会办|协办|分办|配合)"
)
_CO_ALONE = re.compile(r"经(?P<co>[^。;:]{2,160}?)(?:会办|协办)(?=[,。])")
_WITH = re.compile(
    r"(?:经与|经会同|会同|综合|经会|经商|经征求|征求|协同|联合|商请|会商|、商|,商|并商|,与|并与)(?P<co>[^。;:]{2,160}?)"
    r"(?:共同|会商|协商|研究|进行|认真|积极|实地|多次|到(?=[\u4e00-\u9fff])|联合|商议|沟通|等部门|等单位|意见|办理|现将|现答复|现就|后|,(?![^,]{2,14}(?:局|委|部|办|厅)))"
)


def co_offices(text: str, start: int, end: int) -> tuple[tuple[str, int, int] | None, list[tuple[str, int, int]]]:
    """(lead, co-handling offices) that the opening names, each as printed with its stretch."""
    match = _LEAD_AND_CO.search(text, start, end)
    if match:
        lead = match["lead"]
        named = None if lead.startswith(("我", "本")) else (lead, match.start("lead"), match.end("lead"))
        return named, split_offices(match["co"], match.start("co"))
    for match in (*_CO_ALONE.finditer(text, start, end), *_WITH.finditer(text, start, end)):
        offices = split_offices(match["co"], match.start("co"))
        if offices:
            return None, offices
    return None, []
