"""Which stretch of a sentence is one promise: its clauses with the condition before and the purpose behind them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cases.extracting.clause_rules import supposes
from cases.extracting.cues import pattern
from cases.extracting.judging import Judged
from cases.extracting.tense import Tense
from cases.extracting.zones import Sentence, Zone

_LONGEST = 150
_LONGEST_WITH_LEAD = 170
_LONGEST_TAIL = 45
_SHORTEST = 9


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


def pledges(sentence: Sentence, judged: Sequence[Judged], each_target: bool) -> list[Pledge]:
    """The promises of a judged sentence. each_target: in a list of targets every measured clause is one."""
    if not any(one.pledge for one in judged) or _only_announces(sentence, judged):
        return []
    found: list[Pledge] = []
    floor = 0
    for first, stop in _runs(judged, each_target or sentence.zone is Zone.TARGET):
        last = _with_tail(judged, first, stop)
        start = _with_lead(judged, first, last, floor)
        found.append(Pledge(tuple(judged[start : last + 1]), first - start))
        floor = last + 1
    return found


def _only_announces(sentence: Sentence, judged: Sequence[Judged]) -> bool:
    """我局将做好以下工作: promises nothing yet."""
    return sentence.close == ":" and not any(one.pledge and one.firm for one in judged)


def _runs(judged: Sequence[Judged], each_target: bool) -> Iterator[tuple[int, int]]:
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
            or _starts_anew(one, judged[start:index])
            or _depends_anew(judged[start : last + 1], judged[last + 1 : index + 1])
            or one.clause.end - judged[start].clause.start > _LONGEST
        ):
            yield start, last
            start = -1
        if start < 0:
            start = index
        last = index
    if start >= 0:
        yield start, last


_NEW_SUBJECT = re.compile(r"[局委办府镇乡心司队院校处门区市县州们站会位]$|^(?:并|同时|另外|此外|还|也|对|关于|在)")


def _starts_anew(one: Judged, before: Sequence[Judged]) -> bool:
    """A further 将, 拟 or 计划 with its own object is a further promise."""
    if not one.explicit or len(one.masked) < 9 or one.masked[one.marker : one.marker + 1] not in ("将", "拟", "计"):
        return False
    if before[-1].condition and not before[-1].pledge:
        return False
    if not _NEW_SUBJECT.search(one.masked[: one.marker]) and (one.marker > 0 or before[-1].pledge):
        return False
    return any(other.explicit and other.pledge for other in before) or bool(
        re.match(r"(?:同时|另外|此外)我[们局委市县区办镇院州省厅处站会队校单]", one.masked)
    )


def _depends_anew(before: Sequence[Judged], after: Sequence[Judged]) -> bool:
    """A condition after what was promised without one, and can be measured by itself, holds only for what follows.

    After mere steps towards the deed (争取纳入项目库,待资金到位后实施) it is one promise, and conditional.
    """
    if any(one.condition for one in before) or not any(one.condition and supposes(one.masked) for one in after):
        return False
    if _SAME_DEED.search(after[-1].masked):
        return False
    return any(one.pledge and is_measurable(one) and not _ON_RECORD.search(one.masked) for one in before)


# Without an object of its own it is the deed just named.
_SAME_DEED = re.compile(r"(?:实施|启动|开工|建设|推进|落实|解决|施工|进行|办理|安排|改造|修复|完成)$")


# A paper that will exist, not one that will be obeyed (严格落实《…办法》).
_WRITES = re.compile(r"(?:出台|印发|制定|制订|修订|修编|编制|编印|发布|颁布|公布|起草|草拟|拟定|下发)[^,。;《]{0,16}《")
_ON_RECORD = re.compile(r"(?:纳入|列入)[^,。;]{0,16}(?:规划|计划|项目库|储备库|项目储备)")


def is_measurable(one: Judged) -> bool:
    """Whether a clause gives a number, a paper to be written, or a thing that can be seen to be there or not."""
    return bool(
        one.quantities
        or pattern("deliverables").search(one.masked)
        or _WRITES.search(one.clause.text)
        or _ON_RECORD.search(one.masked)
    )


def _with_tail(judged: Sequence[Judged], first: int, last: int) -> int:
    """Where the promise really ends: with what it is for, as far as the sentence says so and the quote stays short."""
    start, core = judged[first].clause.start, judged[last].clause.end
    for index in range(last + 1, len(judged)):
        one = judged[index]
        if one.pledge or one.tense is not Tense.FUTURE or one.courtesy or one.stative:
            break
        if one.condition and supposes(one.masked) and any(later.pledge for later in judged[index + 1 :]):
            break
        if one.lead:
            continue
        if one.clause.end - start > _LONGEST or one.clause.end - core > _LONGEST_TAIL:
            break
        last = index
    return last


_LEAD = re.compile(
    r"^(?:下一?步|下阶段|接下来|今后|后续|同时|此外|另外|为|针对|对于?|按照|按|根据|结合|依托|围绕|通过|以|在|由|经|如|待|若|等|视|到|"
    r"力争|紧扣|利用|充分|关于|就|其中|虽然)|[后时前]$"
)
_PREPOSITION = re.compile(r"^(?:另外|此外|同时)?(?:对|针对|对于|关于|待|如|若|只有|一旦|到\d|虽然)")


def _with_lead(judged: Sequence[Judged], first: int, last: int, floor: int) -> int:
    """Where the promise really begins: with its condition, its occasion, or the clause that holds its object."""
    end = judged[last].clause.end
    at = first
    while at > floor and _leads_in(judged[at - 1]):
        at -= 1
    for index in range(floor, at):
        between = judged[index:at]
        if not (judged[index].condition or _PREPOSITION.match(judged[index].masked)):
            continue
        if not any(_reports(one) or one.purpose for one in between):
            if end - judged[index].clause.start <= _LONGEST_WITH_LEAD:
                at = index
            break
    if at == first and at > floor and end - judged[first].clause.start < _SHORTEST:
        at -= 1
    while at < first and end - judged[at].clause.start > _LONGEST_WITH_LEAD:
        at += 1
    return at


def _reports(one: Judged) -> bool:
    """Whether a marker of its own puts the clause into the past or the present."""
    return one.marker >= 0 and one.tense in (Tense.PAST, Tense.PRESENT)


def _leads_in(one: Judged) -> bool:
    if one.tense in (Tense.PAST, Tense.PRESENT) and not one.condition:
        return False
    if one.courtesy or pattern("refusals").search(one.masked):
        return False
    if not (one.lead or one.explicit) and pattern("slogans").search(one.masked):
        return False
    return one.condition or one.lead or one.explicit or bool(_LEAD.search(one.masked))
