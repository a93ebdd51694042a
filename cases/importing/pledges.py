"""Which clauses of a sentence promise something, and which stretch of it is the promise."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases.importing.clauses import Clause, Sentence, Zone
from cases.importing.cues import either, pattern, words
from cases.importing.deadlines_said import times_said
from cases.importing.quantities import Quantity, quantities
from cases.importing.tense import Tense, tense_of
from cases.vocabulary import Comparator

_LONGEST = 110
_LONGEST_WITH_LEAD = 140
_LONGEST_TAIL = 45
_SHORTEST = 9


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause with what was decided about it. explicit: by a marker of its own, not by its zone or sentence.

    purpose: says what for. condition: makes what follows depend on something. firm: what stands here can be examined.
    """

    clause: Clause
    tense: Tense
    marker: int
    explicit: bool
    pledge: bool
    condition: bool
    purpose: bool
    firm: bool
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Pledge:
    """Consecutive clauses of one promise. core: index of the first clause that promises."""

    clauses: tuple[Judged, ...]
    core: int

    @property
    def start(self) -> int:
        return self.clauses[0].clause.start

    @property
    def end(self) -> int:
        return self.clauses[-1].clause.end


def pledges(sentence: Sentence, spoken_on: date | None, each_target: bool) -> list[Pledge]:
    """The promises of a sentence. each_target: in a list of targets every measured clause is one."""
    judged = judge(sentence, spoken_on)
    if not any(one.pledge for one in judged) or _only_announces(sentence, judged):
        return []
    found: list[Pledge] = []
    floor = 0
    for a, b in _runs(judged, each_target or sentence.zone is Zone.TARGET):
        b = _with_tail(judged, a, b)
        first = _with_lead(judged, a, b, floor)
        found.append(Pledge(tuple(judged[first : b + 1]), a - first))
        floor = b + 1
    return found


def judge(sentence: Sentence, spoken_on: date | None) -> list[Judged]:
    """Every clause of a sentence with its tense and whether it promises."""
    zone = Tense.FUTURE if sentence.zone in (Zone.NEXT, Zone.TARGET) else Tense.UNMARKED
    state, marked, cites = zone, False, False
    judged: list[Judged] = []
    for index, clause in enumerate(sentence.clauses):
        masked = mask(clause.text)
        tense, marker = _tense(clause, masked, spoken_on, state if marked else Tense.UNMARKED)
        counted = tuple(quantities(clause.text))
        cites = cites or _cites(masked)
        condition = is_condition(masked)
        if condition and tense is Tense.PAST and "已" not in masked:
            tense = Tense.UNMARKED
        if tense is Tense.UNMARKED and not marked and _finished(masked, counted):
            tense = Tense.PAST
        explicit = tense is Tense.FUTURE
        if tense is not Tense.UNMARKED:
            state, marked = tense, True
        elif condition:
            state = Tense.FUTURE
        elif state is Tense.FUTURE and zone is Tense.UNMARKED and pattern("statives").search(masked):
            state, marked = zone, False
        purpose = not explicit and (
            (index > 0 and not counted and _is_purpose(masked)) or bool(_SETTING.search(masked))
        )
        firm = bool(counted) or "《" in clause.text
        allowed = state is Tense.FUTURE and not cites and not sentence.titled and not purpose
        promises = allowed and _promises(
            _Seen(clause.text, masked, marker, explicit, marked, condition, any(one.condition for one in judged), firm)
        )
        judged.append(Judged(clause, state, marker, explicit, promises, condition, purpose, firm, counted))
    return judged


@dataclass(frozen=True, slots=True)
class _Seen:
    text: str
    masked: str
    marker: int
    explicit: bool
    marked: bool
    condition: bool
    conditional: bool
    firm: bool


@functools.cache
def _concrete_verbs() -> frozenset[str]:
    return frozenset(words("hard_verbs")) - frozenset(words("soft_verbs"))


@functools.cache
def _starts_with_purpose() -> re.Pattern[str]:
    return re.compile("(?:并|也|同时|,)?" + either("purposes"))


