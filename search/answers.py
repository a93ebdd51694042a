"""A question to its answer: filters, exact counts, order, one page, and what would have found something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from search.documents import Hit, Hits, Query, Suggestion, Word
from search.evaluation import Match, everything, match_all, read, seen
from search.query import Plan, plan_of
from search.schema import KIND
from search.segment import Ids
from search.snapshot import Mask, Snapshot, common

# Added to the score of a document that carries an identifier of the question: above any sum of words.
EXACT = np.float32(1e4)
# How much the best hit of another kind (the whole reply beside its sentence) adds to a group.
SECOND_KIND = np.float32(0.5)
MAX_SUGGESTIONS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that answers before filters: how the text was read and what it gave."""

    used: str
    match: Match


def answer(snapshot: Snapshot, query: Query) -> Hits:
    """The answer to a question. Counts, facets and suggestions know only what the audience may see."""
    visible = snapshot.visible(query.audience)
    plan = plan_of(query.text)
    snapshot.expect(plan.wanted, plan.pieces, query.exact)
    found = _find(snapshot, query, plan, visible)
    conditions = {name: snapshot.mask(name, values) for name, values in query.filters.items() if values}
    if query.kinds:
        conditions[KIND] = snapshot.mask(KIND, query.kinds)
    match = _narrowed(found.match, conditions)
    total, hits = _page(snapshot, query, match)
    return Hits(
        total=total,
        hits=hits,
        facets={name: _counts(snapshot, query, found.match, conditions, name) for name in query.facets},
        # A tab lists one kind by itself, which has nothing to be folded with.
        kinds=dict(_counts(snapshot, replace(query, fold=False), found.match, conditions, KIND)),
        used=found.used,
        words=_words(snapshot, plan, visible),
        suggestions=_suggestions(snapshot, plan, visible) if found.used == "any" else (),
        generation=snapshot.generation,
    )


def _find(snapshot: Snapshot, query: Query, plan: Plan, visible: Mask | None) -> Found:
    if plan.wanted:
        used, match = read(snapshot, plan, query.reading, visible)
    elif query.exact or query.text.strip():
        used, match = "all", Match(np.empty(0, np.int32), np.empty(0, np.float32))
    else:
        used, match = "all", everything(snapshot, visible)
    if query.exact:
        used, match = _exact_first(snapshot, query.exact, used, match, visible)
    for earlier in query.within:
        match = _within(snapshot, match, earlier, visible)
    return Found(used, match)


def _exact_first(
    snapshot: Snapshot, identifiers: Sequence[str], used: str, match: Match, visible: Mask | None
) -> tuple[str, Match]:
    """The match with the documents that carry an identifier, which come above all others."""
    scores = np.zeros(snapshot.size, np.float32)
    scores[match.ids] = match.scores
    member = np.zeros(snapshot.size, bool)
    member[match.ids] = True
    for identifier in identifiers:
        ids = snapshot.labelled("exact", identifier.encode("utf-8", "replace").decode())
        ids = ids if visible is None else ids[visible[ids]]
        scores[ids] += EXACT
        member[ids] = True
        used = "exact" if len(ids) else used
    ids = np.flatnonzero(member).astype(np.int32)
    return used, Match(ids, scores[ids])


def _within(snapshot: Snapshot, match: Match, text: str, visible: Mask | None) -> Match:
    plan = plan_of(text)
    if not plan.wanted:
        return match
    snapshot.expect(plan.wanted, plan.pieces)
    ids = common(match.ids, read(snapshot, plan, "", visible)[1].ids)
    return Match(ids, match.scores[match.ids.searchsorted(ids)])


def _narrowed(match: Match, conditions: Mapping[str, Mask], ignored: str = "") -> Match:
    """The part of a match that fulfils every condition but one."""
    for name, mask in conditions.items():
        if name != ignored:
            match = seen(match, mask)
    return match


# Order and pages


def _page(snapshot: Snapshot, query: Query, match: Match) -> tuple[int, tuple[Hit, ...]]:
    also: Ids | None = None
    if query.fold:
        match, also = _folded(snapshot, match)
    first, last = max(query.offset, 0), max(query.offset, 0) + max(query.limit, 0)
    order = _best(snapshot, query.sort, match, last)[first:last]
    docs, scores = match.ids.take(order).tolist(), match.scores.take(order).tolist()
    more = [0] * len(docs) if also is None else also.take(order).tolist()
    found = [(*snapshot.record(doc), score, rest) for doc, score, rest in zip(docs, scores, more, strict=True)]
    return len(match.ids), tuple(Hit(*parts) for parts in found)


