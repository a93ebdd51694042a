"""Whether a clause speaks of the past, the present or the future, by the marker that stands nearest to its verb."""

import functools
import re
from enum import Enum

from cases.extracting.clauses import remembered
from cases.extracting.cues import either, pattern


class Tense(Enum):
    """PRESENT is work under way, no promise; UNMARKED leaves it to the sentence and its zone."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    UNMARKED = "unmarked"


_PRESENT = re.compile(r"正在|现正|目前正|(?<![改真纠修公])正(?=与|和|同|积|加|抓|准备|对|按|有|全力|处|组|着|努)")
_PERFECT = re.compile(
    r"(?<![项题栏科])目前|前期(?=我|,|已|由)|(?<![为除极罢])了(?!解)|[到得]了|(?<![通经超越])过(?![程渡去度])"
)
_ATTRIBUTE = re.compile(r"(?:对|将|把)?(?:已经|已|曾|正在)[^,。;]{1,24}?的(?=[\u4e00-\u9fff“])")
# 纳入我县正在实施的: the programme is under way, not the deed.
_UNDER_WAY = re.compile(r"(?:纳入|列入|融入|结合|借助|利用)[^,。;]{0,8}正在")
_PAST_YEAR = re.compile(r"(?:19|20)\d\d(?=年|-)")
_WILL = re.compile(r"(?<![麻大名小即必终现兹已要应须请拟可得需把])将(?![近来军领士帅])")
_OURS = re.compile(r"(?:我们|我[局委办厅院队站会镇处]|我[市县区]?(?:单位|中心|街道))(?:也|还)?$")
# 计划 and 规划 are verbs only where no noun they belong to stands before them, or where a date or a deed follows.
_BODY = re.compile(r"(?:我们|[局委办厅府校院镇乡队]|部门|街道|中心|单位|公司)(?:也|还|均|都)?$")
_PLANNED = re.compile(r"(?<![动年度设作造展资务目政工修的、该案三项投定生按照]) ?计划(?!生)")
# 按照市政府计划安排: the plan is somebody's, and a noun.
_BY_PLAN = re.compile(r"(?:按照|根据|依照|依据|按)[^,。;]{1,16}$")
_PLANNED_WHEN = re.compile(
    r"(?<![的动度三])计划(?=于|在?20\d\d年|在?“?十[三四五六]五|今年|明年|年底|年内|\d{1,2}月|[上下]半年|近期|总?投资\d|新建|对)"
)
_LAID_OUT = re.compile(
    r"(?<![项展体的制、该案划建地间编土业年期已])(?<!已经)(?<!布局)(?<!城[市镇])(?<!乡[村镇])规划"
    r"(?=新建|建设[一二两三四五六七八九十\d]|改造|在|布局|能容纳|实施|迁建|扩建|修建|将|于|设置|配建|用地|增设|选址)"
)
_INTEND = re.compile(r"(?<![虚模草比])拟(?![合态])")
_EXPECT = re.compile(
    r"预计[^,。;]{0,24}?(?:完成|完工|竣工|开工|投入使用|建成|通车|交付|启动|实施|投用|启用|开园|开学|招生|运营|到位|结束|达到|"
    r"进场|动工|施工|出台|印发|发布|开展|投放|上线|开放)|"
    r"预计到?(?:20\d\d年|今年|明年|年内|年底|全年)[^,。;]{0,20}?(?:改造|新建|安装|建设|培训|发放|投入)[^,。;]{0,8}\d"
)
_SHALL = re.compile(
    r"(?:我们|我[局委市县区办镇院校队站厅处馆所]|本[局校院]|学校|公司|我中心|我单位|我街道|部门|政府|公司|后|时|,|也|还|均|都|^)会(?=[\u4e00-\u9fff])"
)


# After 正在 these are part of the work under way.
_WEAK = re.compile(r"规划|准备|决定|着手|抓紧|尽快|尽早|争取")
_SOON = re.compile(r"近期(?=将|拟|计划|进行|实施|启动|开展|组织|采取|安排|开工|完成)")
_FORMERLY = re.compile(r"前期|曾|原先|去年|此前")
_DATED = re.compile(r"\d[年月]|[今明]年|年底|年内|年前")
_SINCE = re.compile(
    r"[从自](?P<year>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|开始)|"
    r"从(?:今年|明年|下半年)[^,。;]{0,4}(?:起|开始)"
)
# 我局承诺…, 我镇保证…
_VOWS = re.compile(
    r"(?:我们|我[局委办厅院队站会镇处市县区校]|我单位|我中心|我街道|公司)(?P<vow>承诺|保证|确保)(?![金书率])"
)
_WISH = re.compile(r"争取|尽快|尽早|准备")


@functools.cache
def _will_act() -> re.Pattern[str]:
    return re.compile(either("followers", "hard_verbs"))


@functools.cache
def _may() -> re.Pattern[str]:
    act = "(?=" + either("followers", "hard_verbs") + ")"
    unit = r"(?:我们|我局|我委|我办|后|也|即|均|则|就)(?:可|能|可以)"
    return re.compile(unit + act + r"|(?:^|[,一后])即(?=安排|组织|启动|实施|开展|进行|行|开工|着手)")


@functools.cache
def _strive() -> re.Pattern[str]:
    return re.compile(
        r"(?<!积极)争取(?!到|了|过|资金|项目|上级|中央|省|国家|政策|更多资金|支持)(?=在?\d|在|于|早|尽|让|使|年|今|明|本|下|将|"
        + either("hard_verbs")
        + ")"
    )


@remembered
def tense_of(clause: str, year: int | None, already_past: bool = False) -> tuple[Tense, int]:
    """Tense of a clause and where its deciding marker begins, -1 where it has none.

    year: of the document; an earlier year in the clause puts it into the past, a later one into the future.
    already_past: an account of work done or under way goes on, so that a mere wish (争取…) only says what for.
    """
    bare = _blank_attributes(clause)
    futures = _futures(bare, already_past)
    future = max(futures, default=-1)
    past = max(_last(pattern("past_marks"), bare), _last(_PERFECT, bare))
    present = _last(_PRESENT, bare) if "正" in bare else -1
    if future < 0:
        past = max(past, _last(pattern("weak_past_marks"), bare))
    if future > max(past, present) and not _only_named(bare, future, past, present):
        if already_past and all(_WISH.match(bare, place) for place in futures) and not _DATED.search(bare):
            return Tense.UNMARKED, -1
        return Tense.FUTURE, min(place for place in futures if place > max(past, present))
    if present >= 0 and present + 2 >= past:
        return Tense.PRESENT, present
    if past >= 0:
        return Tense.PAST, past
    return _by_year(bare, year)


def _blank_attributes(clause: str) -> str:
    """已建成的设施 says nothing of the clause's own time."""
    if "已" in clause or "曾" in clause or "正在" in clause:
        clause = _ATTRIBUTE.sub(lambda match: " " * len(match[0]), clause)
    if "正在" in clause:
        clause = _UNDER_WAY.sub(lambda match: match[0][:-2] + "  ", clause)
    return pattern("past_attributes").sub(lambda match: " " * len(match[0]), clause)