_ENABLED = r"(?:条件(?:成熟|允许|具备|许可)|资金(?:到位|落实|下达|允许)|时机成熟|政策(?:允许|支持)|批复|批准|立项|到位|下达|审批通过)"
_CONDITION = re.compile(
    r"(?:^|[,、时])(?:待|等到?(?!候)|如果|如能|如需|如有|如(?=[^,。;]{0,12}(?:可|能|需|有))|若|倘若|一旦|视(?=[^,。;]{1,16}情况)|只有|只要|在[^,。;]{2,24}(?:前提下|情况下|条件下))"
    rf"|待[^,。;]{{2,40}}(?:后|之后|时|再|,|$)|{_ENABLED}(?:后|之后|时|的情况下|的前提下)|一(?:建成|完成|确定|到位|下达|批复)[,,]?(?:即|就|便|立即|$)|在[^,。;]{{2,20}}条件(?:成熟|允许|具备)"
)
_BLANKED = re.compile(r"《[^》\n]{1,120}》|“[^”\n]{3,120}”|\"[^\"\n]{3,120}\"|\([^()\n]{1,60}\)")
# Why, on what ground and about what: never a promise by itself.
_SETTING = re.compile(
    r"^(?:为(?!.{0,20}提供)|由于|因|鉴于|根据|按照|依据|关于|随着|围绕|自|经)|^(?:对于?|针对)[^,。;]{0,60}(?:问题|建议|情况|意见|诉求)$"
)
_THIRD = re.compile(r"(?:^|[,、])(?:希望|请求|建议|恳请|呼吁|望|请(?![示教]))")
_DUTY = re.compile(r"(?<![需重主必简首只不])要(?![求点素件么闻害道])|应当|应(?![急用对届聘运])|须(?!知)|需(?!求)")
_PROJECT_DOES = re.compile(
    r"(?:建成|完工|实施|投用|投入使用|竣工|通车|启用|开放|改造|完成|运行|投产|落地|运营)(?:之?后|以后)?[,]?(?:也|还|均|都|就|即)?(?:将|可|能|可以|会|能够)|^(?:该|此|本|新建)?(?:项目|工程|举措|措施|举|道路|路段)(?:的)?[^,。;将]{0,10}将"
)
_AFTERWARDS = re.compile(r"(?:建成|完工|实施|投用|投入使用|竣工|通车|启用|开放)(?:之?后|以后|投入使用后|投用后)$")
_EFFECT_FIRST = re.compile(
    r"^[^,。;]{0,12}?(?:将|可|能|可以|会|能够)(?:会|能|有效|极大|大大|进一步|切实|彻底|明显|显著|从根本上|全面|基本|更好地|的|地){0,3}"
    + "(?:提高|提升|改善|缓解|解决|满足|带动|促进|发挥|成为|方便|增强|新增|增加|惠及|受益|覆盖|减轻|降低|得到|填补|容纳|辐射|拉动|为)"
)
_UNIT = re.compile(
    r"我[们局委市县区办镇院州省厅处站会队校]|(?:[局委办府镇乡心司队院校处]|部门|街道|中心|单位)(?:也|还|均|都|就|即)?(?:将|会|拟|计划|可)"
)
_VAGUE_TIME = re.compile("今年$|本年$|[三四五六]五")
_PLANNED = re.compile("规划|计划|拟|预计")
_ASKED = re.compile(r"(?:您|你|委员|代表|贵委)[^,。;]{0,36}(?:提出|所提|反映|提及|提到)")
_POPULATION = re.compile(r"(?:人口|缺口|需求量|老龄化|总量|比重)[^,。;]{0,12}(?:达到|达|增加|增长|提升|为)")


def mask(text: str) -> str:
    """The clause with titles, quoted words and brackets blanked, for what they say is not said here."""
    return _BLANKED.sub(lambda match: match[0][0] + "□" * (len(match[0]) - 2) + match[0][-1], text)


def is_condition(text: str) -> bool:
    """Whether a clause makes what follows depend on something outside."""
    return bool(_CONDITION.search(text))


def _tense(clause: Clause, masked: str, spoken_on: date | None, state: Tense) -> tuple[Tense, int]:
    tense, marker = tense_of(
        masked, spoken_on.year if spoken_on else None, already_past=state in (Tense.PAST, Tense.PRESENT)
    )
    if tense is not Tense.UNMARKED or spoken_on is None:
        return tense, marker
    said = [one for one in times_said(masked, spoken_on) if one.on is not None]
    if (
        said
        and all(one.on > spoken_on for one in said if one.on)
        and not all(_VAGUE_TIME.search(one.raw) for one in said)
    ):
        return Tense.FUTURE, said[0].start
    return tense, marker


def _finished(masked: str, counted: tuple[Quantity, ...]) -> bool:
    """A counted fact: said with 余 or 多, as nobody counts so what does not exist yet."""
    return any(
        one.comparator is Comparator.GE and re.search(r"\d[万亿千百]?[余多]", masked[one.start : one.end])
        for one in counted
    )


def _is_purpose(masked: str) -> bool:
    return bool(_starts_with_purpose().match(masked))


def _cites(masked: str) -> bool:
    return bool(
        re.search(
            r"(?:》|文件|会议|上级|省[厅委]|国家|纲要|[^,]条例)(?:均|也|已|中)?(?:明确|已)?" + either("cited"), masked
        )
    ) and not re.search(r"(?:根据|按照|按|依据|落实|贯彻|对照|遵照)", masked)


