"""What each clause of a sentence does: promises, sets a condition, says what for, reports."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from cases.importing.clauses import Clause, Sentence, Zone, sentences
from cases.importing.cues import either, pattern, words
from cases.importing.deadlines_said import times_said
from cases.importing.quantities import Quantity, quantities
from cases.importing.tense import Tense, tense_of
from cases.vocabulary import Comparator


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause with what was decided about it.

    tense: its own or the one that holds on. marker: where its own marker begins, -1 without. explicit: it has one of
    the future. condition: what follows depends on it. purpose: it says what for. lead: it only leads up to what
    follows. stative: it says what something is. courtesy: thanks, praise, somebody's wish. firm: it names a number or
    a document.
    """

    clause: Clause
    masked: str
    tense: Tense
    marker: int
    explicit: bool
    pledge: bool
    condition: bool
    purpose: bool
    lead: bool
    stative: bool
    courtesy: bool
    firm: bool
    quantities: tuple[Quantity, ...]


@functools.lru_cache(maxsize=8)
def judged_sentences(
    text: str, start: int, end: int, role: str, spoken_on: date | None
) -> tuple[tuple[Sentence, list[Judged]], ...]:
    """Every sentence of a part with its judged clauses. Kept for the next call: promises and figures both ask."""
    return tuple(_judged_sentences(text, start, end, role, spoken_on))


def _judged_sentences(
    text: str, start: int, end: int, role: str, spoken_on: date | None
) -> Iterator[tuple[Sentence, list[Judged]]]:
    """After ; the tense of the sentence before holds on."""
    before: Sentence | None = None
    promised = False
    for sentence in sentences(text, start, end, role):
        listed = before is not None and before.close == ";" and not sentence.numbered
        appointed = (
            before is not None and before.paragraph == sentence.paragraph and bool(_BY.match(text, sentence.start))
        )
        goes_on = promised and (listed or appointed)
        judged = judge(sentence, spoken_on, goes_on)
        yield sentence, judged
        before, promised = (
            sentence,
            (goes_on or any(one.explicit for one in judged)) and judged[-1].tense is Tense.FUTURE,
        )


# 由区政府协调…: who is to do it, after it was said that it will be done.
_BY = re.compile(r"由[^,。;]{2,16}(?:负责|牵头|协调|组织|实施|建设|安排|承担|督促|落实)")


def judge(sentence: Sentence, spoken_on: date | None, goes_on: bool = False) -> list[Judged]:
    """Every clause of a sentence with its tense and whether it promises. goes_on: a promise is being listed."""
    zone = Tense.FUTURE if goes_on or sentence.zone in (Zone.NEXT, Zone.TARGET) else Tense.UNMARKED
    state, marked, cited, awaited, vain, wished = zone, goes_on, False, False, False, False
    judged: list[Judged] = []
    for index, clause in enumerate(sentence.clauses):
        masked = mask(clause.text)
        counted = tuple(quantities(clause.text))
        condition = is_condition(masked)
        account = state if marked else Tense.PAST if sentence.zone is Zone.PAST else Tense.UNMARKED
        tense, marker = _tense(masked, spoken_on, account, condition)
        if tense is Tense.PAST and judged and judged[-1].condition and not re.search(r"已|目前|截至", masked):
            tense, condition = Tense.UNMARKED, True
        if tense is Tense.UNMARKED and state is Tense.UNMARKED and _goes_on_this_year(sentence, index, spoken_on):
            tense, marker = Tense.FUTURE, 0
        if tense is Tense.UNMARKED and not marked and _counted_up(masked, counted):
            tense = Tense.PAST
        explicit = tense is Tense.FUTURE
        stative = bool(_STATIVE.search(masked) or pattern("statives").search(masked))
        cited = cited or _cites(masked)
        awaited = awaited or bool(_AWAITED.search(masked))
        if tense is not Tense.UNMARKED:
            state, marked = tense, True
        elif condition:
            state = Tense.FUTURE
        elif stative and state is Tense.FUTURE and zone is Tense.UNMARKED and not _DETAILS.match(masked):
            state, marked = zone, False
        courtesy = is_courtesy(masked)
        purpose = (
            not explicit
            and index > 0
            and not counted
            and bool(_starts_with_purpose().match(masked) or _FOR.match(masked))
        )
        lead = _leads(masked, explicit, index + 1 < len(sentence.clauses))
        firm = bool(counted) or "《" in clause.text
        effect = not awaited and not (marker >= 0 and _PLANNED.match(masked, marker)) and is_effect(masked)
        effect = effect or (courtesy and explicit and bool(_YOURS.search(masked)))
        vain = effect if explicit else vain or effect
        wished = "相信" in masked or ((wished or bool(_THIRD.search(masked))) and not _UNIT.search(masked))
        pledge = (
            state is Tense.FUTURE
            and not (vain or wished or cited or stative or courtesy or purpose or lead or sentence.titled)
            and _acts(clause.text, masked, marker, explicit, marked, firm, condition)
            and not _hollow(masked, firm)
        )
        judged.append(
            Judged(
                clause,
                masked,
                state,
                marker,
                explicit,
                pledge,
                condition,
                purpose,
                lead,
                stative,
                courtesy,
                firm,
                counted,
            )
        )
        if _DOES_HARM.search(masked):
            judged = [replace(one, pledge=one.pledge and one.explicit) for one in judged]
    return judged


