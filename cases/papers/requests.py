"""What a unit asks of the office that gave it a case: to take it back, or for more time. Pure."""

from cases.errors import NothingToPrint
from cases.papers.grids import noun
from cases.papers.letters import about
from cases.papers.matter import AskedReturn, AskedTime, Matter
from cases.papers.model import Form, Paper, Paragraph
from cases.papers.texts import clean, day_words, paragraphs, plain, title_lines
from cases.vocabulary import ExtensionState, ReturnState
from cases.vocabulary.papers import (
    ENDING,
    EXTENSION_DECIDED,
    EXTENSION_END,
    EXTENSION_OPENING,
    EXTENSION_REASON,
    EXTENSION_TITLE,
    EXTENSION_TOLD,
    EXTENSION_UNTOLD,
    OPEN_NUMBER,
    RETURN_BASIS,
    RETURN_DECIDED,
    RETURN_END,
    RETURN_OPENING,
    RETURN_PROPOSED,
    RETURN_REASON,
    RETURN_TITLE,
    PaperKind,
)


def return_request_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """A request to hand a case back. of: which one, by default the newest. Raises NothingToPrint."""
    some = [one for one in matter.asked_returns if of in (None, one.id)]
    if not some:
        raise NothingToPrint(paper=PaperKind.RETURN_REQUEST.label, missing="没有退办申请")
    asked = some[-1]
    case = {"title": matter.title, "about": about(matter), "noun": noun(matter)}
    said = [plain(RETURN_OPENING.format(office=asked.office, **case))]
    said += paragraphs(RETURN_REASON.format(words=asked.reason))
    if asked.basis:
        said += paragraphs(RETURN_BASIS.format(words=asked.basis))
    if asked.proposed:
        said += paragraphs(RETURN_PROPOSED.format(unit=asked.proposed))
    title = RETURN_TITLE.format(unit=asked.unit, about=case["about"], noun=case["noun"])
    return _letter(PaperKind.RETURN_REQUEST, matter, asked, title, (*said, plain(RETURN_END)))


def extension_request_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """A request for more time. of: which one, by default the newest. Raises NothingToPrint."""
    some = [one for one in matter.asked_times if of in (None, one.id)]
    if not some:
        raise NothingToPrint(paper=PaperKind.EXTENSION_REQUEST.label, missing="没有延期申请")
    asked = some[-1]
    case = {"title": matter.title, "about": about(matter), "noun": noun(matter)}
    days = {"before": day_words(asked.due_before), "asked": day_words(asked.asked_due_on)}
    told = EXTENSION_TOLD.format(day=day_words(asked.told_on)) if asked.told_on else EXTENSION_UNTOLD
    said = [plain(EXTENSION_OPENING.format(**case, **days))]
    said += paragraphs(EXTENSION_REASON.format(words=asked.reason))
    said += paragraphs(told)
    title = EXTENSION_TITLE.format(unit=asked.unit, about=case["about"], noun=case["noun"])
    return _letter(PaperKind.EXTENSION_REQUEST, matter, asked, title, (*said, plain(EXTENSION_END)))


def _letter(
    kind: PaperKind, matter: Matter, asked: AskedReturn | AskedTime, title: str, said: tuple[Paragraph, ...]
) -> Paper:
    """The letter of a request, with what was decided of it under the day."""
    open_ = asked.state in (ReturnState.OPEN, ExtensionState.REQUESTED)
    form = RETURN_DECIDED if kind is PaperKind.RETURN_REQUEST else EXTENSION_DECIDED
    decided = form.format(state=asked.state.label, words=asked.decision, day=day_words(asked.decided_on))
    notes = [ENDING.format(person=asked.asked_by), *([] if open_ else [decided])]
    return Paper(
        kind=kind,
        form=Form.LETTER,
        name=clean(title),
        title=title_lines(title),
        letterhead=clean(asked.unit),
        doc_no=asked.doc_no or OPEN_NUMBER.format(year=asked.asked_on.year),
        addressee=f"{clean(asked.office)}：",
        blocks=said,
        signatures=(clean(asked.unit),),
        day=day_words(asked.asked_on),
        notes=tuple(clean(note) for note in notes),
    )
