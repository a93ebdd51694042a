"""The rules of a jurisdiction: deadlines, result classes, satisfaction, approval, numbering. Versioned data.

A case keeps the version it began with, named "name/version" in ``Case.scheme``; editing makes a new version. The
defaults that ship are ``fixtures/schemes.toml``; every city has others, so nothing of this is a constant.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from cases.clock import today
from cases.errors import NoScheme, SchemeWrong
from cases.tables import Scheme
from cases.vocabulary import (
    ClassSemantic,
    Clock,
    JointRule,
    Labelled,
    NumberedBy,
    RatedBy,
    Score,
    SpanUnit,
    Track,
)

MOST = {SpanUnit.WORKING_DAYS: 400, SpanUnit.DAYS: 730, SpanUnit.MONTHS: 36}
_COUNTED = re.compile(r"(\d{1,3})(个工作日|工作日|个自然日|自然日|日|天|个月|月)")
_DATED = re.compile(r"(\d{1,2})月(\d{1,2})日")
_PLACES = ("number", "delegation", "year", "term", "session")
_PLACE = re.compile(r"\{([a-z]{1,12})(?::0(\d))?\}")
# What held before versions of the rules said it.
_BEFORE = {Clock.REVIEW.value: "3个工作日", Clock.COMMITMENT.value: "60日"}
Code = TypeVar("Code", bound=Labelled)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time. amount: of units; for DATE month × 100 + day, the next such day counts."""

    amount: int
    unit: SpanUnit

    def __str__(self) -> str:
        if self.unit is SpanUnit.DATE:
            return f"{self.amount // 100}月{self.amount % 100}日"
        return f"{self.amount}{self.unit.label}"


@dataclass(frozen=True, slots=True)
class ResultClass:
    """One letter under which a reply may be filed; rates are counted on what it means."""

    code: str
    label: str
    semantic: ClassSemantic


@dataclass(frozen=True, slots=True)
class Numbering:
    """How case numbers look and within what they run. pattern: {number}, {number:04}, {delegation}, {year}, …"""

    pattern: str
    by: NumberedBy


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of a rule set.

    spans: the time for each step. restart_on_reassignment: the new unit gets the whole time. levels: titles of the
    rungs of approval from the first; key_levels: those of key cases. scale: the steps offered; content: the steps
    that count as satisfied; rehandle_on: those that bring the case back. filing_gate: whether a submission may be
    refused for its quality. silence_accepts: a unit that lets the time for handing back pass has accepted.
    """

    name: str
    version: int
    title: str
    track: Track
    classes: tuple[ResultClass, ...]
    scale: tuple[Score, ...]
    content: frozenset[Score]
    rehandle_on: frozenset[Score]
    spans: Mapping[Clock, Span]
    roll_forward: bool
    start_next_day: bool
    restart_on_reassignment: bool
    levels: tuple[str, ...]
    key_levels: tuple[str, ...]
    cosign: bool
    rated_by: RatedBy
    joint: JointRule
    filing_gate: bool
    numbering: Numbering
    silence_accepts: bool = False

    @property
    def key(self) -> str:
        return f"{self.name}/{self.version}"

    def class_of(self, code: str) -> ResultClass | None:
        """The result class with a letter."""
        return next((c for c in self.classes if c.code == code), None)

    def levels_of(self, *, key_case: bool) -> tuple[str, ...]:
        """The rungs that a reply climbs."""
        return self.key_levels if key_case else self.levels


def span_of(text: str, part: str) -> Span:
    """The span that words name: 5个工作日, 15日, 3个月, 6月30日. Raises SchemeWrong."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if found := _DATED.fullmatch(plain):
        month, day_ = int(found[1]), int(found[2])
        if _is_day(month, day_):
            return Span(month * 100 + day_, SpanUnit.DATE)
    elif found := _COUNTED.fullmatch(plain):
        working, months = "工作" in found[2], "月" in found[2]
        unit = SpanUnit.WORKING_DAYS if working else SpanUnit.MONTHS if months else SpanUnit.DAYS
        if 1 <= int(found[1]) <= MOST[unit]:
            return Span(int(found[1]), unit)
    raise SchemeWrong(part, text[:40], "请写成“5个工作日”“15日”“3个月”或“6月30日”这样的期限")


