"""Search results as a Word digest (摘编): the sentences with the words that were looked for, and where each stands."""

import io
import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from cases.actor import Actor
from cases.clock import BEIJING, now
from cases.fulltext import KINDS
from cases.queries.hits import Card, Passage
from server import pages

_FONT = "宋体"
_UNHEARD_OF = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_GREY = RGBColor(0x59, 0x5F, 0x69)


def digest(cards: Sequence[Card], *, title: str, conditions: Sequence[str], actor: Actor, base: str) -> bytes:
    """A .docx file. base: the address of the site, which every source begins with."""
    paper: Any = Document()
    for style in ("Normal", "Title", "Heading 2"):
        in_chinese(paper.styles[style])
    paper.add_heading(plain(title), 0)
    made = now().astimezone(BEIJING)
    head = f"条件：{'；'.join(conditions) or '全部'}。共摘 {len(cards)} 条，{actor.spoken} {made:%Y-%m-%d %H:%M} 导出。"
    _small(paper, head)
    for number, card in enumerate(cards, start=1):
        paper.add_heading(f"{number}. {plain(card.title)}", 2)
        for passage in card.quote:
            _quote(paper, passage)
        _small(paper, _source(card, base))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _quote(paper: Any, passage: Passage) -> None:
    """A paragraph with the words of the question in bold."""
    paragraph = paper.add_paragraph()
    for text, hit in passage:
        paragraph.add_run(plain(text)).bold = hit


def _source(card: Card, base: str) -> str:
    number = f"{card.number}号" if card.number and not card.number.endswith("号") else card.number
    day = card.day.isoformat() if card.day else None
    due = f"期限 {card.due.isoformat()}" if card.due else None
    known = (KINDS[card.kind], card.place, card.session, number, card.department, day, due, card.file)
    said = "，".join(part for part in known if part)
    return plain(f"出处：{said}。{base}{pages.hit_place(card)}")


def _small(paper: Any, text: str) -> None:
    run = paper.add_paragraph().add_run(plain(text))
    run.font.size, run.font.color.rgb = Pt(9), _GREY


def in_chinese(style: Any) -> None:
    """The library names a font for Latin letters only."""
    style.font.name = _FONT
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)


def plain(text: str) -> str:
    """Text without the characters that the format cannot hold."""
    return _UNHEARD_OF.sub(" ", text)
