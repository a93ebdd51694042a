"""Numbers with their unit, in digits or Chinese numerals: value in base units, comparator, what was printed.

A number is taken only with a unit of measure or a percent sign, so that years, ages, list numbers, document numbers,
telephone numbers and set phrases such as 15分钟生活圈 or 1+1+X never become quantities.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from cases.vocabulary import Comparator

# Counted things first by their length, so that 人次 is not read as 人.
_UNITS = [
    "万平方米",
    "平方千米",
    "平方公里",
    "平方米",
    "立方米",
    "平米",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "公顷",
    "公斤",
    "千克",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "人次",
    "场次",
    "件次",
    "车次",
    "班次",
    "架次",
    "课时",
    "学时",
    "人份",
    "户次",
    "辆次",
    "例次",
    "个百分点",
    "张床位",
    "张床",
    "个泊位",
    "个车位",
    "吨",
    "元",
    "美元",
    "㎡",
    "亩",
    "米",
    "方",
    "个",
    "家",
    "所",
    "台",
    "部",
    "张",
    "条",
    "座",
    "处",
    "名",
    "人",
    "位",
    "户",
    "间",
    "件",
    "次",
    "场",
    "辆",
    "套",
    "栋",
    "幢",
    "片",
    "支",
    "项",
    "类",
    "种",
    "份",
    "盏",
    "根",
    "株",
    "棵",
    "倍",
    "折",
    "部",
    "期",
    "届",
    "口",
    "门",
    "艘",
    "架",
    "批",
    "组",
    "对",
    "只",
    "头",
    "匹",
    "册",
    "本",
    "篇",
    "节",
    "堂",
    "单",
    "例",
    "眼",
    "孔",
    "面",
    "块",
    "枚",
    "尊",
    "团",
    "队",
    "点",
    "㎞",
    "km",
    "升",
    "平",
    "车",
    "床",
    "宗",
    "笔",
    "路",
    "站",
    "轮",
    "站点",
    "泊位",
    "床位",
    "托位",
    "学位",
    "车位",
    "标段",
    "标台",
    "村",
    "镇",
    "社区",
    "小区",
    "街道",
    "班",
]
_UNIT = "(?:" + "|".join(sorted(set(_UNITS), key=len, reverse=True)) + ")"
# These make the number a date, an age, an address, an ordinal or a length of time.
_NOT_A_UNIT = re.compile(
    r"年|月|日|号|岁|周岁|分钟|小时|时|点(?!位)|天|周|届|次(?:全|会|常)|级|楼|单元|期(?!间)|路(?!口|灯)|室|层|大道|街(?!道)|组(?!织)|中学|小学|队(?!伍)|个(?:小时|月|工作日|年头|多月)|"
    r"个?(?:方面|步骤|阶段|重点|原则|理念|标准|闭环|坚持|层面|维度|环节)"
)
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7, "万亿": 10**12}
_DIGIT = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))

_NUMBER = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?!\d)|\d{1,13}(?:\.\d{1,6})?"
_DIGITS = re.compile(
    rf"(?<![\d.A-Za-z+/])(?P<low>{_NUMBER})"
    r"(?:(?P<lowscale>[万亿])?(?P<lowunit>元|个|家|名|人)?[-~至到](?P<high>" + _NUMBER + r"))?"
    r"\s{0,2}(?P<more1>余|多|几|来)?(?P<scale>万亿|千万|百万|亿|万|千(?![米克瓦])|百(?=[万家个名人户元]))?(?P<more2>余|多|来)?\s{0,2}"
    rf"(?P<unit>%|‰|{_UNIT})?"
)
_HANZI = re.compile(
    rf"(?<![第〇零一二两三四五六七八九十百千万半])(?P<low>[一二两三四五六七八九十百千〇零]{{1,9}}(?:万|亿)?)(?P<more1>余|多)?(?P<unit>{_UNIT})"
)
_PERCENT = re.compile(r"百分之(?P<low>[一二三四五六七八九十百〇零]{1,6})")
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
_MULTIPLIED = {
    "万平方米": ("平方米", 10**4),
    "千米": ("公里", 1),
    "㎞": ("公里", 1),
    "km": ("公里", 1),
    "㎡": ("平方米", 1),
    "平米": ("平方米", 1),
    "方": ("平方米", 1),
}
_WANTS_UNIT = re.compile(r"(?:达|达到|数为|资金|投资|金额|补助|人数|数达|面积)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """start and end enclose the number with its qualifiers. literal: the digits as printed, with % where it has one.

    value and value_high: plain decimals in base units (万 and 亿 multiplied out, 千米 as 公里). unit "%" for percent,
    "" where the text lost it. counted: end of the unit, where the counted noun may begin.
    """

    start: int
    end: int
    literal: tuple[int, int]
    value: str
    value_high: str | None
    unit: str
    comparator: Comparator
    chinese: bool = False


_ANY = re.compile(r"[\d一二两三四五六七八九十百千万]")


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a clause or sentence of folded text, in order, without overlap."""
    if not _ANY.search(text):
        return []
    skipped = [match.span() for match in _FIXED.finditer(text)]
    found: list[Quantity] = []
    for match in _DIGITS.finditer(text):
        if not any(a <= match.start() < b for a, b in skipped) and (one := _from_digits(text, match)):
            found.append(one)
    for match in (*_PERCENT.finditer(text), *_HANZI.finditer(text)):
        if any(a <= match.start() < b for a, b in skipped) or any(
            q.start < match.end() and match.start() < q.end for q in found
        ):
            continue
        if one := _from_hanzi(text, match):
            found.append(one)
    return sorted(found, key=lambda q: q.start)


