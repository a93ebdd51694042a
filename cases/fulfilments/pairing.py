"""Pairs of a promise and a later sentence that may tell of its delivery. Proposals: a person decides.

Each promise gets at most one pair, the surest one. Rules only, by names and numbers that both sentences share; praise,
and the same promise made again, are no delivery.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cases.fulfilments import names
from cases.fulfilments.clauses import Clause, clauses_of, words_of
from cases.fulfilments.papers import Pair, Paper, Passage, Promise, after
from cases.reading.shadow import Span, shadow_of
from cases.vocabulary.fulfilments import Why

_ISSUED = re.compile(names.MAKES)
_FOLLOWED = re.compile(r"(?:落实|执行|贯彻|依据|根据|按照|依照|实施|遵循)了?《?[\u4e00-\u9fff]{0,6}$")
_GOT = re.compile(r"荣获|获评|获得|入选|获批|获|成为|被评为|被列为|成功创建|创成|建成|通过[^,。]{0,6}验收|列入|命名为")
_WAS_SET_UP = re.compile(r"成立|组建|设立|建立|搭建|建成|上线|运行|实行|实施")
_WAS_DONE = re.compile(r"建成|完工|竣工|投入使用|投用|通车|启用|开园|开学|挂牌|完成|交付|运营")
_USED = re.compile(r"依托|利用|借助|通过|实施|推进|开展|用好")
_WON = re.compile(
    r"(?:获批|成功申报|申报成功|成功入选|入选|获得?[^,。]{0,6}(?:立项|批复))(?P<name>[\u4e00-\u9fff“”]{6,40}?(?:示范项目|试点项目|专项|项目|试点|工程))"
)
_COUNTED = re.compile(r"\d[\d.万余多]{0,8}[个家处所座套人名张项台公里%]")
_RULES = re.compile(r"落实|执行|贯彻|实施")
_BUILT_WELL = re.compile(r"(?:建设|打造|建成|新建)(?P<how>[^,;]{4,40})的(?P<what>[\u4e00-\u9fff()]{4,20})$")
_LEVELS = re.compile(r"^[\u4e00-\u9fff]{0,4}\([\u4e00-\u9fff]{1,4}\)")
_SHARED = 0.8
_ORDER = {why: index for index, why in enumerate(Why)}


@dataclass(frozen=True, slots=True)
class _Goal:
    """What a clause promises, as it can be known again. quality: pairs of characters of how it is to be."""

    why: Why
    name: str
    verb: re.Pattern[str] | None = None
    quality: frozenset[str] = frozenset()


def pairs_of(promises: Iterable[Promise], papers: Sequence[Paper]) -> tuple[Pair, ...]:
    """One proposed pair at most for each promise, and for each thing that a document says it won."""
    by_id = {paper.id: paper for paper in papers}
    later_than = {paper.id: after(papers, paper) for paper in papers}
    found: list[Pair] = []
    for promise in promises:
        earlier = by_id.get(promise.document)
        goals = _goals(shadow_of(promise.quote).text) if earlier else ()
        told = [
            (goal, later, clause)
            for goal in goals
            for later in later_than[promise.document]
            if words_of(later).may_name(names.without_first(goal.name))
            for clause in _told(goal, by_id[promise.document], clauses_of(later))
        ]
        if told:
            goal, later, clause = min(told, key=lambda one: _ORDER[one[0].why])
            here = Passage(promise.document, Span(promise.start, promise.start + len(promise.quote)), promise.quote)
            found.append(Pair(promise.id, here, _passage(later, clause), goal.why, goal.name, later.on is not None))
    found.extend(_announced(papers, later_than))
    return tuple(found)


def _passage(paper: Paper, clause: Clause) -> Passage:
    return Passage(paper.id, clause.span, paper.text[clause.span.start : clause.span.end].strip())


def _goals(quote: str) -> tuple[_Goal, ...]:
    return tuple(goal for clause in re.split(r"[,;:]", quote) for goal in _goals_of(clause))


def _goals_of(clause: str) -> Iterator[_Goal]:
    for name in names.made_documents(clause):
        yield _Goal(Why.ISSUED, name)
        yield _Goal(Why.IN_FORCE, name)
        if programme := names.programme_of(name):
            yield _Goal(Why.UNDER_WAY, programme)
    yield from (_Goal(Why.WON, name, _GOT) for name in names.honours(clause))
    yield from (_Goal(Why.SET_UP, name, _WAS_SET_UP) for name in names.bodies(clause))
    yield from (_Goal(Why.FINISHED, name, _WAS_DONE) for name in names.works(clause))
    if things := _BUILT_WELL.search(clause):
        yield _Goal(Why.REGULATED, _LEVELS.sub("", things["what"]), quality=_couples(things["how"]))
    if _RULES.search(clause):
        yield from (_Goal(Why.COUNTED, core) for core, _, _ in names.titles_in(clause))


def _told(goal: _Goal, earlier: Paper, later: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses of a later document that tell of this goal."""
    known = words_of(earlier).titles
    for told in later:
        fresh = not (told.promised or told.to_come)
        if goal.why in (Why.ISSUED, Why.IN_FORCE):
            yes = _document(goal, told, fresh)
        elif goal.why is Why.UNDER_WAY:
            yes = goal.name in told.bare
        elif goal.why is Why.REGULATED:
            yes = fresh and _regulated(goal, told, known)
        elif goal.why is Why.COUNTED:
            yes = fresh and _counted(goal, told)
        else:
            named = names.without_first(goal.name) in names.without_first(told.bare)
            yes = fresh and named and bool(goal.verb and goal.verb.search(told.text))
        if yes:
            yield told


