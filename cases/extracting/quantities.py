"""Numbers with their unit, in digits or Chinese numerals: value in base units, comparator, what was printed.

A number is taken only with a unit of measure or a percent sign, so that years, ages, list numbers, document numbers,
telephone numbers and set phrases such as 15分钟生活圈 or 1+1+X never become quantities.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cases.extracting.clauses import remembered
from cases.extracting.cues import either
from cases.vocabulary import Comparator

_UNIT = either("units")
# These make the number a date, an age, an address, an ordinal or a length of time.
_NOT_A_UNIT = re.compile(
    r"年|月|日|号|岁|周岁|分钟|小时|时|点(?!位)|天|周|届|次(?:全|会|常)|级|楼|单元|期(?!间)|路(?!口|灯)|室|层|大道|街(?!道)|"
    r"组(?!织)|中学|小学|队(?!伍)|幢\d|个(?:小时|月|工作日|年头|多月)|个?(?:方面|步骤|阶段|重点|原则|理念|标准|闭环|坚持|层面|维度|环节)"
)
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SCALE |= {"百万": 10**6, "千万": 10**7, "万亿": 10**12}
_DIGIT = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))

_NUMBER = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?!\d)|\d{1,13}(?:\.\d{1,6})?"
_DIGITS = re.compile(
    rf"(?<![\d.A-Za-z+/])(?P<low>{_NUMBER})"
    rf"(?:(?P<lowscale>[万亿])?(?P<lowunit>元|个|家|名|人)?[-~至到](?P<high>{_NUMBER}))?"
    r"\s{0,2}(?P<more1>余|多|几|来)?"
    r"(?P<scale>万亿|千万|百万|亿|万|千(?![米克瓦])|百(?=[万家个名人户元]))?(?P<more2>余|多|来)?\s{0,2}"
    rf"(?P<unit>%|‰|大类|{_UNIT})?"
)
_HANZI = re.compile(
    r"(?<![第每〇零一二两三四五六七八九十百千万半])(?P<low>[一二两三四五六七八九十百千〇零]{1,9}(?:万|亿)?)"
    rf"(?P<more1>余|多)?(?P<unit>{_UNIT})"
)
# A bare 百 or 千 says "many" (千家万户, 百家争鸣), it counts nothing.
_COUNTED = re.compile(r"[一二两三四五六七八九十]")
_PERCENT = re.compile(r"百分之(?P<low>[一二三四五六七八九十百〇零]{1,6})(?P<more1>)(?P<unit>)")
_BEFORE = (
    (re.compile(r"(?:不少于|不低于|不小于|至少|最少|不下于|达到或超过)[为有建设]{0,2}$"), Comparator.GE),
    (re.compile(r"(?:不超过|不高于|不多于|不大于|至多|最多|控制在)$"), Comparator.LE),
    (re.compile(r"(?:超过|超出|超|逾|突破|高于|大于|多于|不止)$"), Comparator.GT),
    (re.compile(r"(?:不足|不到|少于|低于|小于|未满)$"), Comparator.LT),
    (re.compile(r"(?:约|大约|大概|近|接近|将近|约为|约有|约占|预计)$"), Comparator.ABOUT),
)
_AFTER = (
    (re.compile(r"(?:及)?以上"), Comparator.GE),
    (re.compile(r"(?:及)?(?:以下|以内)"), Comparator.LE),
    (re.compile(r"左右|上下"), Comparator.ABOUT),
)
# Other names of a unit, with what one of them is worth.
_ALIASES = {
    "千米": ("公里", 1), "㎞": ("公里", 1), "km": ("公里", 1), "m": ("米", 1),
    "㎡": ("平方米", 1), "平米": ("平方米", 1),
    "方": ("平方米", 1), "万平方米": ("平方米", 10**4), "大类": ("类", 1),
}  # fmt: skip
# Before a stop: 安装路灯249, 受益群众约5300; before whom it counts: 在校1552学生.
_COUNTS_BEFORE = re.compile(
    r"(?:完成|安装|建成|投入|受益|惠及|覆盖|发放|培训|新增|改造|设置|配备|在校|共有|现有|种植|修建|新建|更换|使用)"
    r"[\u4e00-\u9fff]{0,14}$"
)
_COUNTED_PEOPLE = re.compile(r"(?:学生|师生|教师|群众|居民|村民|农户|老人|儿童|职工)")
_WANTS_UNIT = re.compile(r"(?:达|达到|数为|资金|投资|金额|补助|人数|数达|面积)$")
# One of these things is no count (一个问题, 一次会议).
_ONE_IS_NONE = frozenset("个级类种项点期方面次家人位路对轮份批件道")
_HANZI_NO_UNIT = frozenset("方面点路级队组平车门口期")
# Stretches whose numbers name something: titles, document numbers, slogans of the form “1+1+X”, standards, hours.
_FIXED = re.compile(
    r"《[^》]{1,80}》|[〔\[(]\d{4}[〕\])]\d{0,4}号?|第\d{1,8}[号届次条款]?|\d{1,2}\+[\dXxNn][^,。;]{0,6}|"
    r"[A-Z]{1,4}[ /]?[A-Z]?\s?\d{3,6}-\d{4}|“\d{1,2}[.·]\d{1,2}”|\d{1,2}、\d{1,2}(?=人员)|"
    r"“[^”]{0,6}\d{1,3}分钟[^”]{0,12}”|"
    r"\d{3,4}-\d{7,8}|\d{1,2}:\d{2}|\d{1,2}\.\d(?=版)|[一二三四五六七八九十]{1,2}(?:是|要)|十[一二三四五六]五|新一轮|一轮|"
    r"[一两几]种|一批|一定|一系列|一步|一方面|一户一|一[^,。]一策|十分|千方百计|万一|一起|一些|一直|四好|百姓|一线|唯一|统一"
)
# Before digits, these make them part of a name.
_NAMES = re.compile(r"[第+A-Za-z]")
_ANY = re.compile(r"[\d一二两三四五六七八九十百千万]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """start and end enclose the number with its qualifiers; literal encloses the bare digits, with % where it has one.

    value and value_high: plain decimals in base units (万 and 亿 multiplied out, 千米 as 公里). unit: "%" for percent,
    "" where the text lost it. chinese: written in Chinese numerals.
    """

    start: int
    end: int
    literal: tuple[int, int]
    value: str
    value_high: str | None
    unit: str
    comparator: Comparator
    chinese: bool = False


@remembered
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a clause or sentence of folded text, in order, without overlap."""
    if not _ANY.search(text):
        return ()
    taken = bytearray(len(text))
    _take(taken, (match.span() for match in _FIXED.finditer(text)))
    digits = (_from_digits(text, match) for match in _DIGITS.finditer(text) if not taken[match.start()])
    found = [one for one in digits if one]
    _take(taken, ((one.start, one.end) for one in found))
    for rule in (_PERCENT, _HANZI):
        hanzi = (_from_hanzi(text, match) for match in rule.finditer(text) if not taken[match.start()])
        found.extend(one for one in hanzi if one)
    return tuple(sorted(found, key=lambda one: one.start))