def rules_from(name: str, version: int, title: str, data: Mapping[str, Any]) -> Rules:
    """The rules that the JSON of a scheme, or a section of the fixture, describes. Raises SchemeWrong."""
    said = {**_BEFORE, **data.get("spans", {})}
    spans = {clock: span_of(str(said.get(clock.value, "")), clock.label) for clock in Clock}
    scale = tuple(_coded(Score, "满意度等次", code) for code in data.get("scale", ()))
    levels = _titles("审批级次", data.get("levels", ()))
    return Rules(
        name=name,
        version=version,
        title=title,
        track=_coded(Track, "类型", data.get("track")),
        classes=_classes(data.get("classes", ())),
        scale=_some("满意度等次", scale, least=2),
        content=_within(scale, "计为满意的等次", data.get("content", ())),
        rehandle_on=_within(scale, "须重新办理的等次", data.get("rehandle_on", ())),
        spans=spans,
        roll_forward=bool(data.get("roll_forward", True)),
        start_next_day=bool(data.get("start_next_day", True)),
        restart_on_reassignment=bool(data.get("restart_on_reassignment", False)),
        levels=levels,
        key_levels=_titles("重点件审批级次", data.get("key_levels", levels)),
        cosign=bool(data.get("cosign", True)),
        rated_by=_coded(RatedBy, "联名评价", data.get("rated_by")),
        joint=_coded(JointRule, "联名规则", data.get("joint")),
        filing_gate=bool(data.get("filing_gate", True)),
        numbering=numbering_of(str(data.get("number_pattern", "")), str(data.get("numbered_by", ""))),
        silence_accepts=bool(data.get("silence_accepts", False)),
    )


def data_of(rules: Rules) -> dict[str, Any]:
    """What ``rules_from`` reads, for the table and the form."""
    return {
        "track": rules.track.value,
        "classes": [{"code": c.code, "label": c.label, "semantic": c.semantic.value} for c in rules.classes],
        "scale": [score.value for score in rules.scale],
        "content": [score.value for score in rules.scale if score in rules.content],
        "rehandle_on": [score.value for score in rules.scale if score in rules.rehandle_on],
        "spans": {clock.value: str(span) for clock, span in rules.spans.items()},
        "roll_forward": rules.roll_forward,
        "start_next_day": rules.start_next_day,
        "restart_on_reassignment": rules.restart_on_reassignment,
        "levels": list(rules.levels),
        "key_levels": list(rules.key_levels),
        "cosign": rules.cosign,
        "rated_by": rules.rated_by.value,
        "joint": rules.joint.value,
        "filing_gate": rules.filing_gate,
        "number_pattern": rules.numbering.pattern,
        "numbered_by": rules.numbering.by.value,
        "silence_accepts": rules.silence_accepts,
    }


def numbering_of(pattern: str, by: str) -> Numbering:
    """The numbering that a pattern describes. Raises SchemeWrong where numbers could be equal or a place is unknown."""
    part, kind = "编号格式", _coded(NumberedBy, "编号范围", by)
    found = [place for place, _ in _PLACE.findall(pattern)]
    rest = _PLACE.sub("", pattern)
    if found.count("number") != 1 or set(found) - set(_PLACES) or "{" in rest or "}" in rest or len(pattern) > 60:
        raise SchemeWrong(part, pattern[:60], "格式里须有一个 {number}，另可用 {delegation}、{year}、{term}、{session}")
    if kind is NumberedBy.DELEGATION and "delegation" not in found:
        raise SchemeWrong(part, pattern[:60], "按代表团编号时格式里须有 {delegation}，否则编号会相同")
    return Numbering(pattern, kind)


def printed_number(numbering: Numbering, number: int, **places: str | int | None) -> str:
    """A case number as it is printed: 6 in the delegation 钱塘 is 钱塘6 under {delegation}{number}."""
    said = {name: "" if places.get(name) is None else str(places[name]) for name in _PLACES} | {"number": str(number)}
    return _PLACE.sub(lambda found: said.get(found[1], "").zfill(int(found[2] or 0)), numbering.pattern)