def _goes_on_this_year(sentence: Sentence, index: int, spoken_on: date | None) -> bool:
    """2025年,继续… said in 2025."""
    if spoken_on is None or index == 0 or not sentence.clauses[index].text.startswith(("继续", "持续", "着重")):
        return False
    return sentence.clauses[index - 1].text in (f"{spoken_on.year}年", "今年", "本年度", f"{spoken_on.year}年度")


_BLANKED = re.compile(r"《[^》\n]{1,120}》|“[^”\n]{3,120}”|\"[^\"\n]{3,120}\"|\([^()\n]{1,60}\)")


def mask(text: str) -> str:
    """The clause with titles, quoted words and brackets blanked, for what they say is not said here."""
    if not any(mark in text for mark in '《“("'):
        return text
    return _BLANKED.sub(lambda match: match[0][0] + "□" * (len(match[0]) - 2) + match[0][-1], text)


_ENABLED = r"(?:条件(?:成熟|允许|具备|许可)|资金(?:到位|落实|下达|允许)|时机成熟|政策(?:允许|支持)|批复|批准|立项|到位|下达|审批通过)"
_CONDITION = re.compile(
    r"(?:^|[,、时])(?:只能|还?需|须)?(?:待|等到?(?!候)|如果|如能|如需|如有|如(?=[^,。;]{0,12}(?:可|能|需|有))|若|倘若|一旦|"
    r"视(?=[^,。;]{1,16}情况)|只有|只要|在[^,。;]{2,24}(?:前提下|情况下|条件下))"
    rf"|待[^,。;]{{2,40}}(?:后|之后|时|再|,|$)|{_ENABLED}(?:后|之后|时|的情况下|的前提下)"
    r"|一(?:建成|完成|确定|到位|下达|批复)(?:即|就|便|立即|$)|在[^,。;]{2,20}条件(?:成熟|允许|具备)|必要时|有条件的"
)
_CONJUNCTION = re.compile(
    r"^(?:但|而|同时|所以|因此|今后|下一?步)?(?:只能|还?需|须)?(?:待|等|如|若|倘若|一旦|只有|只要)"
)
_AWAITED = re.compile(r"待[^,。;]{2,40}(?:后|之后|时|再|,|$)|^等[^,。;]{2,40}后")


def is_condition(text: str) -> bool:
    """Whether a clause makes what follows depend on something outside."""
    return bool(_CONDITION.search(text))


_VAGUE_TIME = re.compile(r"^(?:今年|本年|\d{4}年)$|[三四五六]五")