def _take(taken: bytearray, stretches: Iterable[tuple[int, int]]) -> None:
    """Mark the characters of some stretches: asking for one of them takes no longer where there are many."""
    for start, end in stretches:
        taken[start:end] = bytes([1]) * (end - start)


def _from_digits(text: str, match: re.Match[str]) -> Quantity | None:
    unit = match["unit"] or ""
    said = next(group for group in ("scale", "more1", "high", "low") if match[group])
    if unit != "%" and _NOT_A_UNIT.match(text[match.end(said) : match.end(said) + 4].lstrip("余多 ")):
        return None
    if _NAMES.match(text[max(0, match.start() - 1) : match.start()]) or (match["high"] is None and match["lowscale"]):
        return None
    if not unit and not _lost_its_unit(text, match):
        return None
    if unit == "m" and re.match(r"[A-Za-z0-9/]", text[match.end() : match.end() + 1]):
        return None
    base, factor = _ALIASES.get(unit, (unit, 1))
    scale = _SCALE.get(match["scale"] or "", 1)
    low_scale = _SCALE[match["lowscale"]] if match["lowscale"] else scale
    start, end, comparator = _qualified(text, match.start(), match.end(), bool(match["more1"] or match["more2"]))
    return Quantity(
        start=start,
        end=end,
        literal=(
            match.start("low"),
            match.end() if unit in ("%", "‰") else match.end("high" if match["high"] else "low"),
        ),
        value=_plain(_decimal(match["low"]) * low_scale * factor),
        value_high=_plain(_decimal(match["high"]) * scale * factor) if match["high"] else None,
        unit=base,
        comparator=comparator,
    )


