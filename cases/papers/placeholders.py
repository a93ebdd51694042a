"""The placeholders of Word templates: how they are written, which a kind of paper needs, and what comes there. Pure."""

import re
from collections.abc import Mapping

from cases.papers.grids import first_of, number_words, units
from cases.papers.matter import Matter
from cases.papers.model import Paper
from cases.papers.texts import clean, day_words
from cases.vocabulary.paper_templates import Placeholder
from cases.vocabulary.papers import PaperKind

# Two braces on each side, also those of a Chinese keyboard.
WRITTEN = re.compile(r"[{｛]{2}[ \u3000]{0,4}([^{}｛｝]{1,30}?)[ \u3000]{0,4}[}｝]{2}")
# A copy that shows changes is for reading on, never for the office's own paper.
TEMPLATED = tuple(kind for kind in PaperKind if kind is not PaperKind.CHANGES)
# Whole parts of a paper, which have paragraphs and tables of their own.
BLOCKS = frozenset({Placeholder.BODY, Placeholder.ANNEXES})
_KNOWN = (
    Placeholder.NUMBER, Placeholder.CASE_TITLE, Placeholder.SESSION, Placeholder.SUBMITTER, Placeholder.CATEGORY,
    Placeholder.UNITS, Placeholder.DUE,
)  # fmt: skip
_FORM = frozenset({Placeholder.TITLE, Placeholder.BODY})
_NOTICE = _FORM | {Placeholder.DOC_NO, Placeholder.ADDRESSEE, Placeholder.SIGNATURE, Placeholder.DAY}
_LETTER = _NOTICE | {Placeholder.STATUS, Placeholder.NOTES, Placeholder.COPIES}
# What papers of a kind may say, without the name of who issues them: a template may have that as a picture.
NEEDED: Mapping[PaperKind, frozenset[Placeholder]] = {
    PaperKind.REPLY: _LETTER | {Placeholder.CLASS_MARK, Placeholder.ATTACHMENTS},
    PaperKind.CO_OPINION: _LETTER,
    PaperKind.ASSIGNMENT_NOTICE: _NOTICE | {Placeholder.ATTACHMENTS, Placeholder.ANNEXES},
    PaperKind.RECEIPT: _FORM | {Placeholder.ADDRESSEE, Placeholder.SIGNATURE, Placeholder.DAY},
    PaperKind.PROPOSAL: _FORM | {Placeholder.DOC_NO},
    PaperKind.REVIEW_SHEET: _FORM,
    PaperKind.FEEDBACK_FORM: _FORM,
    PaperKind.APPROVAL_SHEET: _FORM | {Placeholder.ANNEXES},
    PaperKind.RETURN_REQUEST: _NOTICE | {Placeholder.NOTES},
    PaperKind.EXTENSION_REQUEST: _NOTICE | {Placeholder.NOTES},
    PaperKind.URGE_NOTICE: _NOTICE,
    PaperKind.SUPERVISION_NOTICE: _NOTICE,
    PaperKind.LOOK_BACK_FORM: _FORM,
    PaperKind.CASE_BUNDLE: _FORM,
}


def offered_in(kind: PaperKind) -> tuple[Placeholder, ...]:
    """The placeholders that a template of a kind may have, in the order of a paper."""
    needed = NEEDED[kind]
    named = {Placeholder.LETTERHEAD} if Placeholder.DOC_NO in needed else set()
    return tuple(one for one in Placeholder if one in needed or one in named or one in _KNOWN)


def written(placeholder: Placeholder) -> str:
    """As a template has it: {{标题}}."""
    return f"{{{{{placeholder.label}}}}}"


def known_of(matter: Matter) -> tuple[tuple[Placeholder, str], ...]:
    """What a template may say of the case itself, as far as the reader of the matter may know it."""
    said = (
        number_words(matter), matter.title, matter.session, first_of(matter), matter.category, units(matter),
        day_words(matter.due_on),
    )  # fmt: skip
    return tuple((one, " ".join(clean(words).split())) for one, words in zip(_KNOWN, said, strict=True))


def lines_of(paper: Paper) -> dict[Placeholder, tuple[str, ...]]:
    """The lines that come at each placeholder but those of whole parts; none where the paper says nothing there."""
    several = len(paper.attachments) > 1
    attached = tuple(f"{at}. {name}" if several else name for at, name in enumerate(paper.attachments, start=1))
    said = {
        Placeholder.LETTERHEAD: (paper.letterhead,),
        Placeholder.DOC_NO: (paper.doc_no,),
        Placeholder.CLASS_MARK: (paper.class_mark,),
        Placeholder.STATUS: (paper.status,),
        Placeholder.TITLE: paper.title,
        Placeholder.ADDRESSEE: (paper.addressee,),
        Placeholder.ATTACHMENTS: attached,
        Placeholder.SIGNATURE: paper.signatures,
        Placeholder.DAY: (paper.day,),
        Placeholder.NOTES: paper.notes,
        Placeholder.COPIES: (paper.copies,),
        **{one: (words,) for one, words in paper.known},
    }
    return {one: tuple(line for line in lines if line) for one, lines in said.items()}


def said_by(paper: Paper) -> frozenset[Placeholder]:
    """The placeholders without which words of this paper would be lost: what it says that needs a place."""
    some = {one for one, lines in lines_of(paper).items() if lines}
    parts = {Placeholder.BODY: paper.blocks, Placeholder.ANNEXES: paper.annexes}
    return frozenset((some | {one for one, blocks in parts.items() if blocks}) - {Placeholder.LETTERHEAD, *_KNOWN})
