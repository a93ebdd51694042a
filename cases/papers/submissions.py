"""The papers of a submission: its receipt, its original, and the sheet of its review. Pure."""

from cases.errors import NothingToPrint
from cases.papers.grids import about_case, first_of, form, heading, noun, number_words, pair, submitters, wide
from cases.papers.letters import about
from cases.papers.matter import Matter
from cases.papers.model import Form, Paper
from cases.papers.texts import clean, day_words, moment_words, paragraphs, plain, title_lines
from cases.vocabulary import BOXES, Signature
from cases.vocabulary.papers import (
    NEXT_STEP,
    NO,
    OPEN_DAY,
    RECEIPT_TITLE,
    RECEIVED,
    REVIEW_TITLE,
    YES,
    Field,
    PaperKind,
)
from cases.vocabulary.writing import ADDRESSED

# Room to write in by hand, in millimetres.
_ROOM = 32.0


def receipt_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """What a submitter keeps as proof that his submission came in. Raises NothingToPrint before it was handed in."""
    if not matter.receipt_no or matter.submitted_at is None:
        raise NothingToPrint(paper=PaperKind.RECEIPT.label, missing="还没有提交")
    at, office = moment_words(matter.submitted_at), office_of(matter)
    title = RECEIPT_TITLE.format(noun=noun(matter))
    said = RECEIVED.format(at=at, title=matter.title, number=matter.receipt_no)
    rows = [
        pair(Field.RECEIPT_NO, matter.receipt_no, Field.SUBMITTED, at),
        wide(Field.TITLE, matter.title),
        wide(Field.SUBMITTER, submitters(matter)),
        wide(Field.FILES, "、".join(matter.files)),
        *([wide(Field.RECORDED, matter.recorded)] if matter.recorded else []),
    ]
    name = matter.lead.name if matter.lead else ""
    greeted = name if matter.lead and matter.lead.collective else ADDRESSED[matter.track].format(name)
    return Paper(
        kind=PaperKind.RECEIPT,
        form=Form.SHEET,
        name=clean(f"{title} {matter.receipt_no}"),
        title=(title,),
        addressee=f"{clean(greeted)}：",
        blocks=(plain(said), plain(NEXT_STEP.format(office=office)), form(rows)),
        signatures=(office,),
        day=day_words(matter.on),
        numbered=False,
    )


def proposal_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """The submission in its writer's own words. Raises NothingToPrint where this reader has none of them."""
    if matter.boxes is None:
        raise NothingToPrint(paper=PaperKind.PROPOSAL.label, missing="系统里没有原件文字，或不由您查看")
    lead = matter.lead
    together = "、".join(one.name for one in matter.signers[1:] if one.signature is Signature.SIGNED)
    rows = [
        pair(Field.NUMBER, number_words(matter), Field.SESSION, matter.session),
        pair(Field.RECEIPT_NO, matter.receipt_no, Field.CATEGORY, matter.category),
        pair(Field.SUBMITTER, first_of(matter), Field.GROUP, lead.group if lead and matter.named else ""),
        pair(Field.SUBMITTED, moment_words(matter.submitted_at) if matter.submitted_at else "",
             Field.CONSENT, YES if matter.consent else NO),
        wide(Field.TOGETHER, together if matter.named else ""),
        wide(Field.WISHES, "、".join(matter.wishes)),
    ]  # fmt: skip
    if lead and lead.responsible:
        rows.append(wide(Field.RESPONSIBLE, lead.responsible))
    if lead and lead.phone:
        rows.append(wide(Field.PHONE, lead.phone))
    words = []
    for name, text in zip(BOXES.values(), matter.boxes, strict=True):
        if text.strip():
            words += [heading(name), *paragraphs(text)]
    return Paper(
        kind=PaperKind.PROPOSAL,
        form=Form.SHEET,
        name=clean(matter.title or noun(matter)),
        title=title_lines(matter.title or noun(matter)),
        doc_no=about(matter),
        blocks=(form(rows), *words),
    )


def review_sheet_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """The sheet that the review fills in and files. Raises NothingToPrint before the submission came in."""
    if matter.submitted_at is None:
        raise NothingToPrint(paper=PaperKind.REVIEW_SHEET.label, missing="还没有提交")
    rows = [
        pair(Field.RECEIPT_NO, matter.receipt_no, Field.NUMBER, number_words(matter)),
        wide(Field.TITLE, matter.title),
        pair(Field.SUBMITTER, first_of(matter), Field.SUBMITTED, moment_words(matter.submitted_at)),
        wide(Field.WISHES, "、".join(matter.wishes)),
    ]
    for number, one in enumerate(matter.reviews):
        grounds = f"\n{Field.GROUNDS.label}：{'；'.join(one.grounds)}" if one.grounds else ""
        signed = f"\n{one.reviewer}　{day_words(one.on)}"
        rows.append(
            wide(Field.FIRST_REVIEW if number == 0 else Field.SECOND_REVIEW,
                 f"{one.decision.label}。{one.told}{grounds}{signed}")
        )  # fmt: skip
        rows.append(pair(Field.CATEGORY, one.category, Field.CONTACTED, YES if one.contacted else NO))
    empty = f"\n\n{Field.SIGNATURE.label}：　　　　　　　{OPEN_DAY}"
    if not matter.reviews:
        rows.append(wide(Field.FIRST_REVIEW, empty, height=_ROOM))
    if len(matter.reviews) < 2:
        rows.append(wide(Field.SECOND_REVIEW, empty, height=_ROOM))
    rows.append(wide(Field.LEADER, empty, height=_ROOM))
    title = REVIEW_TITLE.format(office=matter.body, noun=noun(matter))
    return Paper(
        kind=PaperKind.REVIEW_SHEET,
        form=Form.SHEET,
        name=clean(f"{title} {matter.number or matter.receipt_no}"),
        title=title_lines(title),
        blocks=(form([*rows, *about_case(matter)[3:]]),),
        numbered=False,
    )


def office_of(matter: Matter) -> str:
    """The office that receives submissions, with the body it works for."""
    return clean(matter.office if matter.office.startswith(matter.body) else f"{matter.body}{matter.office}")