def _best(snapshot: Snapshot, sort: str, match: Match, wanted: int) -> Ids:
    """Places in the match of the first so many documents in order; ties by date, then by a stable mark."""
    ids, scores = match
    if sort in ("date", "deadline"):
        rank = snapshot.rank.take(ids)
        order = np.argsort(rank, kind="stable") if sort == "date" else np.lexsort((rank, snapshot.due(ids)))
        return order[:wanted].astype(np.int32)
    if 0 < wanted < len(ids):
        least = np.partition(scores, len(ids) - wanted)[len(ids) - wanted]
        near = (scores >= least).nonzero()[0]
    else:
        near = np.arange(len(ids))
    order = np.lexsort((snapshot.rank.take(ids.take(near)), -scores.take(near)))[:wanted]
    return near.take(order).astype(np.int32)


def _folded(snapshot: Snapshot, match: Match) -> tuple[Match, Ids]:
    """The best document of every group, and how many more of its group matched.

    A group's score is that of its best document and half of the best of another kind: a reply that is about the
    matter and also says it in one sentence stands before one that does only one of the two.
    """
    ids, scores = match
    if not len(ids):
        return match, ids
    groups, ranks, kinds = snapshot.groups.take(ids), snapshot.rank.take(ids), snapshot.kinds.take(ids)
    count = int(groups.max()) + 1
    highest = np.zeros(count, np.float32)
    np.maximum.at(highest, groups, scores)
    top = (scores == highest.take(groups)).nonzero()[0]
    first = np.full(count, np.iinfo(ranks.dtype).max)
    np.minimum.at(first, groups.take(top), ranks.take(top))
    best = top.take((ranks.take(top) == first.take(groups.take(top))).nonzero()[0])
    if len(best) > np.count_nonzero(first < np.iinfo(ranks.dtype).max):  # two of a group with the same rank
        best = best.take(np.sort(np.unique(groups.take(best), return_index=True)[1]))
    kind_of = np.zeros(count, np.int32)
    kind_of[groups.take(best)] = kinds.take(best)
    others = (kinds != kind_of.take(groups)).nonzero()[0]
    second = np.zeros(count, np.float32)
    np.maximum.at(second, groups.take(others), scores.take(others))
    chosen = groups.take(best)
    total = scores.take(best) + SECOND_KIND * np.minimum(second.take(chosen), scores.take(best))
    also = np.bincount(groups, minlength=count).take(chosen) - 1
    return Match(ids.take(best), total.astype(np.float32)), also.astype(np.int32)


# Counts


def _counts(
    snapshot: Snapshot, query: Query, match: Match, conditions: Mapping[str, Mask], name: str
) -> tuple[tuple[str, int], ...]:
    """Values of a facet with their exact counts under all other conditions, the frequent ones first."""
    facet = snapshot.facet(name)
    ids = _narrowed(match, conditions, name).ids
    if not len(ids) or not facet.names:
        return ()
    if facet.single:
        codes, owners = facet.codes.take(ids), ids
        if query.fold:
            some = (codes < len(facet.names)).nonzero()[0]
            codes, owners = codes.take(some), owners.take(some)
    else:
        lengths = (facet.starts[ids + 1] - facet.starts[ids]).astype(np.int64)
        owners = np.repeat(ids, lengths)
        offsets = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        codes = facet.codes[np.repeat(facet.starts[ids], lengths) + offsets]
    if query.fold:
        pairs = np.sort(codes.astype(np.int64) * snapshot.size + snapshot.groups.take(owners))
        codes = (pairs[np.flatnonzero(np.diff(pairs, prepend=-1))] // snapshot.size).astype(np.int32)
    counts = np.bincount(codes, minlength=len(facet.names))[: len(facet.names)].tolist()
    rows = [(facet.names[code], count) for code, count in enumerate(counts) if count]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))


def _words(snapshot: Snapshot, plan: Plan, visible: Mask | None) -> tuple[Word, ...]:
    out = []
    for wanted in plan.wanted:
        ids = snapshot.scored(wanted).ids
        count = len(ids) if visible is None else int(np.count_nonzero(visible[ids]))
        out.append(Word(wanted.text, count, wanted.synonyms))
    return tuple(out)


def _suggestions(snapshot: Snapshot, plan: Plan, visible: Mask | None) -> tuple[Suggestion, ...]:
    """What leaving out one word would find, the most fruitful first."""
    if not 1 < len(plan.wanted) <= MAX_SUGGESTIONS:
        return ()
    out = []
    for left_out in plan.wanted:
        rest = [wanted for wanted in plan.wanted if wanted is not left_out]
        count = len(seen(match_all([snapshot.scored(wanted) for wanted in rest]), visible).ids)
        if count:
            out.append(Suggestion(" ".join(wanted.text for wanted in rest), count, left_out.text))
    return tuple(sorted(out, key=lambda item: -item.count))
