"""What a title or an opening sentence says of the submission it answers: congress or committee, place, session and
number, in whatever order and script of numerals."""

import re
from dataclasses import dataclass

from cases.reading.numerals import to_chinese, to_int
from cases.reading.page_text import Compact
from cases.vocabulary import Level, Track

_N = "[0-9〇零一二三四五六七八九十百]"
_REGION = r"(?:自治区|自治州|自治县|自治旗|地区|新区|开发区|省|市|县|区|旗|盟|州|镇|乡)"
_PLACE = rf"(?:全国|[\u4e00-\u9fff]{{0,12}}?{_REGION})"

SESSION = re.compile(
    rf"第?(?P<term>{_N}{{1,4}})届(?P<mid>[^届次《“\"(,。:;]{{0,16}}?)第?(?P<meeting>{_N}{{1,3}})次"
    r"(?:全体会议|全体委员会议|会议|全会|大会|全体)?"
)
_BEFORE = re.compile(rf"(?P<place>{_PLACE})?(?P<body>政协|人大|人民代表大会)?$")
_AFTER_BODY = re.compile(
    rf"(?:政协|政治协商会议|人大|人民代表大会)(?P<place>{_PLACE})(?:委员会)?(?:政协|人大|人民代表大会)?$"
)
_PLACE_AT_BODY = re.compile(rf"(?P<place>{_PLACE})(?:政协|人大|人民代表大会)")
_CPPCC = re.compile(r"政协|政治协商")
_NPC = re.compile(r"人大|人民代表大会|人代会")

_CASE = r"(?:提案|建议|议案|议事原案|原案|建议案|意见|代表|委员|书面意见)"
_CODE = r"[A-Z]{0,4}\d{1,4}(?:[A-Z]{1,3}\d{1,5}|-\d{1,5}|\d{0,8})"
_NUMBER_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"第(?P<no>{_CODE})号",
        r"第(?P<no>\d{1,4}(?:[、,和]\d{1,4}){1,6})号",
        r"编号[::]?(?P<no>[A-Z\u4e00-\u9fff]{0,4}[〔\[(【]\d{4}[〕\])】]\d{1,5})号?",
        rf"(?:编号|案号|{_CASE}号?)[::]?(?:第)?(?P<no>{_CODE})号",
        r"第(?P<no>[一二三四五六七八九十百〇零]{1,7})号",
        rf"(?<![\dA-Z〕】\])])(?P<no>{_CODE})号(?=\)?(?:代表|委员)?[\u4e00-\u9fff]{{0,4}}?{_CASE}|《)",
        rf"\((?!(?:19|20)\d\d\))(?P<no>{_CODE})号?\)",
        rf"第(?P<no>\d{{1,8}})(?=(?:代表|委员|政协|人大)?{_CASE})",
        rf"{_CASE}[::]?\(?(?P<no>{_CODE})号",
        rf"(?:会议|次会)(?P<no>{_CODE})号",
    )
)
_DELEGATION = re.compile(
    r"(?:会议|大会|\(|第|代表团)(?P<delegation>[\u4e00-\u9fff]{1,4}?)(?:代表团)?第?(?P<no>\d{1,4})号"
)
_NO_DELEGATION = re.compile(
    r"提出|提交|的|^[提案建议的届次]$|第|提案|建议|议案|代表|委员|编号|会议|[省市县区]|教育|类|文|发|函"
)
_QUOTED = re.compile(r"《[^》]{0,200}》|“[^”]{0,200}”|\"[^\"]{0,200}\"")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the folded page and what it reads as."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """The submission a passage speaks of; None where the passage does not say."""

    track: Track | None = None
    level: Level | None = None
    place: Found | None = None
    session: Found | None = None
    number: Found | None = None
    delegation: Found | None = None


def read_reference(view: Compact) -> Reference:
    """Read session and number from a title or an opening sentence without white space. Titles in quotation marks are
    not looked into: 关于10号楼 is no case number."""
    text = _QUOTED.sub(lambda match: match[0][0] + "#" * (len(match[0]) - 2) + match[0][-1], view.text)
    session = SESSION.search(text)
    place = _place(text, session)
    delegation, number = _number(text, session.end() if session else 0)
    return Reference(
        track=_track(text, session),
        level=level_of(place[0]) if place else None,
        place=_found(view, *place) if place else None,
        session=_session(view, session),
        number=_found(view, *number) if number else None,
        delegation=_found(view, *delegation) if delegation else None,
    )


def level_of(place: str) -> Level | None:
    """Level that the name of a place shows. 盟, 地区 and every 市 are a city's; a bare 州 too."""
    if place == "全国":
        return Level.NATIONAL
    if place.endswith(("自治区", "省")):
        return Level.PROVINCE
    if place.endswith(("市", "盟", "州", "地区")):
        return Level.CITY
    return Level.DISTRICT if place.endswith(("县", "区", "旗", "镇", "乡")) else None


