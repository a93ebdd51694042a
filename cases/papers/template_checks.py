"""What is wrong with a Word template, all at once and in words: read in the limited process, judged here."""

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cases.errors import EmptyFile, TooLarge, UnsupportedFormat
from cases.intake.isolation import read_apart
from cases.intake.limits import MB
from cases.intake.signatures import medium_of
from cases.intake.sources import read_document
from cases.papers.kinds import paper_of
from cases.papers.letters import opening_lines
from cases.papers.model import Paper
from cases.papers.placeholders import BLOCKS, NEEDED, WRITTEN, offered_in, written
from cases.papers.returned import text_of_letter
from cases.papers.samples import sample
from cases.papers.template_filling import filled
from cases.vocabulary.paper_templates import MEANINGS, NEAREST, Placeholder, TemplateFault
from cases.vocabulary.papers import NOT_FINAL, PaperKind
from cases.vocabulary.writing import NOT_WORD

LARGEST = 5 * MB
_LETTERS = (PaperKind.REPLY, PaperKind.CO_OPINION)
_BRACES = re.compile(r"[{｛]{2}|[}｝]{2}")
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. said, near: as ``TemplateFault`` says."""

    kind: TemplateFault
    said: str = ""
    near: str = ""

    def __str__(self) -> str:
        # Not by ``format``: the sentences themselves have braces.
        return self.kind.label.replace("{said}", self.said).replace("{near}", self.near)


@dataclass(frozen=True, slots=True)
class Place:
    """One paragraph of a template. where: empty in the plain body."""

    where: str
    text: str


def faults_of(kind: PaperKind, name: str, data: bytes) -> tuple[Fault, ...]:
    """Everything that is wrong with a file as a template of this kind; none when it may be used.

    Raises a FileError where the file cannot be read at all.
    """
    if not data:
        raise EmptyFile(name)
    if len(data) > LARGEST:
        raise TooLarge(name, len(data), LARGEST)
    if medium_of(name, data) != "docx":
        raise UnsupportedFormat(name, *NOT_WORD)
    read = json.loads(read_apart("template", name, data).text)
    places = tuple(Place(where, text) for where, text in read["paragraphs"])
    structure = tuple(Fault(TemplateFault(code), said) for code, said in read["faults"])
    faults = structure + tuple(placeholder_faults(kind, places))
    if not faults and kind in _LETTERS and not comes_back(kind, data):
        return (Fault(TemplateFault.NO_WAY_BACK),)
    return faults


def placeholder_faults(kind: PaperKind, places: Iterable[Place]) -> Iterable[Fault]:
    """What is wrong with the placeholders of a template."""
    offered = {one.label: one for one in offered_in(kind)}
    found: Counter[Placeholder] = Counter()
    unknown: dict[str, None] = {}
    for place in places:
        named = WRITTEN.findall(place.text)
        unknown |= dict.fromkeys(one for one in named if one not in offered)
        for placeholder in (offered[one] for one in named if one in offered):
            found[placeholder] += 1
            if placeholder in BLOCKS:
                yield from _out_of_place(placeholder, place)
        left = WRITTEN.sub("", place.text)
        for brace in _BRACES.finditer(left):
            yield Fault(TemplateFault.UNCLOSED, left[max(0, brace.start() - _AROUND) : brace.end() + _AROUND].strip())
    for name in unknown:
        yield Fault(TemplateFault.UNKNOWN, f"{{{{{name}}}}}", _near(name, offered))
    for placeholder in offered.values():
        if placeholder in NEEDED[kind] and not found[placeholder]:
            yield Fault(TemplateFault.MISSING, written(placeholder), MEANINGS[placeholder])
        if placeholder in BLOCKS and found[placeholder] > 1:
            yield Fault(TemplateFault.TWICE, written(placeholder), str(found[placeholder]))


def comes_back(kind: PaperKind, template: bytes) -> bool:
    """Whether the text of a draft, set by a template, is found again in the file that was made."""
    matter = sample()
    # As a draft is printed: not signed, and with nothing attached.
    paper = replace(paper_of(kind, matter), status=NOT_FINAL, doc_no="", class_mark="", attachments=())
    reply = next(one for one in matter.replies if one.unit in paper.signatures)
    printed = [one.text for one in opening_lines(matter.title, matter.track, reply.stance)] if reply.stance else []
    return _bare(text_of_letter(read_sample(paper, template), reply.unit, printed)) == _bare(reply.body)


def read_sample(paper: Paper, template: bytes) -> str:
    """The words of a paper set by a template, in the order of the file that was made of it."""
    return read_document(f"{paper.name}.docx", filled(paper, template)).text


def _out_of_place(placeholder: Placeholder, place: Place) -> Iterable[Fault]:
    if place.where:
        yield Fault(TemplateFault.WRONG_PLACE, written(placeholder), place.where)
    elif not WRITTEN.fullmatch(place.text.strip()):
        yield Fault(TemplateFault.NOT_ALONE, written(placeholder), place.text.strip()[: 3 * _AROUND])


def _near(name: str, offered: Iterable[str]) -> str:
    """The placeholder that was probably meant, as the end of a sentence."""
    near = difflib.get_close_matches(name, list(offered), n=1, cutoff=0.4)
    return NEAREST.format(near=f"{{{{{near[0]}}}}}") if near else ""


def _bare(text: str) -> str:
    return "".join(text.split())
