"""Which themes a case is of, by words of its title, and how dark a cell of a table is. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Beside nothing at all, which has no shade.
SHADES = 5


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and the words that tell of it."""

    code: str
    label: str
    words: tuple[str, ...]


def themes_of(title: str, themes: Iterable[Theme]) -> tuple[str, ...]:
    """The codes of every theme of which the title has a word; none where it has none."""
    found = []
    for theme in themes:
        for word in theme.words:  # of all titles and words of an archive: plain loops take a tenth of any()
            if word in title:
                found.append(theme.code)
                break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Scale:
    """What the shades stand for. highest: of each shade the highest number, rising."""

    highest: tuple[int, ...]

    def shade(self, number: int) -> int:
        """0 for nothing, else 1 for few up to the number of shades for many."""
        return bisect_left(self.highest, number) + 1 if number else 0

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """From and to of each shade."""
        return tuple(zip((1, *(one + 1 for one in self.highest)), self.highest, strict=False))


def scale_of(numbers: Sequence[int]) -> Scale:
    """Shades between which the numbers above zero are spread as evenly as they can be."""
    known = sorted(number for number in numbers if number)
    ends = {known[(len(known) * step - 1) // SHADES] for step in range(1, SHADES + 1) if len(known) * step >= SHADES}
    return Scale(tuple(sorted({*ends, *known[-1:]})))
