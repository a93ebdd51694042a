"""A collection on paper: every quotation verbatim, under it where it stands and when it was taken in. Pure."""

from datetime import datetime

from cases.clock import BEIJING
from cases.papers.model import SMALL_SIZE, Block, Face, Form, Paper, Paragraph, Run, Shape
from cases.papers.texts import clean, day_words, moment_words, paragraphs, title_lines
from cases.queries.collections import Cited, CollectionPage, Item
from cases.vocabulary.papers import (
    CITED_AT,
    COLLECTION_HIDDEN,
    COLLECTION_MADE,
    NOTED,
    SITS,
    TAKEN_ON,
    ListKind,
)


def collection_paper(page: CollectionPage, *, who: str, at: datetime, base: str) -> Paper:
    """The brief. who: made it; base: the address of the site, with which every source begins."""
    made = COLLECTION_MADE.format(who=who, at=moment_words(at), count=len(page.items))
    hidden = COLLECTION_HIDDEN.format(count=page.hidden) if page.hidden else ""
    blocks: list[Block] = [_small(made + hidden)]
    for number, item in enumerate(page.items, 1):
        blocks += _item(number, item, base)
    return Paper(
        kind=ListKind.COLLECTION,
        form=Form.SHEET,
        name=clean(page.row.name),
        title=title_lines(page.row.name),
        blocks=tuple(blocks),
    )


def source_words(cited: Cited) -> str:
    """案号, unit, day and number of the document, as far as they are known."""
    number = f"{cited.number.removesuffix('号')}号" if cited.number else ""
    body = SITS.get(cited.track, "") if cited.track else ""
    known = (f"{cited.place}{body}{cited.session}" if cited.session else cited.place, number, cited.unit)
    rest = (day_words(cited.day), cited.doc_no, cited.state)
    return "，".join(part for part in (*known, *rest) if part)


def _item(number: int, item: Item, base: str) -> list[Block]:
    cited = item.cited
    head = Paragraph((Run(clean(f"{number}. {cited.title}"), Face.HEADING),), Shape.FLUSH)
    taken = TAKEN_ON.format(day=day_words(item.added_at.astimezone(BEIJING).date()))
    said = "，".join(part for part in (item.pick.thing.label, source_words(cited), taken) if part)
    note = [_small(NOTED.format(note=item.note), Face.SUBHEADING)] if item.note else []
    return [head, *paragraphs(cited.quote), *note, _small(f"{CITED_AT.format(said=said)}。{base}{cited.link}")]


def _small(text: str, face: Face = Face.BODY) -> Paragraph:
    return Paragraph((Run(clean(text), face),), Shape.FLUSH, SMALL_SIZE)
