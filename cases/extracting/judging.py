"""What each clause of a sentence does there: promises, sets a condition, says what for, reports."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from cases.extracting import clause_rules as rules
from cases.extracting import effects
from cases.extracting.clauses import Clause
from cases.extracting.cues import pattern, words
from cases.extracting.deadlines_said import times_said
from cases.extracting.quantities import Quantity, quantities
from cases.extracting.tense import Tense, tense_of
from cases.extracting.zones import Sentence, Zone, sentences
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
    condition: bool
    purpose: bool
    lead: bool
    stative: bool
    courtesy: bool
    firm: bool
    quantities: tuple[Quantity, ...]
    pledge: bool = False


@functools.lru_cache(maxsize=8)
def judged_sentences(
    text: str, start: int, end: int, role: str, spoken_on: date | None
) -> tuple[tuple[Sentence, tuple[Judged, ...]], ...]:
    """Every sentence of a part with its judged clauses. Kept for the next call: promises and figures both ask."""
    return tuple(_judged_sentences(text, start, end, role, spoken_on))


# 由区政府协调…: who is to do it, after it was said that it will be done.
_APPOINTS = re.compile(r"由[^,。;]{2,16}(?:负责|牵头|协调|组织|实施|建设|安排|承担|督促|落实)")

# 10月中旬启动…: the next step of what was just planned.
_FOLLOWS = re.compile(r"\d{1,2}月(?:底|初|中旬|[上下]旬|份)?(?:前|之前)?(?=[\u4e00-\u9fff])|下半年|年底|次年|明年|随后")


def _judged_sentences(
    text: str, start: int, end: int, role: str, spoken_on: date | None
) -> Iterator[tuple[Sentence, tuple[Judged, ...]]]:
    """In a list parted by ; the tense of the item before holds on."""
    before: Sentence | None = None
    promised = False
    for sentence in sentences(text, start, end, role):
        goes_on = promised and before is not None and _continues(before, sentence, text)
        judged = tuple(_judge(sentence, spoken_on, goes_on))
        yield sentence, judged
        before = sentence
        promised = (goes_on or any(one.explicit for one in judged)) and judged[-1].tense is Tense.FUTURE


# 同时…, 三是…: one more of what was just promised.
_GOES_ON = re.compile(
    r"同时[,]?(?!也)|(?:另外|此外|并),?(?=[加增安组协定对])|"
    r"(?:积极|进一步|继续|加大|加强|强化|加快|严格|定期|大力|深入|充分|扎实|持续|尽快|及时|优先|逐步|主动|广泛|着力|努力|督促)"
    r"(?=[\u4e00-\u9fff])"
)
_ONE_OF_SEVERAL = re.compile(r"[二三四五六七八九十]是")


def _continues(before: Sentence, sentence: Sentence, text: str) -> bool:
    if before.close == ";" and not sentence.numbered:
        return True
    if before.paragraph != sentence.paragraph:
        return False
    if before.numbered and _ONE_OF_SEVERAL.match(text, sentence.start):
        return True
    return any(rule.match(text, sentence.start) for rule in (_APPOINTS, _FOLLOWS, _GOES_ON))


@dataclass(slots=True)
class _State:
    """What earlier clauses of the sentence decide for the next: its tense, and what takes the promise out of it.

    marked: a clause had a marker. cited: a paper is quoted. awaited: 待…后 was said. vain: an effect is described.
    wished: somebody else is asked.
    """

    zone: Tense
    tense: Tense
    marked: bool
    cited: bool = False
    awaited: bool = False
    vain: bool = False
    wished: bool = False


def _judge(sentence: Sentence, spoken_on: date | None, goes_on: bool = False) -> list[Judged]:
    """Every clause of a sentence with its tense and whether it promises. goes_on: a promise is being listed."""
    zone = Tense.FUTURE if goes_on or sentence.zone in (Zone.NEXT, Zone.TARGET) else Tense.UNMARKED
    state = _State(zone, zone, goes_on)
    judged: list[Judged] = []
    for index in range(len(sentence.clauses)):
        one = _look(sentence, index, state, judged, spoken_on)
        _take_note(state, one, judged[-1].masked if judged else "")
        promised = not sentence.titled and _promises(one, state)
        judged.append(replace(one, pledge=True) if promised else one)
        if any(other.pledge for other in judged) and effects.does_harm(one.masked):
            judged = [replace(other, pledge=other.pledge and other.explicit) for other in judged]
    return judged


def _look(sentence: Sentence, index: int, state: _State, before: list[Judged], spoken_on: date | None) -> Judged:
    """A clause by itself and with the tense it has from the ones before it."""
    clause = sentence.clauses[index]
    masked = rules.mask(clause.text)
    counted = quantities(clause.text)
    condition = rules.is_condition(masked)
    tense, marker = _tense(sentence, masked, spoken_on, state, condition)
    if tense is Tense.PAST and before and before[-1].condition and not _REPORTED.search(masked):
        tense, condition = Tense.UNMARKED, True
    if tense is Tense.UNMARKED and state.tense is Tense.UNMARKED and _goes_on_this_year(sentence, index, spoken_on):
        tense, marker = Tense.FUTURE, 0
    if tense is Tense.UNMARKED and not state.marked and _counted_up(masked, counted):
        tense = Tense.PAST
    explicit = tense is Tense.FUTURE
    stative = rules.is_stative(masked) or (not explicit and rules.is_copula(masked))
    if tense is not Tense.UNMARKED:
        state.tense, state.marked = tense, True
    elif condition and rules.supposes(masked):
        state.tense = Tense.FUTURE
    elif stative and state.tense is Tense.FUTURE and not rules.gives_details(masked):
        state.tense, state.marked = state.zone, state.marked and state.zone is Tense.FUTURE
    return Judged(
        clause=clause,
        masked=masked,
        tense=state.tense,
        marker=marker,
        explicit=explicit,
        condition=condition,
        purpose=not explicit and index > 0 and not counted and rules.is_purpose(masked),
        lead=index + 1 < len(sentence.clauses) and _leads(masked, explicit),
        stative=stative,
        courtesy=rules.is_courtesy(masked),
        firm=bool(counted) or "《" in clause.text,
        quantities=counted,
    )


_REPORTED = re.compile("已|目前|截至")
_VAGUE_TIME = re.compile(r"^(?:今年|本年|\d{4}年)$|[三四五六]五")


def _tense(
    sentence: Sentence, masked: str, spoken_on: date | None, state: _State, condition: bool
) -> tuple[Tense, int]:
    account = state.tense if state.marked else Tense.PAST if sentence.zone is Zone.PAST else Tense.UNMARKED
    reports = account in (Tense.PAST, Tense.PRESENT)
    tense, marker = tense_of(masked, spoken_on.year if spoken_on else None, already_past=reports)
    if condition and tense in (Tense.PAST, Tense.PRESENT) and (rules.opens_condition(masked) or "已" not in masked):
        return Tense.UNMARKED, -1
    if tense is not Tense.UNMARKED or spoken_on is None:
        return tense, marker
    said = [one for one in times_said(masked, spoken_on) if one.on is not None]
    if not pattern("hard_verbs").search(masked) or all(_VAGUE_TIME.search(one.raw) for one in said):
        return tense, marker
    if all(one.on > spoken_on for one in said if one.on):
        return Tense.FUTURE, said[0].start
    return tense, marker


def _goes_on_this_year(sentence: Sentence, index: int, spoken_on: date | None) -> bool:
    """2025年,继续… said in 2025."""
    if spoken_on is None or index == 0 or not sentence.clauses[index].text.startswith(("继续", "持续", "着重")):
        return False
    return sentence.clauses[index - 1].text in (f"{spoken_on.year}年", "今年", "本年度", f"{spoken_on.year}年度")


def _counted_up(masked: str, counted: tuple[Quantity, ...]) -> bool:
    """A number said with 余 or 多: nobody counts so what does not exist yet."""
    return bool(counted) and any(
        one.comparator is Comparator.GE and re.search(r"\d[万亿千百]?[余多]", masked[one.start : one.end])
        for one in counted
    )


def _leads(masked: str, explicit: bool) -> bool:
    return rules.sets_scene(masked) and not (explicit and re.search(r"将|拟|计划", masked[-8:]))


_PLANNED = re.compile("规划|计划|拟|预计")


def _take_note(state: _State, one: Judged, before: str) -> None:
    """What this clause decides for itself and the ones after it."""
    masked = one.masked
    state.cited = state.cited or rules.cites(masked) or rules.closes(masked)
    state.awaited = state.awaited or rules.is_awaited(masked)
    planned = one.marker >= 0 and bool(_PLANNED.match(masked, one.marker))
    vain = not state.awaited and not planned and effects.is_effect(masked, before)
    vain = vain or effects.forecasts(masked) or (one.courtesy and one.explicit and rules.is_about_you(masked))
    foretold = state.vain and masked.startswith("预计")
    state.vain = (vain or foretold) if one.explicit else state.vain or vain
    still = state.wished and not effects.speaks_for_itself(masked)
    state.wished = "相信" in masked or rules.wishes(masked) or still


def _promises(one: Judged, state: _State) -> bool:
    if one.tense is not Tense.FUTURE or one.stative or one.courtesy or one.purpose or one.lead:
        return False
    if state.vain or state.wished or state.cited or rules.is_label(one.clause.text) or not _acts(one, state):
        return False
    if effects.does_harm(one.masked):
        return False
    return one.firm or not pattern("slogans").search(one.masked)


_MEASURED = re.compile(r"不少于|不低于|不超过|以上|达到|达|超过|占比|完工|至少|全覆盖")
# Markers that are also nouns; only a verb makes sure.
_NOUNS_TOO = re.compile("规划|计划|准备|决定|年")


def _acts(one: Judged, state: _State) -> bool:
    """Whether somebody is to do something here."""
    masked = one.masked
    verbs = {match[0] for match in pattern("hard_verbs").finditer(masked, max(one.marker, 0))}
    if one.condition and not one.explicit and not (effects.has_unit(masked) or rules.then_acts(masked)):
        return False
    if one.explicit:
        return bool(verbs) or (not _NOUNS_TOO.match(masked, one.marker) and len(masked) - one.marker >= 4)
    if not verbs:
        return one.firm and bool(_MEASURED.search(masked))
    if pattern("refusals").search(masked) or (rules.is_duty(masked) and not state.marked):
        return False
    concrete = bool(pattern("things").search(one.clause.text)) or bool(verbs & _concrete_verbs())
    return one.firm or state.marked or concrete


@functools.cache
def _concrete_verbs() -> frozenset[str]:
    return frozenset(words("hard_verbs")) - frozenset(words("soft_verbs"))