def _promises(seen: _Seen) -> bool:
    masked = seen.masked
    if any(pattern(name).search(masked) for name in ("courtesy", "demands")) or any(
        rule.search(masked) for rule in (_THIRD, _POPULATION, _ASKED)
    ):
        return False
    if (
        seen.condition
        and not _UNIT.search(masked)
        and not re.search(r"将|拟|即可|再|适时|优先|尽快|及时|就", masked[max(0, seen.marker) :])
    ):
        return False
    if pattern("refusals").search(masked) and not seen.explicit:
        return False
    if (
        not (seen.condition or seen.conditional)
        and not _PLANNED.match(masked, max(seen.marker, 0))
        and is_effect(masked)
    ):
        return False
    if pattern("slogans").search(masked) and not seen.firm:
        return False
    acts = bool(pattern("hard_verbs").search(masked, max(seen.marker, 0)))
    if seen.explicit:
        return acts or bool(re.match(r"将(?!□)", masked[max(seen.marker, 0) :]))
    if not acts:
        return seen.firm and bool(re.search(r"不少于|不低于|不超过|以上|达到|达|超过|占比|完工|至少", masked))
    if _DUTY.search(masked) and not seen.marked:
        return False
    return seen.firm or seen.marked or _is_concrete(seen.text, masked)


def is_effect(masked: str) -> bool:
    """A project does good by being there; nobody undertakes that."""
    if _UNIT.search(masked):
        return False
    return bool(_PROJECT_DOES.search(masked) or _EFFECT_FIRST.search(masked))


def _is_concrete(text: str, masked: str) -> bool:
    verbs = {match[0] for match in pattern("hard_verbs").finditer(masked)}
    return bool(verbs) and (bool(pattern("things").search(text)) or bool(verbs & _concrete_verbs()))


def _only_announces(sentence: Sentence, judged: list[Judged]) -> bool:
    """我局将做好以下工作: promises nothing yet."""
    return sentence.close == ":" and not any(one.pledge and one.firm for one in judged)


def _runs(judged: list[Judged], each_target: bool) -> Iterator[tuple[int, int]]:
    """First and last index of every stretch of clauses that is one promise."""
    start = last = -1
    for index, one in enumerate(judged):
        if one.tense is not Tense.FUTURE and start >= 0:
            yield start, last
            start = last = -1
        if not one.pledge:
            continue
        if start >= 0 and (
            (each_target and bool(one.quantities or judged[last].quantities))
            or _starts_anew(one, judged[start : last + 1])
            or one.clause.end - judged[start].clause.start > _LONGEST
        ):
            yield start, last
            start = -1
        if start < 0:
            start = index
        last = index
    if start >= 0:
        yield start, last


def _with_tail(judged: list[Judged], first: int, last: int) -> int:
    """Where the promise really ends: with what it is for, as far as the sentence says so and the quote stays short."""
    start, core = judged[first].clause.start, judged[last].clause.end
    for index in range(last + 1, len(judged)):
        one = judged[index]
        if one.pledge or one.tense in (Tense.PAST, Tense.PRESENT) or not (one.purpose or is_effect(one.clause.text)):
            break
        if (
            one.clause.end - start > _LONGEST
            or one.clause.end - core > _LONGEST_TAIL
            or pattern("courtesy").search(one.clause.text)
        ):
            break
        last = index
    return last


def _starts_anew(one: Judged, before: list[Judged]) -> bool:
    """A further 将, 拟 or 计划 with its own object is a further promise."""
    word = one.clause.text[max(0, one.marker) : one.marker + 1]
    if not (one.explicit and word in "将拟计" and len(one.clause.text) >= 12):
        return False
    return any(other.explicit and other.pledge for other in before) and not before[-1].condition


_LEAD = re.compile(
    r"^(?:下一?步|下阶段|接下来|今后|后续|同时|此外|另外|为|针对|对于?|按照|按|根据|结合|依托|围绕|通过|以|在|由|经|如|待|若|等|视|到|力争|紧扣|利用|充分|我们|我[局委市县区]|关于|就|其中)|[后时前]$"
)
_PREPOSITION = re.compile(r"^(?:对|针对|对于|关于|待|如|若|只有|一旦|到\d|虽然)")


def _with_lead(judged: list[Judged], first: int, last: int, floor: int) -> int:
    """Where the promise really begins: with its condition, its occasion, or the clause that holds its object."""
    end = judged[last].clause.end
    at = first
    while at > floor and _leads_in(judged[at - 1]):
        at -= 1
    for index in range(floor, at):
        between = judged[index:at]
        opens = judged[index].condition or _PREPOSITION.match(judged[index].clause.text)
        if opens and all(one.tense not in (Tense.PAST, Tense.PRESENT) and not one.purpose for one in between):
            if end - judged[index].clause.start <= _LONGEST_WITH_LEAD:
                at = index
            break
    if at == first and at > floor and end - judged[first].clause.start < _SHORTEST:
        at -= 1
    while at < first and end - judged[at].clause.start > _LONGEST_WITH_LEAD:
        at += 1
    return at


def _leads_in(one: Judged) -> bool:
    if one.tense in (Tense.PAST, Tense.PRESENT) and not one.condition:
        return False
    if any(pattern(name).search(one.clause.text) for name in ("courtesy", "slogans", "refusals")):
        return False
    return one.condition or one.explicit or bool(_LEAD.search(one.clause.text))