def number_counter(numbering: Numbering, *, body: int, session: int | None, year: int, delegation: str | None) -> str:
    """Name of the counter that gives the next number; see ``cases.counters``."""
    within = {
        NumberedBy.SESSION: f"session {session}",
        NumberedBy.DELEGATION: f"session {session} {delegation or ''}".rstrip(),
        NumberedBy.YEAR: f"year {year}",
    }[numbering.by]
    return f"case number, body {body}, {within}"


async def rules_of(key: str | None) -> Rules:
    """The rules of a case by what ``Case.scheme`` holds. Raises NoScheme."""
    name, _, version = (key or "").rpartition("/")
    if name and version.isascii() and version.isdigit() and len(version) < 6:
        where = (Scheme.name == name) & (Scheme.version == int(version))
        row = await Scheme.select().where(where).first()
        if row is not None:
            return _rules(row["name"], row["version"], row["title"], row["data"])
    raise NoScheme(key=key or "")


async def current_scheme(track: Track, on: date | None = None) -> Rules:
    """The rules that a case of a track begins with on a day, by default today: of those in force the newest.

    Raises NoScheme.
    """
    day_ = on or today()
    in_force: list[tuple[date, int, dict[str, Any]]] = []
    for row in await Scheme.select():
        since = row["valid_from"] or date.min
        if since <= day_ and _track(row["data"]) == track.value:
            in_force.append((since, row["id"], row))
    if not in_force:
        raise NoScheme(key=track.label)
    row = max(in_force, key=lambda found: found[:2])[2]
    return _rules(row["name"], row["version"], row["title"], row["data"])


@lru_cache(maxsize=64)
def _rules(name: str, version: int, title: str, said: str) -> Rules:
    """The rules of a row, worked out once of the same words: each act asks for them several times."""
    return rules_from(name, version, title, json.loads(said))


@lru_cache(maxsize=64)
def _track(said: str) -> Any:
    return json.loads(said).get("track")


def _is_day(month: int, day_: int) -> bool:
    try:
        date(2023, month, day_)  # no leap year: a fixed day must come every year
    except ValueError:
        return False
    return True


def _coded(codes: type[Code], part: str, value: Any) -> Code:
    if value not in {member.value for member in codes}:
        listed = "、".join(member.label for member in codes)
        raise SchemeWrong(part, str(value or "")[:40], f"请从{listed}中选择")
    return codes(value)


def _some(part: str, found: tuple[Any, ...], *, least: int = 1, most: int = 8) -> tuple[Any, ...]:
    if not least <= len(found) <= most or len(set(found)) != len(found):
        raise SchemeWrong(part, f"{len(found)} 项", f"请设 {least} 至 {most} 项，互不相同")
    return found


def _titles(part: str, values: Sequence[Any]) -> tuple[str, ...]:
    return _some(part, tuple(text for text in (str(value).strip()[:30] for value in values) if text))


def _within(scale: tuple[Score, ...], part: str, codes: Sequence[Any]) -> frozenset[Score]:
    found = frozenset(_coded(Score, part, code) for code in codes)
    if not found or found - set(scale):
        raise SchemeWrong(part, "、".join(score.label for score in found), "请至少选一个，且都在满意度等次之内")
    return found


def _classes(rows: Sequence[Mapping[str, Any]]) -> tuple[ResultClass, ...]:
    part = "办理结果类别"
    made = []
    for row in rows:
        code, label = str(row.get("code", "")).strip(), str(row.get("label", "")).strip()
        if not 1 <= len(code) <= 4 or not 1 <= len(label) <= 80:
            raise SchemeWrong(part, f"{code} {label}"[:40], "每类须有一至四个字的代号和不超过八十字的说明")
        made.append(ResultClass(code, label, _coded(ClassSemantic, part, row.get("semantic"))))
    _some(part, tuple(c.code for c in made))
    return tuple(made)
