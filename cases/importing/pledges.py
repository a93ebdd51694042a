"""Which clauses of a sentence promise something, and which stretch of it is the promise."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cases.importing.clauses import Clause, Sentence, Zone
from cases.importing.cues import either, pattern
from cases.importing.quantities import Quantity, quantities
from cases.importing.tense import Tense, tense_of
from cases.vocabulary import Comparator

_LONGEST = 110
_SHORTEST = 9


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause with what was decided about it. explicit: by a marker of its own, not by its zone or sentence."""

    clause: Clause
    tense: Tense
    marker: int
    explicit: bool
    pledge: bool
    condition: bool
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


def pledges(sentence: Sentence, year: int | None, each_target: bool) -> list[Pledge]:
    """The promises of a sentence. each_target: in a list of targets every measured clause is one."""
    judged = judge(sentence, year)
    if not any(one.pledge for one in judged) or _only_announces(sentence, judged):
        return []
    found: list[Pledge] = []
    for a, b in _runs(judged, each_target or sentence.zone is Zone.TARGET):
        first = _with_lead(judged, a, found[-1] if found else None)
        found.append(Pledge(tuple(judged[first : b + 1]), a - first))
    return found


def judge(sentence: Sentence, year: int | None) -> list[Judged]:
    """Every clause of a sentence with its tense and whether it promises."""
    zone = Tense.FUTURE if sentence.zone in (Zone.NEXT, Zone.TARGET) else Tense.UNMARKED
    state, marked = zone, False
    cites = False
    judged: list[Judged] = []
    for clause in sentence.clauses:
        masked = mask(clause.text)
        tense, marker = tense_of(masked, year)
        counted = tuple(quantities(clause.text))
        cites = cites or _cites(masked)
        condition = is_condition(masked)
        if tense is Tense.UNMARKED and not marked and zone is Tense.FUTURE and _finished(counted):
            tense = Tense.PAST
        explicit = tense is Tense.FUTURE
        if tense is not Tense.UNMARKED:
            state, marked = tense, True
        elif condition and not marked and state is Tense.UNMARKED:
            state = Tense.FUTURE
        promises = (
            state is Tense.FUTURE
            and not cites
            and not sentence.titled
            and _promises(clause.text, masked, explicit, marked, counted, marker)
        )
        judged.append(Judged(clause, state, marker, explicit, promises, condition, counted))
    return judged


@functools.cache
def _act() -> re.Pattern[str]:
    return pattern("hard_verbs")


@functools.cache
def _concrete_verbs() -> frozenset[str]:
    from cases.importing.cues import words

    return frozenset(words("hard_verbs")) - frozenset(words("soft_verbs"))


_CONDITION = re.compile(
    r"(?:^|[,若])(?:待|等到?|如果|如能|如需|如有|若|一旦|视|在[^,。;]{2,24}(?:前提下|情况下|基础上|条件下)|[^,。;]{2,20}(?:条件成熟|资金到位|条件允许|条件具备|时机成熟|批复|批准|到位|下达)(?:后|之后|时|的情况下))"
    r"|待[^,。;]{2,40}(?:后|之后|时)|(?:条件成熟|资金到位|条件允许|条件具备|时机成熟)"
)
_QUOTED = re.compile(r"《[^》\n]{1,120}》|“[^”\n]{3,120}”|\"[^\"\n]{3,120}\"")
_THIRD = re.compile(r"(?:^|[,、])(?:希望|请求|建议|恳请|呼吁|望|请(?![示教]))")
_DUTY = re.compile(r"(?<![需重主必简首只])要(?![求点素件么闻害道])|应当|应(?![急用对届聘运])|须|必须|需要")
_SUBJECT_IS_PROJECT = re.compile(
    r"(?:建成|完工|实施|投用|投入使用|竣工|通车|启用|开放|改造|完成|运行|投产|落地|运营)(?:后|以后|之后|投入使用后|投用后)|^(?:该|此|本)?(?:项目|工程|举措|措施|举|道路|路段)(?:的)?[^,。;将]{0,10}将|(?:建设|实施|出台|建成)将"
)
_UNIT = re.compile(r"我[们局委市县区办镇院州省厅处站会]|[局委办府部门镇乡心司队院校处道](?:也|还|均|都)?将")
_VAGUE_CASE = re.compile(r"(?:人口|缺口|需求量|老龄化)[^,。;]{0,12}(?:达到|达|增加到|为)")


