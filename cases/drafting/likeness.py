"""How much two Chinese texts speak of the same thing, by the pairs of characters that they share. Pure.

Pairs that stand in nearly every text compared (服务, 工作) weigh little, those of few weigh much; words that only bind
a sentence weigh nothing.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

# Characters and words that bind or praise and name no matter.
_BINDING = re.compile(
    r"建议|提案|代表|委员|我们|我局|我市|我区|我县|进一步|不断|加快|加强|加大|推进|推动|积极|继续|持续|下一步|开展|做好|提高|提升|完善|"
    r"[的了和与及在对等是为将已不有我您们其该这那各个所以而并也都还更按由到把让使从于向给被着过]"
)
_RUNS = re.compile(r"[\u3400-\u9fff]{2,400}|[A-Za-z0-9]{2,40}")


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters that say what a text is about; latin words and numbers stay whole."""
    found: set[str] = set()
    for run in _RUNS.findall(_BINDING.sub(" ", text)):
        found.update((run,) if run.isascii() else (run[at : at + 2] for at in range(len(run) - 1)))
    return frozenset(found)


def weights_of(texts: Iterable[frozenset[str]]) -> dict[str, float]:
    """What each pair weighs among texts that are compared with each other: the rarer, the more."""
    every = list(texts)
    seen = Counter(pair for text in every for pair in text)
    return {pair: math.log(1 + len(every) / count) for pair, count in seen.items()}


def share_said(wanted: frozenset[str], text: frozenset[str], weights: dict[str, float]) -> float:
    """How much of what is wanted stands in a text, 0 to 1. A pair without a weight counts as the rarest."""
    rarest = max(weights.values(), default=1.0)
    total = sum(weights.get(pair, rarest) for pair in wanted)
    return sum(weights.get(pair, rarest) for pair in wanted & text) / total if total else 0.0


def best_of(wanted: str, texts: Sequence[str]) -> tuple[int, float] | None:
    """Which of the texts says most of what is wanted, by its place, and how much, 0 to 1; None without texts."""
    asked = pairs_of(wanted)
    known = [pairs_of(text) for text in texts]
    weights = weights_of([asked, *known])
    shares = [share_said(asked, one, weights) for one in known]
    return max(((at, share) for at, share in enumerate(shares)), key=lambda one: one[1], default=None)