def _lost_its_unit(text: str, match: re.Match[str]) -> bool:
    """Whether a bare number counts something all the same: 91.24万, or 资金475 before a full stop."""
    after = text[match.end() : match.end() + 2]  # as far as any of the words looked for reach
    if match["scale"]:
        return bool(re.match(r"[,。;、)(]|$|[\u4e00-\u9fff]", after))
    if re.fullmatch(r"(?:19|20)\d\d", match["low"]):
        return False
    before = text[max(0, match.start() - 24) : match.start()]
    if not re.fullmatch(r"[1-9]\d{0,6}(?:\.\d{1,4})?", match["low"]) or match["high"]:
        return bool(_WANTS_UNIT.search(before[-4:])) and bool(re.match(r"[,。;、)]|$", after))
    if _COUNTED_PEOPLE.match(after):
        return True
    return bool(re.match(r"[,。;、)]|$", after)) and bool(
        _WANTS_UNIT.search(before[-4:]) or _COUNTS_BEFORE.search(before)
    )


def _from_hanzi(text: str, match: re.Match[str]) -> Quantity | None:
    unit = match["unit"] or "%"
    value = chinese_number(match["low"])
    if value is None or (value <= 1 and unit in _ONE_IS_NONE):
        return None
    if match["unit"] and not match["more1"] and not _COUNTED.search(match["low"]):
        return None
    if match["unit"]:
        after_number = text[match.end("low") : match.end("low") + 4].lstrip("余多")
        if (
            unit in _HANZI_NO_UNIT
            or _NOT_A_UNIT.match(after_number)
            or re.match(r"方面|是|要", text[match.end() : match.end() + 2])
        ):
            return None
    start, end, comparator = _qualified(text, match.start(), match.end(), bool(match["more1"]))
    literal = match.span("low") if match["unit"] else match.span()
    return Quantity(start, end, literal, _plain(Decimal(value)), None, unit, comparator, chinese=True)


def _qualified(text: str, start: int, end: int, more: bool) -> tuple[int, int, Comparator]:
    before = text[max(0, start - 8) : start]
    for rule, meaning in _BEFORE:
        if found := rule.search(before):
            return start - len(found[0]), end, meaning
    for rule, meaning in _AFTER:
        if found := rule.match(text, end):
            return start, found.end(), meaning
    return start, end, Comparator.GE if more else Comparator.EQ


def chinese_number(text: str) -> int | None:
    """十二 → 12, 二〇二五 → 2025, 三百二十 → 320, 两万 → 20000; None where it is no number."""
    if not text or any(char not in _DIGIT and char not in "十百千万亿" for char in text):
        return None
    if all(char in _DIGIT for char in text):
        return int("".join(str(_DIGIT[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char in "十百千":
            section, digit = section + (digit or 1) * _SCALE[char], 0
        else:
            total, section, digit = (total + section + digit) * _SCALE[char], 0, 0
    return total + section + digit


def _decimal(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