def _last(rule: re.Pattern[str], text: str) -> int:
    place = -1
    for match in rule.finditer(text):
        place = match.start()
    return place


def _only_named(bare: str, future: int, past: int, present: int) -> bool:
    """规划 and the like after 正在 or 曾 belong to that account."""
    return (present >= 0 or (past >= 0 and bool(_FORMERLY.search(bare)))) and bool(_WEAK.match(bare, future))


def _by_year(clause: str, year: int | None) -> tuple[Tense, int]:
    if "年" not in clause and "-" not in clause:
        return Tense.UNMARKED, -1
    since = _SINCE.search(clause)
    starts = int(since["year"]) if since and since["year"] else None
    if since and (starts is None or (starts >= year if year else "每年" in clause)):
        return Tense.FUTURE, since.start()
    if year is None:
        return Tense.UNMARKED, -1
    years = [(int(match[0]), match.start()) for match in _PAST_YEAR.finditer(clause)]
    if years and all(said < year for said, _ in years):
        return Tense.PAST, years[0][1]
    if years and all(said > year for said, _ in years):
        return Tense.FUTURE, years[0][1]
    return Tense.UNMARKED, -1


def _futures(clause: str, already_past: bool) -> list[int]:
    places = [match.start() for match in pattern("future_marks").finditer(clause) if not _misread(clause, match)]
    if "将" in clause:
        places.extend(match.start() for match in _WILL.finditer(clause) if _is_will(clause, match.end(), already_past))
    if "计划" in clause:
        places.extend(
            match.start()
            for match in _PLANNED.finditer(clause)
            if not _BY_PLAN.search(clause, max(0, match.start() - 20), match.start())
            and (_will_act().match(clause, match.end()) or clause[match.end() : match.end() + 1].isdigit())
        )
        places.extend(match.start() for match in _PLANNED_WHEN.finditer(clause))
    if vow := _VOWS.search(clause):
        places.append(vow.start("vow"))
    for letter, rule in _rules():
        if letter in clause:
            places.extend(match.start() for match in rule.finditer(clause))
    return places


@functools.cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Rules with a character without which they cannot fit."""
    one_each = (("近", _SOON), ("规", _LAID_OUT), ("拟", _INTEND), ("预", _EXPECT), ("会", _SHALL), ("争", _strive()))
    return (*one_each, ("可", _may()), ("能", _may()), ("即", _may()))


def _misread(clause: str, match: re.Match[str]) -> bool:
    """拟 inside 虚拟, 准备 as a noun."""
    word, before, after = (
        match[0],
        clause[max(0, match.start() - 1) : match.start()],
        clause[match.end() : match.end() + 2],
    )
    if word == "拟":
        return before in "虚模草比" and before != ""
    if word == "准备":
        return after.startswith(("工作", "就绪", "好", "阶段")) or before in ("的", "期")
    if word == "决定":
        return before in ("的", "《") or after.startswith(("》", "书", "性"))
    return False


def _is_will(clause: str, after: int, already_past: bool) -> bool:
    """Whether 将 at the place before ``after`` means will, not 把.

    It means will before an adverb, a preposition or a verb, unless that verb only begins the object of another one
    (将巡查情况纳入考核). Before a noun it is 把; said by the unit of itself (我局将该路段列入…) still a promise, unless
    the account is of the past.
    """
    rest = clause[after:]
    object_verb = pattern("object_verbs").search(rest, 2)
    if pattern("followers").match(rest) or _deed_on_deed(rest):
        return True
    before = clause[: after - 1]
    if not object_verb:
        return bool(pattern("hard_verbs").match(rest) or _BODY.search(before))
    return bool(_OURS.search(before)) and not already_past


def _deed_on_deed(rest: str) -> bool:
    """规划建设…, 组织实施…: two verbs in a row are no object, unless another verb still takes them (…情况纳入考核)."""
    first = pattern("hard_verbs").match(rest)
    second = pattern("hard_verbs").match(rest, first.end()) if first else None
    return second is not None and not pattern("object_verbs").search(rest, second.end())
