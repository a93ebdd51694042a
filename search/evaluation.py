"""Which documents answer a plan, and how well: every word, or as many as matter, or the text as it was typed."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.query import Piece, Plan
from search.segment import Floats, Ids, no_postings
from search.slots import slots
from search.snapshot import Mask, Scored, Snapshot, common

# A document found by some of the words must hold this share of what all of them weigh, words that nothing holds too:
# one common word out of two does not answer a question.
ENOUGH = 0.3
# Looking up one document in sorted postings costs as much as writing down so many.
SEARCHED = 16


class Match(NamedTuple):
    """Documents, ascending, and their scores."""

    ids: Ids
    scores: Floats


NOTHING = Match(no_postings().ids, no_postings().weights)


def everything(snapshot: Snapshot, visible: Mask | None) -> Match:
    """All documents, none better than another."""
    ids = np.arange(snapshot.size, dtype=np.int32) if visible is None else np.flatnonzero(visible).astype(np.int32)
    return Match(ids, np.zeros(len(ids), np.float32))


def seen(match: Match, visible: Mask | None) -> Match:
    """The part of a match that may be seen."""
    if visible is None or not len(match.ids):
        return match
    keep = visible.take(match.ids).nonzero()[0]
    return Match(match.ids.take(keep), match.scores.take(keep))


def match_all(words: Sequence[Scored]) -> Match:
    """Documents that satisfy every word. ``take`` is three times as fast as picking by a mask."""
    if not words:
        return NOTHING
    first, *rest = sorted(words, key=lambda word: len(word.ids))
    ids, scores = first.ids, first.scores * np.float32(first.rarity)
    for word in rest:
        if not len(ids):
            break
        gain = word.dense.take(ids) if word.dense is not None else _gain(word, ids)
        kept = (gain > 0).nonzero()[0]
        ids = ids.take(kept)
        scores = scores.take(kept) + gain.take(kept) * np.float32(word.rarity)
    return Match(ids, scores)


def _gain(word: Scored, ids: Ids) -> Floats:
    """The word's score in each of the documents, 0 where it is absent."""
    if len(ids) * SEARCHED < len(word.ids):
        places = word.ids.searchsorted(ids)
        places[places == len(word.ids)] = 0
        return np.where(word.ids.take(places) == ids, word.scores.take(places), np.float32(0))
    room = slots(int(max(word.ids[-1], ids[-1])) + 1)
    room[ids] = 0
    room[word.ids] = word.scores
    return room.take(ids)


def match_any(snapshot: Snapshot, words: Sequence[Scored]) -> Match:
    """Documents that satisfy words of enough weight together; those with more of it score higher still."""
    if not any(len(word.ids) for word in words):
        return NOTHING
    scores = np.zeros(snapshot.size, np.float32)
    weight = np.zeros(snapshot.size, np.float32)
    for word in words:
        rarity = np.float32(word.rarity)
        if word.dense is not None:
            scores += word.dense * rarity
            weight += (word.dense > 0) * rarity
        else:
            scores[word.ids] += word.scores * rarity
            weight[word.ids] += rarity
    share = weight / np.float32(sum(word.rarity for word in words))
    ids = np.flatnonzero(share >= ENOUGH).astype(np.int32)
    return Match(ids, (scores[ids] * share[ids]).astype(np.float32, copy=False))


def literally(snapshot: Snapshot, match: Match, pieces: Sequence[Piece]) -> Match:
    """The part of a match in whose text every piece stands as typed."""
    ids = match.ids
    for piece in pieces:
        ids = common(ids, snapshot.literal(piece))
    if len(ids) == len(match.ids):
        return match
    return Match(ids, match.scores[match.ids.searchsorted(ids)])


def read(snapshot: Snapshot, plan: Plan, reading: str, visible: Mask | None) -> tuple[str, Match]:
    """How a plan is read and what answers it: literally, else by all its words, else by the most telling ones.

    Of a spoken question no document need hold every word: one that happens to is not the only one worth showing.
    reading: "phrase", "all" or "any" for that one only, "" for the first that finds something visible.
    """
    words = [snapshot.scored(wanted) for wanted in plan.wanted]

    def quoted(match: Match) -> Match:
        return seen(literally(snapshot, match, plan.quoted), visible)

    if reading == "any":
        return reading, quoted(match_any(snapshot, words))
    every = quoted(match_all(words))
    if reading == "all":
        return reading, every
    if reading == "phrase" or plan.phrases:
        typed = literally(snapshot, every, plan.phrases)
        if reading == "phrase" or len(typed.ids):
            return "phrase", typed
    if not plan.spoken and len(every.ids):
        return "all", every
    return "any", quoted(match_any(snapshot, words))