def _tense(masked: str, spoken_on: date | None, state: Tense, condition: bool) -> tuple[Tense, int]:
    year = spoken_on.year if spoken_on else None
    tense, marker = tense_of(masked, year, already_past=state in (Tense.PAST, Tense.PRESENT))
    if condition and tense in (Tense.PAST, Tense.PRESENT) and (_CONJUNCTION.match(masked) or "已" not in masked):
        return Tense.UNMARKED, -1
    if tense is not Tense.UNMARKED or spoken_on is None:
        return tense, marker
    said = [one for one in times_said(masked, spoken_on) if one.on is not None]
    if not pattern("hard_verbs").search(masked) or all(_VAGUE_TIME.search(one.raw) for one in said):
        return tense, marker
    if all(one.on > spoken_on for one in said if one.on):
        return Tense.FUTURE, said[0].start
    return tense, marker


def _counted_up(masked: str, counted: tuple[Quantity, ...]) -> bool:
    """A number said with 余 or 多: nobody counts so what does not exist yet."""
    return any(
        one.comparator is Comparator.GE and re.search(r"\d[万亿千百]?[余多]", masked[one.start : one.end])
        for one in counted
    )


# These spell out what was just promised.
_DETAILS = re.compile(r"该|其中|包括|总|共|全长|主要")
_STATIVE = re.compile(
    r"(?:任务|目标|重点|内容|职责|原则|关键)(?:主要|就)?是|(?:计划|拟|规划)[^,。;]{2,30}的(?:位置|地点|区域|地块|方案|项目|路段)(?!进行|予以|实施|开展)"
)


@functools.cache
def _cited() -> re.Pattern[str]:
    source = r"(?:》|文件|会议|会上|双方|上级|省[厅委]|国家|纲要|[^,]条例|办法|通知)"
    return re.compile(
        source
        + r"(?:均|也|已|中|一致|初步|原则上?|就[^,。;]{2,30})?(?:明确|已)?(?:"
        + either("cited")
        + "|同意|认为|议定|决定)"
    )


def _cites(masked: str) -> bool:
    """What a paper or a meeting says, not the unit."""
    found = _cited().search(masked)
    return bool(found) and not re.search(
        r"根据|按照|依据|落实|贯彻|对照|遵照", masked[: found.start()] if found else ""
    )


_YOURS = re.compile("[您你]|委员的|代表的")
_THIRD = re.compile(r"(?:^|[,、])(?:希望|请求|建议|恳请|呼吁|望|请(?![示教]))")
_ASKED = re.compile(r"(?:您|你|委员|代表|贵委)[^,。;]{0,36}(?:提出|所提|反映|提及|提到)")


def is_courtesy(masked: str) -> bool:
    """Thanks, praise and wishes; also what somebody else asked for."""
    return bool(
        pattern("courtesy").search(masked)
        or pattern("demands").search(masked)
        or _THIRD.search(masked)
        or _ASKED.search(masked)
    )


# Why, on what ground, when and about what: never a promise by itself.
_SETTING = re.compile(
    r"^(?:为(?![^,。;]{0,40}(?:提供|配备|增加|安排|建|设))|由于|因|鉴于|根据|按照|依据|关于|随着|围绕|自|经(?!费)|以[^,。;]{2,20}为)"
    r"|^(?:对于|对(?![接照标口比应付])|针对)[^,。;]{0,80}(?:问题|建议|情况|意见|诉求|需求|方面|现象|内容)$"
    r"|^[^,。;]{0,60}(?<!今)(?:之后|以后|以前|之前|前提下|基础上|情况下|条件下|过程中|期间|的同时|后|时|(?:工作|过程|实践|项目|进程|阶段)中)$"
    r"|^(?:力争)?[到至于在]?(?:\d{4}年|今年|明年|“?十[三四五六]五”?)(?:度|底|末|前|年底|初|[上下]半年|期间|\d{1,2}月[底末份前]{0,2})?$"
)


def _leads(masked: str, explicit: bool, followed: bool) -> bool:
    if not followed:
        return False
    return bool(_SETTING.search(masked)) and not (explicit and re.search(r"将|拟|计划", masked[-8:]))


