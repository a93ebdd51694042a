"""What a stated number measures: noun, what narrows it, of which level, per how many, out of the words around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

# Institutions are counted with 个, 家, 处 and 所 alike, people with 人, 名 and 位.
_FAMILIES = (("个", "家", "处", "所", "座", "片", "点"), ("人", "名", "位"), ("套", "台", "部"), ("项", "件"))
_SAME_UNIT = {unit: family[0] for family in _FAMILIES for unit in family}
# These measure what is named before the number.
_MEASURING = ("%", "‰", "个百分点", "元", "美元", "平方米", "公里", "米", "亩", "公顷", "吨", "立方米", "倍", "折", "")
# Counting in these says how a list is laid out, not how things stand.
IDLE_UNITS = frozenset(("类", "种", "条", "次", "方面", "批", "期", "折", "倍", "岁", "年", "月", "日", "届", "对"))

_TOWN = r"(?:街道\(乡镇\)|乡镇\(街道\)|镇\(街道\)|街道\(镇\)|乡\(镇、街道\)|镇街|街镇|乡镇街道|乡镇|街道)"
_VILLAGE = r"(?:社区\(村\)|村\(社区\)|村社|城乡社区|村居)"
_LEVELS = (
    ("镇街", re.compile(_TOWN + "级?|[街镇乡]级")),
    ("村社", re.compile(_VILLAGE + "级?|社区级|村级")),
    ("县区", re.compile(r"(?:县\(市、?区\)|区、县\(市\)|县区|区县)级?|[县区]级")),
    ("市", re.compile(r"市级|市本级")),
    ("省", re.compile(r"省级")),
)
_SHORT_LEVELS = {
    "街": "镇街",
    "镇": "镇街",
    "乡": "镇街",
    "社": "村社",
    "村": "村社",
    "区": "县区",
    "县": "县区",
    "市": "市",
    "省": "省",
}
_TWO_LEVELS = re.compile(r"(?P<upper>[省市区县街镇乡])、?(?P<lower>[市区县街镇乡村社])[两二]级")
# Words that part what was counted from otherwise equal things. The endings 型, 性 and 级 say nothing more.
_NARROWING = re.compile(
    r"示范|普惠|公办|民办|公建民营|非营利|营利|新增|新建|改建|在建|备案|持证|注册|护理型|嵌入式|五星|四星|三星|高级|中级|初级|"
    r"年均|日均|户籍|常住|农村|城镇|全国|全省|国家级|省级|市级|高龄|失能|特困|困难|实际|缺口|目标|规划|计划|标准化|智慧"
)
_ENDINGS = ("型", "性", "级")
_LED = re.compile(r"^(?:[\u4e00-\u9fff]{1,6}等部门|其中|现有|目前|总|各类|各级各类|全市|全区|全县|我市|我区|我县){1,3}")
_IDLE = re.compile(
    r"各级各类|各类|各种|各级|各个|全市|全区|全县|全镇|全州|我市|我区|我县|我镇|本市|城乡|累计|共计|总计|合计|现有|已有|目前|现|总|仅|"
    r"(?<=.)服务(?=.)|3岁以下(?=婴幼儿)|等(?=.)|其中|分别|(?:截[至止])?(?:(?:19|20)\d\d|[今去])年(?:\d{1,2}月)?[底末初]?|在[\u4e00-\u9fff]{1,8}(?:部门|单位)(?:完成)?"
)
_PER = re.compile(
    r"(?P<per>每(?:百|千|万|十万|百万)?[名个位户]?(?:常住|户籍)?(?:老年人口|老年人|人口|居民|儿童|婴幼儿|家庭|学生|人|户)?|人均|户均|每平方公里)"
)
# The counted noun follows the last of these. Not before 率 or 数, which name a thing themselves.
_DEEDS = re.compile(
    r"(?:规划配建|累计建成|建成|建立|建有|建设|新建|改建|新增|完成|开展|举办|开办|培训|发放|安装|加装|改造|投入|安排|下达|争取|获得|拥有|"
    r"共有|仅有|约有|设有|配备|配建|提供|惠及|受理|出动|排查|整治|查处|清理|招聘|培育|发展|成立|打造|创建|划定|申报|实施|汇集|推动|指导|"
    r"有|达到|达|为|共)了?(?![率量数度额面比])"
)
_TAIL = re.compile(
    r"(?:总数|数量|个数|家数|数|规模|达到|达|为|至|超过|超|不少于|不低于|不足|约|近|共计|共|总计|计|的|占|有|已|就|仅|比例为?|在)$"
)
_COVERAGE = re.compile(r"覆盖率|覆盖面|覆盖比例")
_SHARE = re.compile(r"占比|比例|比重")
# What is done anew is no part of what there is; what is done in one year is compared with other years only.
_ANEW = re.compile(r"新增|新建|改建|扩建|新改扩建|新开|在建")
_YEARLY = re.compile(
    r"(?<!至)(?<!到)(?:今年|去年)(?![底末以来])|当年|本年|年内|全年|[上下]半年|每年|每季度|每月|同比|环比"
)
_QUOTES = str.maketrans("", "", "“”‘’\"'《》 ")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,5}(?:市|县|区|镇|乡|街道|旗)")
_LEADING_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,4}(?:[市县]|(?<![社小园街景校片])区)(?=.{3})")
_DEPENDS = re.compile(r"^(?:其中)?(?:可?提供|可?容纳|设置?|总|占|配备|拥有)")
_BRACKETED = re.compile(r"[((](?P<other>[^()()]{2,12})[))]")
# Of two such words one at a time is true of a thing.
_KINDS = frozenset(("备案", "注册"))
# These name no thing by themselves: 其中示范型367家.
_LONELY = frozenset(
    ("备案", "注册", "示范", "普惠", "公办", "民办", "营利", "非营利", "公建民营", "高级", "中级", "初级")
)
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured. Two numbers can be of one series only where unit, per, ratio, level, narrowing and area agree.

    unit: its family. head: the counted noun without idle and narrowing words; others: further names that the text
    gives it in brackets. ratio: "coverage", "share" or "". area: the part of the place it holds for, "" for all of it.
    said: the noun as printed. around: the words in its neighbourhood, for judging whether a longer name means the
    same thing. own: its noun stands beside it; False where it is understood from an earlier number.
    """

    head: str
    unit: str = ""
    counted_in: str = ""
    said: str = ""
    others: tuple[str, ...] = ()
    narrowing: frozenset[str] = field(default_factory=frozenset)
    levels: frozenset[str] = field(default_factory=frozenset)
    per: str = ""
    ratio: str = ""
    area: str = ""
    around: str = ""
    own: bool = True

    @property
    def named(self) -> str:
        """As people read it: 每千人…, …覆盖率（镇街）."""
        ratio = {"coverage": "覆盖率", "share": "占比"}.get(self.ratio, "")
        narrowing = "".join(one for one in sorted(self.narrowing) if one not in self.said)
        said = self.said if self.said else self.head
        level = "（" + "、".join(sorted(self.levels)) + "）" if self.levels else ""
        return self.area + self.per + narrowing + said + ratio + level


