"""By when: the last day that a phrase such as 年底前 or “十四五”期末 allows, counted from the document's day."""

import calendar
import re
from datetime import date
from typing import NamedTuple

from cases.extracting.clauses import remembered
from cases.reading.numerals import to_int

_Y = r"(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九O0]{3})年"
_M = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
_D = r"(?P<day>3[01]|[12]\d|0?[1-9])[日号]"
# A year before a month that there is not (2026年13月) says no day: taken alone it would say another one.
_NO_MONTH = r"(?!\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})月)"
_PART = r"(?P<part>底|末|初|中旬|上旬|下旬|中)?"
_TENTATIVE = r"(?P<within>前后|左右|以前|之前|前|内|间)?"
# What has to come about first: the phrase is kept, no date is made of it.
_HAPPENS = (
    r"(?:出台|印发|下达|到位|批复|批准|获批|审批|通过|明确|公布|发布|落实|成熟|允许|具备|完成|结束|竣工|完工|建成|投用|投入使用|验收|"
    r"移交|启动|实施|编制|修编|修订|确定)"
)
_THEN = r"(?:以后|之后|后)"
_EVENTS_SAID = (
    rf"(?:待(?!遇|人|业|命|岗|客|办)|等到?(?![候级位]))[^,。;\n]{{1,30}}?{_HAPPENS}(?:{_THEN}|时|(?=[,。;我再即将]|$))",
    r"在(?:编制|修编|修订|制定|制订|起草|谋划|申报|实施|开展|建设|改造)[^,。;\n]{2,30}?(?:(?<![同及实按])时|过程中|之际|期间)",
    rf"(?:\A|(?<=[,。;\n]))[^,。;、\n待等在]{{2,16}}?{_HAPPENS}{_THEN}",
)
_PHRASES = tuple(
    re.compile(rule)
    for rule in (
        *_EVENTS_SAID,
        rf"{_Y}\s?{_M}\s?{_D}{_TENTATIVE}",
        rf"{_Y}\s?{_M}{_PART}{_TENTATIVE}",
        rf"{_Y}(?P<half>[上下])半年{_TENTATIVE}",
        rf"{_Y}第?(?P<quarter>[一二三四1-4])季度{_PART}{_TENTATIVE}",
        rf"{_Y}(?:年)?{_NO_MONTH}(?P<part>底|末|初|中|年底|年末|年初)?{_TENTATIVE}(?!度?以来)",
        rf"(?P<rel>今|本|明|后|次)年{_M}{_PART}{_TENTATIVE}",
        rf"(?P<rel>今|本|明|后|次)年(?P<half>[上下])半年{_TENTATIVE}",
        rf"(?P<rel>今|本|明|后|次)年第?(?P<quarter>[一二三四1-4])季度{_PART}{_TENTATIVE}",
        rf"(?P<rel>今|本|明|后|次)年(?:年)?{_NO_MONTH}(?P<part>底|末|初|年底|内)?{_TENTATIVE}(?!以来)",
        rf"(?<![\d年十]){_M}\s?{_D}{_TENTATIVE}",
        rf"(?<![\d年个十]){_M}{_PART}{_TENTATIVE}",
        rf"(?P<half>[上下])半年{_TENTATIVE}",
        rf"第?(?P<quarter>[一二三四])季度{_PART}{_TENTATIVE}",
        r"(?P<span>[一二两三四五六七八九十半]|\d{1,2})(?P<spanunit>年|个月)(?:(?:之|以)?内|(?P<within>左右))",
        r"(?<!\d)(?P<yearend>年底|年末)(?:以前|之前|前)?|(?P<inyear>年内|年前)",
        r"[“\"]?(?P<plan>十三五|十四五|十五五|十六五)[”\"]?(?:规划)?(?P<planpart>期间|期末|时期|末期|末|收官之年)",
        r"(?P<event>暑假|国庆|开学|汛期|春节|元旦|寒假|供暖季|雨季)(?:期间|前|之前|来临前|后)",
        r"(?P<soon>近期|近日|本月底|本月|下月|下个月|(?<![\d一二三四五六七八九十])月底前)",
    )
)
# Without one of these there is no time phrase at all.
_ANY = re.compile(r"[年月季期前后时待等]|近日|之内|以内")
# Longer stretches are no sentence; the rest of them says nothing.
_LONGEST = 600
_ABOUT = ("前后", "左右")
_PLANS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_SHIFT = {"今": 0, "本": 0, "明": 1, "次": 1, "后": 2}
_EVENTS = {"暑假": (8, 31), "国庆": (9, 30), "开学": (8, 31), "元旦": (12, 31)}


