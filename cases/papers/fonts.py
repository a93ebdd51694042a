"""Which installed fonts a paper is set in, and what is said where a substitute stands for the one the standard names.

The fonts of official papers may not be handed on with a program. Whoever owns them puts them into a folder; where they
are missing, a free font of the same family of letters stands in and the paper says which. Strict mode refuses instead.
"""

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import typst

from cases.errors import FontsMissing, NoFonts
from cases.papers.coverage import Coverage, coverage_of
from cases.papers.model import Face

LISTS = Path(__file__).with_name("fonts.toml")


@dataclass(frozen=True, slots=True)
class Substitute:
    """A font that is not installed, and the one used in its place."""

    wanted: str
    used: str


@dataclass(frozen=True)
class Fonts:
    """The fonts of a machine. families: for each face the one used, then what may help out with rare characters."""

    book: typst.Fonts
    families: dict[Face, tuple[str, ...]]
    substitutes: tuple[Substitute, ...]
    coverage: Coverage

    def uncovered(self, texts: Iterable[str]) -> str:
        """Characters that no installed font can show, each once, in the order they come."""
        return "".join(char for char in dict.fromkeys("".join(texts)) if not self.coverage.shows(char))

    def held(self, texts: Iterable[str]) -> None:
        """Strict mode. Raises FontsMissing where a substitute would be used, or a character could not be shown."""
        missing = "、".join(one.wanted for one in self.substitutes)
        lost = self.uncovered(texts)
        if missing or lost:
            raise FontsMissing(fonts=missing or "含这些字的字体", characters=lost)


@functools.cache
def installed(folder: Path | None = None) -> Fonts:
    """The fonts of this machine and of a folder. Read once: fonts come with an installation, not while it runs.

    Raises NoFonts where nothing can show Chinese.
    """
    folders: list[str] = [str(folder)] if folder and folder.is_dir() else []
    book = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=folders)
    return chosen(book, book.families())


def chosen(book: typst.Fonts, there: Iterable[str]) -> Fonts:
    """The font of each face among the families that are there. Raises NoFonts."""
    known = {family.casefold(): family for family in there}
    families: dict[Face, tuple[str, ...]] = {}
    substitutes: list[Substitute] = []
    for name, said in tomllib.loads(LISTS.read_text(encoding="utf-8")).items():
        wanted = [known[one.casefold()] for one in said["right"] if one.casefold() in known]
        instead = [known[one.casefold()] for one in said["instead"] if one.casefold() in known]
        if not wanted and not instead:
            raise NoFonts(font=said["named"])
        families[Face(name)] = tuple(dict.fromkeys((*wanted, *instead)))
        if not wanted:
            substitutes.append(Substitute(said["named"], instead[0]))
    used = {family for some in families.values() for family in some}
    files = {(one.path, one.index) for one in book.fonts() if one.family in used and one.path}
    return Fonts(book, families, tuple(substitutes), coverage_of(tuple(sorted(files))))