def _found(view: Compact, text: str, start: int, end: int) -> Found:
    return Found(text, *view.place(start, end))


def _session(view: Compact, match: re.Match[str] | None) -> Found | None:
    if not match:
        return None
    term, meeting = to_int(match["term"]), to_int(match["meeting"])
    if not term or not meeting or term > 99 or meeting > 99:
        return None
    return Found(f"{to_chinese(term)}届{to_chinese(meeting)}次会议", *view.place(match.start(), match.end()))


def _track(text: str, session: re.Match[str] | None) -> Track | None:
    """Congress or committee by its name; beside the session first, for a passage may name both."""
    near = text[max(0, session.start() - 24) : session.end() + 12] if session else text
    for passage in (near, text):
        cppcc, npc = bool(_CPPCC.search(passage)), bool(_NPC.search(passage))
        if cppcc != npc:
            return Track.CPPCC if cppcc else Track.NPC
    if session and "委员会" in session["mid"]:
        return Track.CPPCC
    return None


def _place(text: str, session: re.Match[str] | None) -> tuple[str, int, int] | None:
    """Name of the place the congress or committee belongs to, with its stretch."""
    if session is None:
        match = _PLACE_AT_BODY.search(text)
        return _trimmed(match) if match else None
    if "全国" in session["mid"]:
        at = session.start("mid") + session["mid"].index("全国")
        return "全国", at, at + 2
    low = max(0, session.start() - 30)
    before = text[low : session.start()]
    for pattern in (_AFTER_BODY, _BEFORE):
        match = pattern.search(before)
        if match and match["place"]:
            return _trimmed(match, low)
    inside = re.match(_PLACE, session["mid"])
    return _trimmed_text(inside.group(), session.start("mid")) if inside else None


def _trimmed(match: re.Match[str], low: int = 0) -> tuple[str, int, int] | None:
    return _trimmed_text(match["place"], low + match.start("place"))


def _trimmed_text(name: str, start: int) -> tuple[str, int, int] | None:
    """The place's name without the words that lead to it (关于对平江县 is 平江县)."""
    for word in ("关于", "办理", "出席", "对", "在", "于", "局", "委", "厅", "部", "会", "协", "的", "年", "度"):
        at = name.rfind(word)
        if at == 0 and word in "于会":  # 于都 and 会昌 begin with what elsewhere leads to a name
            continue
        if at >= 0 and len(name) - at - len(word) >= 1:
            start += at + len(word)
            name = name[at + len(word) :]
    return (name, start, start + len(name)) if name else None


def _number(text: str, after: int) -> tuple[tuple[str, int, int] | None, tuple[str, int, int] | None]:
    """(delegation, number), each with its stretch. A delegation's number keeps the delegation's name and 号."""
    match = _DELEGATION.search(text, max(0, after - 2))
    if match and not _NO_DELEGATION.search(match["delegation"]):
        name = match["delegation"]
        begin = match.start("delegation")
        whole = text[begin : match.end()]
        return (name, begin, begin + len(name)), (whole, begin, match.end())
    for start in (after, 0):
        for form in _NUMBER_FORMS:
            match = form.search(text, start)
            if match:
                return None, _numbered(match)
    return None, None


def _numbered(match: re.Match[str]) -> tuple[str, int, int]:
    raw = match["no"]
    end = match.end("no")
    if raw[0] in "一二三四五六七八九十百〇零":
        raw = str(to_int(raw) or raw)
    elif match.re is _NUMBER_FORMS[2]:
        raw, end = raw + "号" * match.group().endswith("号"), match.end()
    return raw, match.start("no"), end
