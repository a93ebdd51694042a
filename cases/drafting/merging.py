"""Three texts of one draft side by side: the one that two people began from, and what each made of it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cases.drafting.differences import MOST_LINES, Change, changes_between
from cases.vocabulary.writing import BOTH_CHANGED

SAME, THEIRS, MINE, BOTH, CLASH = "same", "theirs", "mine", "both", "clash"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines in all three texts. kind: who changed them; BOTH: each the same way, CLASH: each another way."""

    kind: str
    base: str
    theirs: str
    mine: str

    @property
    def proposed(self) -> str:
        """What a text made of both has here; of a clash both, marked so that it cannot go up before somebody chose."""
        if self.kind == CLASH:
            theirs, mine = self.theirs.rstrip("\n"), self.mine.rstrip("\n")
            if not theirs or not mine:
                return f"{BOTH_CHANGED}{theirs or mine}\n"
            return f"{BOTH_CHANGED}{theirs}\n{mine}\n"
        return self.mine if self.kind == MINE else self.theirs


@dataclass(frozen=True, slots=True)
class Beside:
    """A stretch that somebody changed, with what each did to it, character by character."""

    kind: str
    theirs: tuple[Change, ...]
    mine: tuple[Change, ...]


def beside(stretches: Sequence[Stretch]) -> tuple[Beside, ...]:
    """What two people made of one text, side by side; what both left alone is left out."""
    return tuple(
        Beside(one.kind, changes_between(one.base, one.theirs), changes_between(one.base, one.mine))
        for one in stretches
        if one.kind != SAME
    )


def stretches_of(base: str, theirs: str, mine: str) -> tuple[Stretch, ...]:
    """The three texts cut where all agree, in order. Joined, each gives its own text back, line ends as \\n."""
    lines = [_lines(text) for text in (base, theirs, mine)]
    if max(map(len, lines)) > MOST_LINES:
        return (_stretch(*("".join(one) for one in lines)),)
    found: list[Stretch] = []
    at = [0, 0, 0]
    for start, count in (*_anchors(*lines), (None, 0)):
        ends = [len(one) for one in lines] if start is None else list(start)
        if ends != at:
            found.append(_stretch(*("".join(one[a:b]) for one, a, b in zip(lines, at, ends, strict=True))))
        if start is not None:
            same = "".join(lines[0][start[0] : start[0] + count])
            found.append(Stretch(SAME, same, same, same))
            at = [place + count for place in start]
    return tuple(found)


def proposed(stretches: Sequence[Stretch]) -> str:
    """The text made of both."""
    return "".join(one.proposed for one in stretches).removesuffix("\n")


def _stretch(base: str, theirs: str, mine: str) -> Stretch:
    if theirs == mine:
        return Stretch(BOTH, base, theirs, mine)
    if theirs == base:
        return Stretch(MINE, base, theirs, mine)
    return Stretch(THEIRS if mine == base else CLASH, base, theirs, mine)


def _anchors(base: list[str], theirs: list[str], mine: list[str]) -> Iterator[tuple[tuple[int, int, int], int]]:
    """Runs of lines that stand in all three: where they begin in each, and how many."""
    one = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    other = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    for a in one:
        for b in other:
            start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
            if start < end:
                yield (start, a.b + start - a.a, b.b + start - b.a), end - start


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    return [f"{line}\n" for line in lines]