def mask(text: str) -> str:
    """The clause with titles and quoted words blanked, for what they say is not said here."""
    return _QUOTED.sub(lambda match: match[0][0] + "□" * (len(match[0]) - 2) + match[0][-1], text)


def is_condition(text: str) -> bool:
    """Whether a clause makes what follows depend on something outside."""
    return bool(_CONDITION.search(text))


def _finished(counted: tuple[Quantity, ...]) -> bool:
    """A counted fact: more than a hundred, said with 余 or 多."""
    return any(
        one.comparator is Comparator.GE and not one.chinese and re.search(r"\d[余多]|[万亿千百][余多]", "")
        for one in counted
    )


def _cites(masked: str) -> bool:
    return bool(
        re.search(
            r"(?:》|文件|会议|上级|省[厅委]|国家|纲要|[^,]条例|《[^》]*》)(?:均|也|已|中)?(?:明确)?" + either("cited"),
            masked,
        )
    )


def _promises(text: str, masked: str, explicit: bool, marked: bool, counted: tuple[Quantity, ...], marker: int) -> bool:
    if (
        pattern("courtesy").search(masked)
        or pattern("demands").search(masked)
        or _THIRD.search(masked)
        or _VAGUE_CASE.search(masked)
    ):
        return False
    if not _act().search(masked, max(marker, 0)):
        return False
    if pattern("refusals").search(masked) and not explicit:
        return False
    measured = bool(counted) or "《" in text
    if _SUBJECT_IS_PROJECT.search(masked) and not _UNIT.search(masked) and not is_condition(masked):
        return False
    if pattern("slogans").search(masked) and not measured:
        return False
    if explicit:
        return True
    if _DUTY.search(masked) and not marked:
        return False
    return measured or _is_concrete(text, masked)


def _is_concrete(text: str, masked: str) -> bool:
    verbs = {match[0] for match in _act().finditer(masked)}
    return bool(pattern("things").search(text)) and bool(verbs) or bool(verbs & _concrete_verbs())


def _only_announces(sentence: Sentence, judged: list[Judged]) -> bool:
    """我局将做好以下工作: promises nothing yet."""
    if sentence.close != ":":
        return False
    return not any(one.pledge and (one.quantities or "《" in one.clause.text) for one in judged)


def _runs(judged: list[Judged], each_target: bool) -> Iterator[tuple[int, int]]:
    """First and last index of every stretch of clauses that is one promise."""
    start = last = -1
    length = 0
    for index, one in enumerate(judged):
        if one.tense is not Tense.FUTURE and start >= 0:
            yield start, last
            start = last = -1
        if not one.pledge:
            continue
        parts = start >= 0 and (
            (each_target and bool(one.quantities) and bool(judged[last].quantities))
            or _starts_anew(one)
            or one.clause.end - judged[start].clause.start > _LONGEST
        )
        if parts:
            yield start, last
            start = -1
        if start < 0:
            start, length = index, 0
        last = index
        length += len(one.clause.text)
    if start >= 0:
        yield start, last


def _starts_anew(one: Judged) -> bool:
    text = one.clause.text
    return (
        one.explicit
        and len(text) >= 12
        and bool(re.search(r"(?<![即必])将|拟|计划", text[max(0, one.marker) : one.marker + 2]))
    )


def _with_lead(judged: list[Judged], first: int, before: Pledge | None) -> int:
    """Where the promise really begins: with its condition, its occasion, or the clause that holds its object."""
    floor = 0
    if before is not None:
        floor = next(i for i, one in enumerate(judged) if one is before.clauses[-1]) + 1
    at = first
    while at > floor and _leads_in(judged[at - 1]):
        at -= 1
    if at == first and at > floor and len(judged[first].clause.text) < _SHORTEST:
        at -= 1
    return at


_LEAD = re.compile(
    r"^(?:下一?步|下阶段|接下来|今后|后续|同时|此外|另外|为|针对|对于?|按照|根据|结合|依托|围绕|通过|以|在|由|经|如|待|若|等|视|到|力争|紧扣|利用|充分|我们|我局)|[后时前]$"
)


def _leads_in(one: Judged) -> bool:
    if one.tense in (Tense.PAST, Tense.PRESENT) and not one.condition:
        return False
    if pattern("courtesy").search(one.clause.text) or pattern("slogans").search(one.clause.text):
        return False
    return one.condition or bool(_LEAD.search(one.clause.text)) or one.explicit