_FOR = re.compile(r"(?:从而|进而)?为[^,。;]{1,40}(?:营造|创造|提供|打造|奠定|贡献|作出|做出|打下|打好)")


@functools.cache
def _starts_with_purpose() -> re.Pattern[str]:
    return re.compile("(?:并|也|同时|,)?" + either("purposes"))


@functools.cache
def _concrete_verbs() -> frozenset[str]:
    return frozenset(words("hard_verbs")) - frozenset(words("soft_verbs"))


_DUTY = re.compile(r"(?<![需重主必简首只])要(?![求点素件么闻害道])|应当|应(?![急用对届聘运])|须(?!知)|需(?!求)")
_MEASURED = re.compile(r"不少于|不低于|不超过|以上|达到|达|超过|占比|完工|至少|全覆盖")
_NOUNS_TOO = re.compile("规划|计划|准备|决定|年")
_UNIT = re.compile(
    r"我[们局委市县区办镇院州省厅处站会队校单]|"
    r"(?:[局委办府镇乡心司队院校处]|部门|街道|中心|单位|分局)(?:也|还|均|都|就|即)?(?:将|会|拟|计划|可)"
)


def _acts(text: str, masked: str, marker: int, explicit: bool, marked: bool, firm: bool, condition: bool) -> bool:
    """Whether somebody is to do something here."""
    verbs = {match[0] for match in pattern("hard_verbs").finditer(masked, max(marker, 0))}
    if condition and not explicit and not (_UNIT.search(masked) or _then_acts(masked)):
        return False
    if explicit:
        return bool(verbs) or (not _NOUNS_TOO.match(masked, marker) and len(masked) - marker >= 4)
    if not verbs:
        return firm and bool(_MEASURED.search(masked))
    if pattern("refusals").search(masked) or (_DUTY.search(masked) and not marked):
        return False
    return firm or marked or bool(pattern("things").search(text)) or bool(verbs & _concrete_verbs())


def _then_acts(masked: str) -> bool:
    """待…后 with what is done then in the same clause."""
    for match in re.finditer(r"后|时|再|予以|给予|就|即|可|通过|必要时|有条件的", masked):
        if match.start() > 0 and pattern("hard_verbs").search(masked, match.end()):
            return True
    return bool(re.match(r"必要时|有条件的", masked))


_PROJECT_DOES = re.compile(
    r"(?:建成|完工|实施|投用|投入使用|竣工|通车|启用|开放|改造|完成|运行|投产|落地|运营)(?:之?后|以后)?[,]?"
    r"(?:也|还|均|都|就|即)?(?:将|可|能|可以|会|能够)|"
    r"^(?:该|此|本|新建)?(?:项目|工程|举措|措施|举|道路|路段|建设)(?:的|实施|建设)?[^,。;将]{0,10}将"
)
_DOES_GOOD = re.compile(
    r"^[^,。;]{0,16}?(?:将|可|能|可以|会|能够)(?:会|能|有效|极大|大大|进一步|切实|彻底|明显|显著|从根本上|全面|基本|更好地|的|地){0,3}"
    + either("effects")
    + r"|将(?:会)?(?:有所|得到|大大|极大|明显)"
)
_DOES_HARM = re.compile(r"(?:将|会|可能|容易|必然|势必)[^,。;]{0,4}(?:影响|导致|造成|产生|引起|引发|面临|存在|加剧)")
_POPULATION = re.compile(r"(?:人口|缺口|需求量|老龄化|总量|比重)[^,。;]{0,12}(?:达到|达|增加|增长|提升|为)")
_PLANNED = re.compile("规划|计划|拟|预计")


def _hollow(masked: str, firm: bool) -> bool:
    """Nobody's act, or nothing that could be examined: forecasts, outlooks."""
    if _POPULATION.search(masked) or _DOES_HARM.search(masked):
        return True
    return bool(pattern("slogans").search(masked)) and not firm


def is_effect(masked: str) -> bool:
    """A project does good by being there; nobody undertakes that."""
    if _UNIT.search(masked):
        return False
    return bool(_PROJECT_DOES.search(masked) or _DOES_GOOD.search(masked))