class Said(NamedTuple):
    """A time phrase at start to end of the text it was found in; on is its last day, None where it has none: an event
    (待方案批复后) and a year said roughly (2030年前后) bind to no day."""

    raw: str
    on: date | None
    start: int
    end: int


def times_said(text: str, spoken_on: date | None) -> tuple[Said, ...]:
    """Every time phrase of a sentence or clause, in order; of overlapping ones the fuller."""
    return _times_said(text[:_LONGEST], spoken_on) if _ANY.search(text) else ()


@remembered
def _times_said(text: str, spoken_on: date | None) -> tuple[Said, ...]:
    found: list[Said] = []
    for rule in _PHRASES:
        for match in rule.finditer(text):
            if any(said.start < match.end() and match.start() < said.end for said in found):
                continue
            found.append(Said(match[0], _last_day(match, spoken_on), *match.span()))
    return tuple(sorted(found, key=lambda said: said.start))


def _last_day(match: re.Match[str], spoken_on: date | None) -> date | None:
    said = match.groupdict()
    if not any(said.values()) or said.get("within") in _ABOUT:
        return None
    if said.get("plan"):
        return date(_PLANS[said["plan"]], 12, 31)
    year = _year(said, spoken_on)
    if year is None:
        return None
    if said.get("event"):
        return _event(said["event"], year, spoken_on)
    if said.get("soon"):
        return _soon(said["soon"], spoken_on)
    if said.get("span"):
        return _after(said["span"], said["spanunit"], spoken_on)
    if said.get("half"):
        return date(year, 6, 30) if said["half"] == "上" else date(year, 12, 31)
    if said.get("quarter"):
        quarter = int(said["quarter"]) if said["quarter"].isdigit() else "一二三四".index(said["quarter"]) + 1
        return _month_end(year, quarter * 3)
    month = _number(said.get("month"))
    if month is None:
        return (
            date(year, 1, 31)
            if said.get("part") in ("初", "年初")
            else date(year, 6, 30)
            if said.get("part") == "中"
            else date(year, 12, 31)
        )
    return _day_of_month(year, month, said)


def _day_of_month(year: int, month: int, said: dict[str, str | None]) -> date | None:
    if day := _number(said.get("day")):
        return date(year, month, min(day, calendar.monthrange(year, month)[1]))
    part = said.get("part") or ""
    if part in ("初", "上旬"):
        return date(year, month, 10)
    if part in ("中旬", "中"):
        return date(year, month, 20)
    if not part and said.get("within") in ("前", "之前", "以前"):
        return _month_end(year, month)
    return _month_end(year, month)


def _year(said: dict[str, str | None], spoken_on: date | None) -> int | None:
    if printed := said.get("year"):
        year = _number(printed)
        return year if year and 1949 <= year <= 2100 else None
    if spoken_on is None:
        return None
    return spoken_on.year + _SHIFT.get(said.get("rel") or "", 0)


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    return to_int(text)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _after(span: str, unit: str, spoken_on: date | None) -> date | None:
    if spoken_on is None:
        return None
    count = 0.5 if span == "半" else float(_number(span) or 0)
    months = spoken_on.month - 1 + round(count * (12 if unit == "年" else 1))
    year, month = spoken_on.year + months // 12, months % 12 + 1
    if year > 2200:
        return None
    return date(year, month, min(spoken_on.day, calendar.monthrange(year, month)[1]))


def _event(event: str, year: int, spoken_on: date | None) -> date | None:
    if event not in _EVENTS or spoken_on is None:
        return None
    return date(year, *_EVENTS[event])


def _soon(word: str, spoken_on: date | None) -> date | None:
    if spoken_on is None or word in ("近期", "近日"):
        return None
    months = spoken_on.month - 1 + (1 if word.startswith("下") else 0)
    return _month_end(spoken_on.year + months // 12, months % 12 + 1)
