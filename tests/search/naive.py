"""The same answers worked out the slow and plain way, one document after another: what the evaluator must equal."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from whoosh.util.numeric import byte_to_length, length_to_byte

from search.documents import Document, Query
from search.evaluation import ENOUGH
from search.query import Option, Plan, holds, plan_of
from search.schema import hash64
from search.snapshot import K1, PAGE, TITLE, B
from search.tokens import canonical, index_words


class Naive:
    """A list of documents that can be asked."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = list(documents)
        self.text = [Counter(index_words(d.text)) for d in self.documents]
        self.title = [Counter(index_words(d.title)) for d in self.documents]
        self.titles = [byte_to_length(length_to_byte(sum(title.values()))) for title in self.title]
        self.body = [f"{canonical(d.title)}\n{canonical(d.text)}" for d in self.documents]
        sizes = [sum(text.values()) for text in self.text]
        self.size = sizes
        self.length = [byte_to_length(length_to_byte(size)) for size in sizes]

    def matches(self, query: Query) -> dict[int, float]:
        """Place of every match to its score, before filters and kinds."""
        seen = {i for i, d in enumerate(self.documents) if set(d.audience) & set(query.audience)}
        plan = plan_of(query.text)
        found = {i: s for i, s in self._read(plan, query.reading, seen).items() if i in seen}
        if not plan.wanted and not query.text.strip() and not query.exact:
            found = dict.fromkeys(seen, 0.0)
        for earlier in query.within:
            if plan_of(earlier).wanted:
                kept = self._read(plan_of(earlier), "", seen)
                found = {i: s for i, s in found.items() if i in kept}
        return found

    def answer(self, query: Query) -> tuple[list[str], int, dict[str, dict[str, int]], dict[str, int]]:
        """Keys in order, total, facets, kinds."""
        found = self.matches(query)
        tests = {name: set(values) for name, values in query.filters.items() if values}

        def fits(i: int, but: str = "") -> bool:
            d = self.documents[i]
            kind = but == "kind" or not query.kinds or d.kind in query.kinds
            return kind and all(but == n or v & set(d.facets.get(n, ())) for n, v in tests.items())

        kept = [i for i in found if fits(i)]
        order = self._folded(kept, found) if query.fold else [(i, found[i]) for i in kept]
        order.sort(key=lambda pair: self._sorted(query, *pair))
        facets = {
            name: self._count(query, [(i, v) for i in found if fits(i, name) for v in self._values(i, name)])
            for name in query.facets
        }
        kinds = self._count(replace(query, fold=False), [(i, self.documents[i].kind) for i in found if fits(i, "kind")])
        page = order[query.offset : query.offset + query.limit]
        return [self.documents[i].key for i, _ in page], len(order), facets, kinds

    def _values(self, i: int, name: str) -> Sequence[str]:
        return tuple(dict.fromkeys(self.documents[i].facets.get(name, ())))

    def _count(self, query: Query, pairs: list[tuple[int, str]]) -> dict[str, int]:
        if query.fold:
            return dict(Counter(value for _, value in {(self.documents[i].group, value) for i, value in pairs}))
        return dict(Counter(value for _, value in pairs))

    def _sorted(self, query: Query, i: int, score: float) -> tuple[float, ...]:
        d = self.documents[i]
        rest = (-d.date, hash64(d.key))
        if query.sort == "date":
            return rest
        if query.sort == "deadline":
            return (d.deadline or 99_999_999, *rest)
        return (-round(score, 3), *rest)

    def _folded(self, kept: list[int], scores: dict[int, float]) -> list[tuple[int, float]]:
        groups: dict[str, list[int]] = {}
        for i in kept:
            groups.setdefault(self.documents[i].group, []).append(i)
        out = []
        for members in groups.values():
            members.sort(key=lambda i: (-round(scores[i], 3), -self.documents[i].date, hash64(self.documents[i].key)))
            best = members[0]
            other = [scores[i] for i in members if self.documents[i].kind != self.documents[best].kind]
            out.append((best, scores[best] + 0.5 * max(other, default=0.0)))
        return out

    def _read(self, plan: Plan, reading: str, seen: set[int]) -> dict[int, float]:
        if not plan.wanted:
            return {}
        found = {name: self._by(plan, name) for name in ("phrase", "all", "any")}
        if reading:
            return found[reading]
        for name in ("phrase", "all"):
            fits = plan.phrases if name == "phrase" else not plan.spoken
            if fits and set(found[name]) & seen:
                return found[name]
        return found["any"]

    def _by(self, plan: Plan, reading: str) -> dict[int, float]:
        tables = [self._scores(wanted.options) for wanted in plan.wanted]
        rarity = [math.log(len(self.documents) / (len(table) + 1)) + 1 for table in tables]
        literal = plan.phrases if reading == "phrase" else plan.quoted
        out = {}
        for i in range(len(self.documents)):
            held = [k for k, table in enumerate(tables) if i in table]
            score = sum(tables[k][i] * rarity[k] for k in held)
            share = sum(rarity[k] for k in held) / sum(rarity)
            enough = share >= ENOUGH if reading == "any" else len(held) == len(tables)
            if enough and held and all(self._holds(i, piece.literal, piece.needle) for piece in literal):
                out[i] = score * share if reading == "any" else score
        return out

    def _holds(self, i: int, words: Sequence[str], needle: str) -> bool:
        return all(word in self.text[i] or word in self.title[i] for word in words) and holds(self.body[i], needle)

    def _weight(self, i: int, field: list[Counter[str]], option: Option) -> float:
        if option.needle and not self._holds(i, option.words, option.needle):
            return 0.0
        return option.weight * field[i][option.words[0]]

    def _pages(self) -> dict[str, bool]:
        sizes: dict[str, list[int]] = {}
        for document, size in zip(self.documents, self.size, strict=True):
            sizes.setdefault(document.kind, []).append(size)
        return {kind: sum(of_kind) / len(of_kind) >= PAGE for kind, of_kind in sizes.items()}

    def _scores(self, options: Sequence[Option]) -> dict[int, float]:
        pages = self._pages()
        alike = {
            page: [n for d, n in zip(self.documents, self.size, strict=True) if pages[d.kind] == page]
            for page in pages.values()
        }
        average = {page: max(sum(sizes) / len(sizes), 1) for page, sizes in alike.items()}
        title_average = max(sum(self.titles) / len(self.titles), 1)
        out = {}
        for i, d in enumerate(self.documents):
            text = sum(self._weight(i, self.text, option) for option in options)
            title = sum(self._weight(i, self.title, option) for option in options)
            norm = K1 * (1 - B + B * self.length[i] / average[pages[d.kind]])
            title_norm = K1 * (1 - B + B * self.titles[i] / title_average)
            score = text * (K1 + 1) / (text + norm) + TITLE * title * (K1 + 1) / (title + title_norm)
            if score:
                out[i] = score
        return out
