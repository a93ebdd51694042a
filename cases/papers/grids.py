"""Rows of forms and lists, and what every form says of its case. Pure."""

from collections.abc import Iterable, Sequence

from cases.papers.matter import Matter
from cases.papers.model import TABLE_SIZE, Cell, Face, Grid, Paragraph, Run, Shape
from cases.papers.texts import clean, plain
from cases.vocabulary import LEADING, Signature
from cases.vocabulary.papers import BOX, NAMES_KEPT, NONE_SAID, SEVERAL, Field
from cases.vocabulary.writing import NOUNS

# A form has two labels a row beside their fields; shares of the width.
PAIRS = (5, 8, 5, 8)
Row = tuple[Cell, ...]


def pair(first: Field, value: str, second: Field, other: str) -> Row:
    """Two fields with their labels."""
    return (label(first), field(value), label(second), field(other))


def wide(name: Field | str, value: str, *, height: float = 0) -> Row:
    """One field over the whole width. height: in millimetres, at least."""
    said = name.label if isinstance(name, Field) else name
    return (Cell(clean(said), label=True), Cell(clean(value) or ("" if height else NONE_SAID), span=3, height=height))


def label(name: Field) -> Cell:
    """What a field is called."""
    return Cell(name.label, label=True)


def field(value: str, span: int = 1) -> Cell:
    """What a field holds; nothing known is said, not left out."""
    return Cell(clean(value) or NONE_SAID, span=span)


def form(rows: Iterable[Row]) -> Grid:
    """A form of pairs."""
    return Grid(PAIRS, tuple(rows))


def listed(columns: Sequence[tuple[Field, int]], rows: Iterable[Sequence[str]]) -> Grid:
    """A list with its head. columns: names and shares of the width."""
    head = tuple(label(name) for name, _ in columns)
    body = tuple(tuple(Cell(clean(value)) for value in row) for row in rows)
    return Grid(tuple(share for _, share in columns), (head, *body), head=1)


def ticks(choices: Iterable[str]) -> str:
    """Boxes to be ticked by hand: nothing is chosen beforehand."""
    return "　".join(f"{BOX}{one}" for one in choices)


def about_case(matter: Matter) -> list[Row]:
    """Number, session, title, submitters and units."""
    return [
        pair(Field.NUMBER, number_words(matter), Field.SESSION, matter.session),
        wide(Field.TITLE, matter.title),
        wide(Field.SUBMITTER, submitters(matter)),
        wide(Field.UNITS, units(matter)),
    ]


def number_words(matter: Matter) -> str:
    """The number of the case as it is spoken: 第0018号, 北岭7号."""
    bare = matter.number.removesuffix("号")
    return (f"第{bare}号" if bare.isdigit() else f"{bare}号") if bare else ""


def submitters(matter: Matter) -> str:
    """The names under the case; that they are kept, where this reader is not told them."""
    if not matter.named:
        return NAMES_KEPT
    return "、".join(one.name for one in matter.signers if one.signature is Signature.SIGNED)


def first_of(matter: Matter) -> str:
    """梁某等3人."""
    signed = [one.name for one in matter.signers if one.signature is Signature.SIGNED]
    if not matter.named:
        return NAMES_KEPT
    return SEVERAL.format(name=signed[0], count=len(signed)) if len(signed) > 1 else "".join(signed)


def units(matter: Matter) -> str:
    """The units by what they have to do: 主办某局，会办某局、某委."""
    said = []
    for role in dict.fromkeys(part.role for part in matter.parts):
        named = "、".join(part.unit for part in matter.parts if part.role is role)
        said.append(f"{role.label}：{named}")
    return "；".join(said)


def leads(matter: Matter) -> str:
    """The units that answer."""
    return "、".join(part.unit for part in matter.parts if part.role in LEADING)


def noun(matter: Matter) -> str:
    """提案 or 建议."""
    return NOUNS[matter.track]


def small(text: str) -> Paragraph:
    """A line under a form."""
    return Paragraph((Run(clean(text)),), Shape.FLUSH, TABLE_SIZE)


def heading(text: str) -> Paragraph:
    """A heading within a sheet."""
    return plain(text, Shape.FLUSH, Face.HEADING)
