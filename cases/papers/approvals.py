"""The sheet on which a reply climbs its rungs (发文稿纸), with the text that was approved. Pure."""

from cases.errors import NothingToPrint
from cases.papers.grids import field, form, label, pair, wide
from cases.papers.letters import reply_of
from cases.papers.matter import Matter, Written
from cases.papers.model import Annex, Cell, Form, Paper
from cases.papers.texts import clean, day_words, title_lines
from cases.vocabulary import ReplyState
from cases.vocabulary.papers import FORM_NAME, OPEN_DAY, SHEET_TITLE, Field, PaperKind

_ROOM = 24.0


def approval_sheet_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """Who drafted, checked, agreed and signed, and what went out. of: id of the reply. Raises NothingToPrint."""
    some = [r for r in matter.replies if of in (None, r.id) and r.part is not None and r.rungs]
    if not some:
        raise NothingToPrint(paper=PaperKind.APPROVAL_SHEET.label, missing="没有在系统里起草的答复，或不由您查看")
    reply = max(some, key=lambda r: (r.state is not ReplyState.SUPERSEDED, r.round, r.number, r.id))
    letter = reply_of(matter, reply.id) if reply.kind.value == "reply" else None
    title = SHEET_TITLE.format(unit=reply.unit)
    said = "".join(letter.title) if letter else matter.title
    rows = [
        *_rungs(reply),
        wide(Field.COSIGNED, _cosigned(reply), height=_ROOM if not reply.co_signs else 0),
        pair(Field.DRAFTED, reply.drafter, Field.PHONE, reply.contact_phone),
        wide(Field.REPLY_TITLE, said),
        wide(Field.ADDRESSEE, letter.addressee.rstrip("：") if letter else ""),
        wide(Field.COPIES, letter.copies if letter else ""),
        pair(Field.DOC_NO, reply.doc_no, Field.RESULT, f"{reply.result_class} {reply.class_label}".strip()),
        pair(Field.DISCLOSURE, _disclosure(reply), Field.DAY, day_words(reply.signed_on)),
        (label(Field.FILES), field(FORM_NAME if letter and letter.attachments else "", span=3)),
    ]
    text = (Annex("", title_lines(said), letter.blocks),) if letter else ()
    return Paper(
        kind=PaperKind.APPROVAL_SHEET,
        form=Form.SHEET,
        name=clean(f"{title} {said}"),
        title=title_lines(title),
        blocks=(form(rows),),
        annexes=text,
    )


def _rungs(reply: Written) -> list[tuple[Cell, ...]]:
    """One row for each rung, the last and highest first; what was sent back on the way is told, too."""
    rows = []
    for number, rung in reversed(list(enumerate(reply.rungs))):
        taken = [step for step in reply.steps if step.rung == rung]
        lines = [
            f"{f'{step.decision.label}　{step.told}'.rstrip()}\n{step.signed_as}　{day_words(step.at.date())}"
            for step in taken
        ]
        name = Field.SIGNED_BY if number == len(reply.rungs) - 1 else Field.CHECKED
        empty = f"\n{Field.SIGNATURE.label}：　　　　　　{OPEN_DAY}"
        rows.append(wide(f"{name.label}\n（{rung}）", "\n".join(lines) or empty, height=_ROOM))
    return rows


def _cosigned(reply: Written) -> str:
    return "\n".join(
        f"{one.unit}：{one.state.label}{f'　{one.told}' if one.told else ''}"
        f"{f'　{one.by}　{day_words(one.at.date())}' if one.at else ''}"
        for one in reply.co_signs
    )


def _disclosure(reply: Written) -> str:
    shown = reply.disclosure.label if reply.disclosure else ""
    return f"{shown}（{reply.disclosure_reason}）" if shown and reply.disclosure_reason else shown