def _document(goal: _Goal, told: Clause, fresh: bool) -> bool:
    """A promised document that is followed, which even a new promise may say, or that was issued."""
    place = _place_of(goal.name, told)
    if place < 0:
        return False
    followed = bool(_FOLLOWED.search(told.text[max(0, place - 16) : place]))
    if goal.why is Why.IN_FORCE:
        return followed
    return fresh and not followed and bool(_ISSUED.search(told.text))


def _place_of(name: str, told: Clause) -> int:
    """Where a clause names the document, by its title or roughly; -1 where it does not."""
    place = told.text.find(name)
    if place < 0 and name in told.bare:
        return 0
    titles = names.titles_in(told.text)
    return place if place >= 0 else next((at for core, at, _ in titles if names.loosely_in(name, core)), -1)


def _regulated(goal: _Goal, told: Clause, known: frozenset[str]) -> bool:
    """A new standard for the very things that are to be built well: it names them and one of the qualities promised."""
    if not _ISSUED.search(told.text):
        return False
    fits = (core for core, _, _ in names.titles_in(told.text) if goal.name in core and core not in known)
    return any(goal.quality & _couples(core.replace(goal.name, "")) for core in fits)


def _counted(goal: _Goal, told: Clause) -> bool:
    """A rule that is to be followed, named again in a sentence that counts what it asks for."""
    subject = names.subject_of(goal.name)
    wanted = _couples(subject)
    shared = len(wanted & _couples(told.bare)) >= _SHARED * len(wanted)
    alike = shared or set(subject) <= set(told.bare)
    return alike and goal.name in told.sentence and bool(_COUNTED.search(told.text))


def _announced(papers: Sequence[Paper], later_than: Mapping[int, Sequence[Paper]]) -> Iterator[Pair]:
    """What a document says was won or approved, and the first later document that works with it."""
    for paper in papers:
        seen: set[str] = set()
        for clause in clauses_of(paper):
            won = _WON.search(clause.bare)
            if won is None or won["name"] in seen:
                continue
            for later, told in _users(won["name"], later_than[paper.id]):
                seen.add(won["name"])
                here, there = _passage(paper, clause), _passage(later, told)
                yield Pair(None, here, there, Why.IN_USE, won["name"], later.on is not None)
                break


def _users(name: str, papers: Sequence[Paper]) -> Iterator[tuple[Paper, Clause]]:
    for paper in papers:
        if words_of(paper).may_name(names.without_first(name)):
            yield from ((paper, c) for c in clauses_of(paper) if name in c.bare and _USED.search(c.text))


def _couples(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1) if "、" not in text[at : at + 2])
