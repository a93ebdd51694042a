"""Forms that people fill in: how a reply is rated, and what became of its promises. Pure."""

from cases.errors import NothingToPrint
from cases.papers.grids import about_case, form, listed, noun, number_words, small, ticks, wide
from cases.papers.letters import chosen
from cases.papers.matter import Delivered, Listed, Matter
from cases.papers.model import Block, Code, Form, Paper
from cases.papers.texts import clean, day_words, plain, title_lines
from cases.vocabulary import LEADING, ReplyKind
from cases.vocabulary.papers import (
    CODE_CAPTION,
    FEEDBACK_TITLE,
    FILL_UNTIL,
    LOOK_BACK_ASK,
    LOOK_BACK_TITLE,
    NO,
    NOT_BY_UNIT,
    OPEN_DAY,
    POINTED,
    WAYS,
    YES,
    Field,
    PaperKind,
)

_ROOM, _LINE_ROOM = 36.0, 11.0
_PROMISES = (
    (Field.NUMBER, 4), (Field.TITLE, 7), (Field.RESULT, 4), (Field.PROMISE, 10), (Field.DUE, 7), (Field.CARRIED_OUT, 8),
    (Field.RESULT_NOW, 5),
)  # fmt: skip


def feedback_form_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """The form on which an addressee rates a reply, nothing ticked beforehand. of: his copy, by default the first open.

    With a code that opens the form on the web where the address of the site is known. Raises NothingToPrint.
    """
    delivery = _delivery(matter, of)
    reply = chosen(matter, ReplyKind.REPLY, PaperKind.FEEDBACK_FORM, delivery.reply if delivery else None)
    name = delivery.name if delivery else (matter.lead.name if matter.lead and matter.named else "")
    rows = [
        *about_case(matter)[:2],
        wide(Field.SUBMITTER, name),
        wide(Field.UNITS, f"{reply.unit}　{reply.doc_no}"),
        wide(Field.CONTACT_WAY, ticks(WAYS)),
        wide(Field.RECEIVED, ticks((YES, NO))),
        wide(Field.ATTITUDE, ticks(score.label for score in matter.scale)),
        wide(Field.EFFECT, ticks(score.label for score in matter.scale)),
        wide(Field.TO_THE_POINT, ticks(POINTED)),
        wide(Field.SAID, "", height=_ROOM),
        wide(Field.CONSENT, ticks((YES, NO))),
        wide(Field.SIGNATURE, f"　　　　　　　　　　　　{Field.DAY.label}：{OPEN_DAY}", height=_LINE_ROOM),
    ]
    until = FILL_UNTIL.format(day=day_words(delivery.due_on)) if delivery and delivery.due_on else ""
    title = FEEDBACK_TITLE.format(body=matter.body, noun=noun(matter))
    code: tuple[Block, ...] = ()
    if delivery and matter.base:
        address = f"{matter.base}/ratings/{delivery.id}"
        code = (Code(address, CODE_CAPTION.format(address=address)),)
    return Paper(
        kind=PaperKind.FEEDBACK_FORM,
        form=Form.SHEET,
        name=clean(f"{title} {number_words(matter)} {name}"),
        title=title_lines(title),
        blocks=(form(rows), small("。".join(one for one in (until, NOT_BY_UNIT) if one)), *code),
        numbered=False,
    )


def look_back_form_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """What a unit says became of the promises of its replies. of: its part; the listed cases, else this one.

    Raises NothingToPrint where nothing was promised.
    """
    units = [p.unit for p in matter.parts if p.role in LEADING and of in (None, p.id)]
    rows = [row for row in matter.listed if row.unit in units and row.promises] or _own(matter, units)
    if not rows:
        raise NothingToPrint(paper=PaperKind.LOOK_BACK_FORM.label, missing="答复里没有登记承诺")
    lines = [
        (row.number, row.title, row.result_class, promise.quote, promise.due, "", "")
        for row in rows
        for promise in row.promises
    ]
    title = LOOK_BACK_TITLE.format(noun=noun(matter))
    seal = f"{Field.SEAL.label}：{rows[0].unit}"
    filled = f"{Field.FILLED_BY.label}：　　　　　　　　{Field.DAY.label}：{OPEN_DAY}"
    return Paper(
        kind=PaperKind.LOOK_BACK_FORM,
        form=Form.SHEET,
        name=clean(f"{title}（{rows[0].unit}）"),
        title=title_lines(title),
        blocks=(plain(LOOK_BACK_ASK), listed(_PROMISES, lines), small(seal), small(filled)),
    )


def _delivery(matter: Matter, of: int | None) -> Delivered | None:
    some = [one for one in matter.deliveries if of in (None, one.id)]
    if of is not None and not some:
        raise NothingToPrint(paper=PaperKind.FEEDBACK_FORM.label, missing="没有这一份送达")
    return min(some, key=lambda one: (one.result is not None, one.id), default=None)


def _own(matter: Matter, units: list[str]) -> list[Listed]:
    """The promises of this case, unit by unit."""
    made = []
    for part in matter.parts:
        promised = tuple(one for one in matter.promises if one.unit in ("", part.unit))
        if part.unit in units and promised:
            reply = next((r for r in reversed(matter.replies) if r.unit == part.unit and r.final), None)
            made.append(
                Listed(part.unit, part.role, matter.number, matter.title, "", part.due_on,
                       reply.result_class if reply else "", promised)
            )  # fmt: skip
    return made[:1]