def measure_of(clause: str, start: int, end: int, unit: str, before: Sequence[Measure] = ()) -> Measure:
    """What the number at clause[start:end] measures. clause is folded (simplified characters, half-width signs).

    before: what the numbers told of just before in the same sentence measure, to which 其中…, 示范型… and 可提供…
    refer; the nearest last.
    """
    after = "" if unit in _MEASURING else _noun_after(clause[end : end + _LONGEST])
    phrase = after or _phrase_before(clause[:start])
    found = replace(_taken_apart(phrase, _SAME_UNIT.get(unit, unit)), counted_in=unit)
    if after:
        found = replace(found, levels=found.levels | _levels(_phrase_before(clause[:start]))[0])
    around = clause + "".join(one.said for one in before)
    return replace(_understood(found, clause[:start], before), around=around[:200])


def _noun_after(text: str) -> str:
    found = re.match(r"的?([\u4e00-\u9fff“”《》()]{2,30})", text)
    if found is None or re.match(
        r"以上|以下|左右|不等|占|达|为(?!老)|和|与|及|在|被|已|正|将|进行|用于|开展|于", found[1]
    ):
        return ""
    noun = re.split(r"(?<=[\u4e00-\u9fff”)])(?:实现|进行|获得|同场|争取|得到|完成|引进|投入)", found[1])[0]
    return noun.rsplit("的", 1)[-1] or noun


