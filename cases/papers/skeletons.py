"""The paper of a kind as a template to begin with: the form of the system with placeholders instead of words. Pure."""

from cases.papers.kinds import paper_of
from cases.papers.model import Annex, Paper, Paragraph
from cases.papers.placeholders import offered_in, written
from cases.papers.samples import sample
from cases.papers.texts import plain
from cases.papers.word import as_docx
from cases.vocabulary.paper_templates import Placeholder
from cases.vocabulary.papers import PaperKind

_NAME = "{kind}模板"


def skeleton_of(kind: PaperKind) -> bytes:
    """A .docx file that is a valid template of this kind."""
    offered = offered_in(kind)

    def place(one: Placeholder) -> str:
        return written(one) if one in offered else ""

    def places(one: Placeholder) -> tuple[str, ...]:
        return (written(one),) if one in offered else ()

    def blocks(one: Placeholder) -> tuple[Paragraph, ...]:
        return tuple(plain(words) for words in places(one))

    annexed = blocks(Placeholder.ANNEXES)
    return as_docx(
        Paper(
            kind=kind,
            form=paper_of(kind, sample()).form,
            name=_NAME.format(kind=kind.label),
            title=places(Placeholder.TITLE),
            letterhead=place(Placeholder.LETTERHEAD),
            doc_no=place(Placeholder.DOC_NO),
            class_mark=place(Placeholder.CLASS_MARK),
            status=place(Placeholder.STATUS),
            addressee=place(Placeholder.ADDRESSEE),
            blocks=blocks(Placeholder.BODY),
            attachments=places(Placeholder.ATTACHMENTS),
            signatures=places(Placeholder.SIGNATURE),
            day=place(Placeholder.DAY),
            notes=places(Placeholder.NOTES),
            copies=place(Placeholder.COPIES),
            annexes=(Annex("", (), annexed),) if annexed else (),
        )
    )
