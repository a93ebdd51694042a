"""A paper as PDF, and as the images of its pages: the same typesetter, so what is previewed is what is printed."""

import functools
import io
import json
import logging
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import segno
import typst

from cases.errors import TypesettingFailed
from cases.papers import model
from cases.papers.fonts import Fonts
from cases.papers.model import LONG_CELL, Block, Cell, Code, Form, Grid, Paper, Paragraph, gaps_of, name_size

_FORM = Path(__file__).with_name("paper.typ")
_log = logging.getLogger("dafu")
# Fine enough for 12-point type on the screens of an office.
_DENSITY = 110.0
_KEPT_PAPERS = 12
# A word without an end may be broken after so many characters, or it would leave its cell.
_ENDLESS = re.compile(r"[!-~]{16}")


def as_pdf(paper: Paper, fonts: Fonts) -> bytes:
    """The paper as PDF, without personal metadata or a time of making: the same paper gives the same bytes.

    Raises TypesettingFailed.
    """
    made = _compiled(paper, fonts, format="pdf", timestamp=0)
    return b"".join(made) if isinstance(made, list) else made


def as_pages(paper: Paper, fonts: Fonts) -> tuple[bytes, ...]:
    """The pages of the paper as PNG images, in order. Raises TypesettingFailed."""
    return _pages(paper, tuple(sorted((face.value, names) for face, names in fonts.families.items())), _Held(fonts))


class _Held:
    """Fonts as a key of a cache: all of one process are alike where their families are."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@functools.lru_cache(maxsize=_KEPT_PAPERS)
def _pages(paper: Paper, families: Any, held: _Held) -> tuple[bytes, ...]:
    """Kept a while, for a browser asks for each page by itself. families: part of the key."""
    made = _compiled(paper, held.fonts, format="png", ppi=_DENSITY)
    return tuple(made) if isinstance(made, list) else (made,)


def _compiled(paper: Paper, fonts: Fonts, **wanted: Any) -> Any:
    inputs = {"paper": json.dumps(_data(paper, fonts), ensure_ascii=False)}
    try:
        compiler = typst.Compiler(
            str(_FORM), root=str(_FORM.parent), font_paths=fonts.book, ignore_system_fonts=True, sys_inputs=inputs
        )
        return compiler.compile(**wanted)
    except (typst.TypstError, RuntimeError) as problem:
        _log.error("paper %s not typeset: %s", paper.kind.value, problem)
        raise TypesettingFailed(reason=str(problem)[:200]) from problem


def _data(paper: Paper, fonts: Fonts) -> dict[str, Any]:
    """The paper as the form reads it."""
    size, tracking = name_size(paper.letterhead)
    ends = [{"text": one, "gap": gaps_of(one, paper.day)[0]} for one in paper.signatures]
    return {
        "fonts": {face.value: list(names) for face, names in fonts.families.items()},
        **dict(zip(("top", "bottom", "left", "right"), paper.margins, strict=True)), "line": model.LINE,
        "width": paper.sheet[0], "height": paper.sheet[1],
        "body_size": model.BODY_SIZE, "title_size": model.TITLE_SIZE, "tighter": model.TIGHTER,
        "name_top": model.NAME_TOP, "rule_length": model.RULE_LENGTH, "rule_bottom": model.RULE_BOTTOM,
        "name_size": size, "name_tracking": tracking,
        "letter": paper.form is Form.LETTER, "name": paper.name, "letterhead": paper.letterhead,
        "doc_no": paper.doc_no, "mark": paper.class_mark, "status": paper.status, "title": list(paper.title),
        "addressee": paper.addressee, "blocks": [_block(one) for one in paper.blocks],
        "attachments": list(paper.attachments), "signatures": ends,
        "day": {"text": paper.day, "gap": gaps_of("", paper.day)[1]}, "notes": list(paper.notes),
        "copies": paper.copies, "numbered": paper.numbered,
        "annexes": [
            {"mark": one.mark, "title": list(one.title), "blocks": [_block(part) for part in one.blocks]}
            for one in paper.annexes
        ],
    }  # fmt: skip


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            runs = [{**asdict(run), "face": run.face.value} for run in block.runs]
            return {"kind": "paragraph", "runs": runs, "shape": block.shape.value, "size": block.size}
        case Grid():
            rows = [[_cell(cell) for cell in row] for row in block.rows]
            return {"kind": "grid", "widths": block.widths, "rows": rows, "head": block.head, "size": block.size}
        case Code():
            return {"kind": "code", "svg": svg_of(block.address), "caption": block.caption.split("\n")}


def _cell(cell: Cell) -> dict[str, Any]:
    """A cell; its row is kept together unless it is too long for that."""
    lines = [
        [{"text": _ENDLESS.sub(lambda found: found[0] + "\u200b", run.text), "strong": run.strong} for run in runs]
        for runs in cell.lines
    ]
    return {"lines": lines, "span": cell.span, "label": cell.label, "height": cell.height, "centred": cell.centred,
            "long": len(cell.text) > LONG_CELL}  # fmt: skip


def svg_of(address: str) -> str:
    """A QR code as a picture."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=1, scale=4)
    return out.getvalue().decode()
