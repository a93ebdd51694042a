"""花脸稿: what changed in a reply from one version to another, character by character, as a paper of its own. Pure."""

from cases.drafting.differences import ADDED, REMOVED, Change, changes_between, is_changed
from cases.errors import NothingToPrint
from cases.papers.letters import about, chosen
from cases.papers.matter import Matter, Written
from cases.papers.model import SMALL_SIZE, Form, Paper, Paragraph, Run, Shape
from cases.papers.texts import clean, moment_words, title_lines
from cases.vocabulary import ReplyKind
from cases.vocabulary.papers import CHANGES_KEY, CHANGES_NONE, NOW, OPINION_TITLE, PaperKind
from cases.vocabulary.writing import NOUNS, TITLE


def changes_of(
    matter: Matter, of: int | None = None, copy: int | None = None, *, old: int | None = None, new: int | None = None
) -> Paper:
    """The changes of a reply or opinion. of: its id, by default the newest reply.

    old, new: numbers of versions; by default from the newest version that differs to the text as it stands.
    Raises NothingToPrint.
    """
    kind = next((one.kind for one in matter.replies if one.id == of), ReplyKind.REPLY)
    reply = chosen(matter, kind, PaperKind.CHANGES, of)
    after, named_after = _words(reply, new) if new else _latest(reply)
    old = old or next((one.number for one in reversed(reply.versions) if clean(one.body) != after), None)
    before, named_before = _words(reply, old)
    changes = changes_between(before, after)
    if not is_changed(changes):
        raise NothingToPrint(paper=PaperKind.CHANGES.label, missing=CHANGES_NONE)
    form = OPINION_TITLE if kind is ReplyKind.CO_OPINION else TITLE
    title = reply.title or form.format(unit=reply.unit, about=about(matter), noun=NOUNS[matter.track])
    said = CHANGES_KEY.format(old=named_before, new=named_after)
    return Paper(
        kind=PaperKind.CHANGES,
        form=Form.SHEET,
        name=clean(f"{title}（{PaperKind.CHANGES.label}）"),
        title=title_lines(title),
        status=PaperKind.CHANGES.label,
        blocks=(Paragraph((Run(clean(said)),), Shape.FLUSH, SMALL_SIZE), *marked(changes)),
    )


def marked(changes: tuple[Change, ...]) -> tuple[Paragraph, ...]:
    """The changes as paragraphs, of which every stretch says whether it went or came. Line ends divide paragraphs."""
    lines: list[list[Run]] = [[]]
    for change in changes:
        for number, piece in enumerate(change.text.split("\n")):
            if number:
                lines.append([])
            if piece:
                lines[-1].append(Run(piece, struck=change.kind == REMOVED, added=change.kind == ADDED))
    return tuple(Paragraph(tuple(runs)) for runs in lines if "".join(run.text for run in runs).strip(" \u3000"))


def _latest(reply: Written) -> tuple[str, str]:
    """The text as it stands; of a signed one its last version, for the letter has more around it."""
    if reply.final and reply.versions:
        return _words(reply, reply.versions[-1].number)
    return clean(reply.body), NOW


def _words(reply: Written, number: int | None) -> tuple[str, str]:
    """The words of a version, and what it is called. Raises NothingToPrint."""
    found = next((one for one in reply.versions if one.number == number), None)
    if found is None:
        raise NothingToPrint(paper=PaperKind.CHANGES.label, missing=CHANGES_NONE)
    by = "，".join(part for part in (found.kind.label, found.author, moment_words(found.at)) if part)
    return clean(found.body), f"版本 {found.number}（{by}）"
