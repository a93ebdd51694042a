"""The text of a reply or opinion as blocks of a paper: paragraphs with their bold words, and ruled tables. Pure."""

from collections.abc import Iterator
from itertools import pairwise

from cases.notation import Table, blocks_of, plain_of
from cases.papers.model import Block, Cell, Grid, Paragraph, Run, width_of
from cases.papers.texts import clean, faced

# Shares of the width that a column of a table takes, in characters, and what its rules keep free; short columns stand
# in the middle.
_NARROWEST, _WIDEST, _FREE, _SHORT = 4, 24, 2, 12


def body_of(text: str) -> tuple[Block, ...]:
    """The lines of a text; numbered headings in their faces, rows as tables. Blank lines and indents fall away."""
    made: list[Block] = []
    for block in blocks_of(clean(text)):
        if isinstance(block, Table):
            made.append(_grid(block))
        elif line := block.strip(" \u3000"):
            made.append(Paragraph(tuple(_runs(line))))
    return tuple(made)


def _runs(line: str) -> Iterator[Run]:
    """A line in runs of one face that are bold or not."""
    plain, at = plain_of(line), 0
    for run in faced(plain.text):
        end = at + len(run.text)
        edges = {at, end, *(place for stretch in plain.strong for place in stretch if at < place < end)}
        for start, stop in pairwise(sorted(edges)):
            bold = any(a <= start and stop <= b for a, b in plain.strong)
            yield Run(plain.text[start:stop], run.face, strong=bold)
        at = end


def _grid(table: Table) -> Grid:
    rows = [[plain_of(cell) for cell in (*row.cells, *[""] * (table.columns - len(row.cells)))] for row in table.rows]
    widths = [max(width_of(row[at].text) for row in rows) for at in range(table.columns)]
    head = 1 if len(rows) > 1 else 0
    return Grid(
        tuple(round(min(max(width, _NARROWEST), _WIDEST)) + _FREE for width in widths),
        tuple(
            tuple(
                Cell(one.text, label=number < head, centred=width <= _SHORT, strong=one.strong)
                for one, width in zip(row, widths, strict=True)
            )
            for number, row in enumerate(rows)
        ),
        head=head,
    )