# Stretches whose numbers name something: titles, document numbers, quoted slogans of the form “1+1+X”, standards.
_FIXED = re.compile(
    r"《[^》]{1,80}》|[〔\[(]\d{4}[〕\])]\d{0,4}号?|第\d{1,8}[号届次条款]?|\d{1,2}\+[\dXxNn][^,。;]{0,6}|[A-Z]{1,4}[ /]?[A-Z]?\s?\d{3,6}-\d{4}|“\d{1,2}[.·]\d{1,2}”|"
    r"\d{1,2}、\d{1,2}(?=人员)|“[^”]{0,6}\d{1,3}分钟[^”]{0,12}”|\d{3,4}-\d{7,8}|\d{1,2}:\d{2}|\d{1,2}\.\d(?=版)|[一二三四五六七八九十]{1,2}(?:是|要)|"
    r"[一两几]种|[一]批|一定|一系列|一步|一方面|一类(?=问)|一户一|一[^,。]一策|十分|千方百计|万一|一起|一些|一个问题|一直|四好|百姓|一线|唯一|统一|第一|十[一二三四五六]五|新一轮|一轮"
)


def _from_digits(text: str, match: re.Match[str]) -> Quantity | None:
    unit = match["unit"] or ""
    rest = text[
        match.end("scale")
        if match["scale"]
        else match.end("more1")
        if match["more1"]
        else match.end("high")
        if match["high"]
        else match.end("low") :
    ][:4]
    before = text[max(0, match.start() - 8) : match.start()]
    if unit != "%" and _NOT_A_UNIT.match(rest.lstrip("余多 ")):
        return None
    if re.search(r"[第+]$|[A-Za-z]$", before):
        return None
    lost = False
    if not unit:
        if match["scale"] or not (_WANTS_UNIT.search(before) and re.match(r"[,。;、)]|$", text[match.end() :])):
            if not (match["scale"] and re.match(r"[,。;、)(]|$|[\u4e00-\u9fff]", text[match.end() :])):
                return None
        lost = True
        if re.fullmatch(r"(?:19|20)\d\d", match["low"]):
            return None
    scale = _SCALE.get(match["scale"] or "", 1)
    lowscale = _SCALE[match["lowscale"]] if match["lowscale"] else scale
    base, factor = _MULTIPLIED.get(unit, (unit, 1))
    low = Decimal(match["low"].replace(",", "")) * lowscale * factor
    high = Decimal(match["high"].replace(",", "")) * scale * factor if match["high"] else None
    if match["high"] is None and (match["lowscale"] or match["lowunit"]):
        return None
    start, end, comparator = _qualified(text, match.start(), match.end(), bool(match["more1"] or match["more2"]))
    literal_end = match.end() if unit in ("%", "‰") else match.end("high") if match["high"] else match.end("low")
    return Quantity(
        start,
        end,
        (match.start("low"), literal_end),
        _plain(low),
        _plain(high) if high is not None else None,
        "" if lost and not unit else base,
        comparator,
    )


def _from_hanzi(text: str, match: re.Match[str]) -> Quantity | None:
    groups = match.groupdict()
    unit = groups.get("unit", "%") or "%"
    after = text[match.end() :][:4]
    if unit != "%" and _NOT_A_UNIT.match(text[match.end("low") : match.end("low") + 4].lstrip("余多")):
        return None
    value = chinese_number(match["low"])
    if value is None or (
        unit in ("个", "级", "类", "种", "项", "点", "期", "方", "面", "次", "家", "人", "位", "路", "对")
        and value <= 1
    ):
        return None
    if unit in ("方", "面", "点", "路", "级", "队", "组", "平", "车", "门", "口") or re.match(r"方面|是|要", after):
        return None
    start, end, comparator = _qualified(text, match.start(), match.end(), bool(groups.get("more1")))
    return Quantity(
        start,
        end,
        match.span() if unit == "%" else match.span("low"),
        _plain(Decimal(value)),
        None,
        unit,
        comparator,
        chinese=True,
    )


def _qualified(text: str, start: int, end: int, more: bool) -> tuple[int, int, Comparator]:
    comparator = Comparator.GE if more else Comparator.EQ
    before = text[max(0, start - 8) : start]
    for rule, meaning in _BEFORE:
        if found := rule.search(before):
            return start - len(found[0]), end, meaning
    for rule, meaning in _AFTER:
        if found := rule.match(text, end):
            return start, found.end(), meaning
    return start, end, comparator


def chinese_number(text: str) -> int | None:
    """十二 → 12, 二〇二五 → 2025, 三百二十 → 320, 两万 → 20000; None where it is no number."""
    if not text:
        return None
    if all(char in _DIGIT for char in text):
        return int("".join(str(_DIGIT[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char in "十百千":
            section += (digit or 1) * _SCALE[char]
            digit = 0
        elif char in "万亿":
            total = (total + section + digit) * _SCALE[char]
            section = digit = 0
        else:
            return None
    return total + section + digit


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
