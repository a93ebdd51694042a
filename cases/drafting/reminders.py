"""What a unit promised before on the matter of a case, and whether the draft says a word of it. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cases.drafting.likeness import pairs_of, share_said, weights_of

# Measured on the demonstration archive: from the first on promises are worth reading beside a draft, from the second
# on a reader agrees that the draft should have a word on them.
WORTH_READING, TO_BE_MENTIONED = 0.33, 0.45
MOST = 8
# A draft that says so much of a promise, rare and common words alike, speaks of it.
SPOKEN_OF = 0.45
# Fewer shared pairs than this are chance.
_LEAST_SHARED = 3
# A sentence of few telling words is not measured by those alone, but as if it had so many of the rarest.
_LEAST_PAIRS = 4.3


@dataclass(frozen=True, slots=True)
class Promised:
    """An earlier promise: its sentence, and the title of the case it was made in, empty where there was none."""

    quote: str
    title: str


@dataclass(frozen=True, slots=True)
class Near:
    """A promise on the matter, by its place in what was given. likeness: 0 for nothing in common, about 1 for all."""

    place: int
    likeness: float


def on_the_matter(title: str, asked: str, promises: Sequence[Promised], most: int = MOST) -> tuple[Near, ...]:
    """The promises on the matter of a case, the closest first, those of the same words once, the first one given.

    title: of the case; asked: what it recommends. What the sentence of a promise leaves out, the title of its own case
    says, so both are compared.
    """
    said = [pairs_of(one.quote) for one in promises]
    titles = {one.title: pairs_of(one.title) for one in promises}
    weights = weights_of([*said, *titles.values()])
    head, matter = pairs_of(title), pairs_of(f"{title}\n{asked}")
    least = _LEAST_PAIRS * max(weights.values(), default=0.0)
    wanted = max(_weight(head, weights), least)
    found: list[Near] = []
    for place, (one, pairs) in enumerate(zip(promises, said, strict=True)):
        shared, heads = pairs & matter, titles[one.title] & head
        if len(shared | heads) < _LEAST_SHARED:
            continue
        quote = _weight(shared, weights) / math.sqrt(max(_weight(pairs, weights), least) * wanted)
        frame = _weight(heads, weights) / math.sqrt(max(_weight(titles[one.title], weights), least) * wanted)
        found.append(Near(place, round(quote + frame / 2, 2)))
    near = sorted((one for one in found if one.likeness >= WORTH_READING), key=lambda one: (-one.likeness, one.place))
    once = {frozenset(said[one.place]): one for one in reversed(near)}
    return tuple(sorted(once.values(), key=lambda one: (-one.likeness, one.place))[:most])


def is_spoken_of(promise: str, body: str) -> bool:
    """Whether a draft mentions a promise, in whatever words."""
    return share_said(pairs_of(promise), pairs_of(body), {}) >= SPOKEN_OF


def _weight(pairs: frozenset[str], weights: dict[str, float]) -> float:
    return sum(weights.get(pair, 0.0) for pair in pairs)