def _phrase_before(text: str) -> str:
    """From the last sign before the number; a 、 inside brackets is none."""
    stretch = re.split(r"[,。;:!?\n]", text[-80:])[-1]
    depth = 0
    for at in range(len(stretch) - 1, -1, -1):
        depth += (stretch[at] in "))") - (stretch[at] in "((")
        if stretch[at] == "、" and depth == 0:
            return stretch[at + 1 :]
    return stretch


def _taken_apart(phrase: str, unit: str) -> Measure:
    text = phrase.translate(_QUOTES)
    per = _PER.search(text)
    per_said = re.sub(r"[名个位]|口$", "", per["per"]) if per and per["per"] != "每" else ""
    if per and per_said:
        text = text[: per.start()] + text[per.end() :]
    ratio = "coverage" if _COVERAGE.search(text) else "share" if _SHARE.search(text) else ""
    if ratio == "share" and "拥有" in text:
        ratio = "coverage"  # those that have one among all: the same said the other way round
    text = _SHARE.sub("", _COVERAGE.sub("", text))
    levels, text = _levels(text)
    anew = frozenset(_ANEW.findall(text)) | (frozenset(("当年",)) if _YEARLY.search(text) else frozenset())
    text = _after_deeds(text)
    while tail := _TAIL.search(text):
        text = text[: tail.start()]
    others = tuple(_IDLE.sub("", match["other"]) for match in _BRACKETED.finditer(text))
    said = _BRACKETED.sub("", text).replace("的", "")
    area = said if _PLACE.fullmatch(said) and not said.endswith("社区") else ""
    said = "" if area else _LEADING_PLACE.sub("", _LED.sub("", said))
    head, narrowing = _narrowed(_IDLE.sub("", said))
    return Measure(head, unit, "", said, others, narrowing | anew, levels, per_said, ratio, area)


def _narrowed(text: str) -> tuple[str, frozenset[str]]:
    """The noun without what narrows it; a word that is the whole noun stays."""
    found: list[str] = []
    kept, at = "", 0
    for match in _NARROWING.finditer(text):
        kept, at = kept + text[at : match.start()], match.end()
        found.append(match[0])
        if text[at : at + 1] in _ENDINGS:
            at += 1
    head = kept + text[at:]
    return (head, frozenset(found)) if head or not found else (found[-1], frozenset(found[:-1]))


def _levels(text: str) -> tuple[frozenset[str], str]:
    """The levels of administration that a phrase names, and the phrase without them."""
    if both := _TWO_LEVELS.search(text):
        named = frozenset((_SHORT_LEVELS[both["upper"]], _SHORT_LEVELS[both["lower"]]))
        return named, text[: both.start()] + text[both.end() :]
    found = set()
    for name, rule in _LEVELS:
        changed = rule.sub("", text)
        if changed != text and len(changed.strip()) >= 2:
            found.add(name)
            text = changed
    return frozenset(found), text


def _after_deeds(text: str) -> str:
    """What stands after the last deed (全市已建成…), where anything does."""
    last = 0
    for match in _DEEDS.finditer(text):
        if match.end() < len(text) - 1:
            last = match.end()
    return text[last:]


def _understood(found: Measure, words: str, before: Sequence[Measure]) -> Measure:
    """A name that leaves out what was said just before, filled up."""
    if not before:
        return found
    alone = found.head in _LONELY
    if alone or (not found.head and not found.ratio):
        whole = next((one for one in reversed(before) if one.own and one.counted_in == found.counted_in), None)
        return _of_whole(found, whole) if whole else found
    words = words.translate(_QUOTES)
    if _DEPENDS.match(words) and not re.search(r"全[市区县]|^总", words):
        found = replace(found, narrowing=found.narrowing | (before[-1].narrowing & _KINDS))
    for one in reversed(before):
        if 2 <= len(found.head) <= 3 and one.head.endswith(found.head) and len(one.head) > len(found.head):
            return replace(found, head=one.head, said=one.said)
    return found


def _of_whole(found: Measure, whole: Measure) -> Measure:
    narrowing = found.narrowing | ({found.head} if found.head else set())
    kept = whole.narrowing - _KINDS if narrowing & _KINDS else whole.narrowing
    return replace(
        whole, narrowing=narrowing | kept, area=found.area or whole.area, levels=found.levels or whole.levels, own=False
    )
