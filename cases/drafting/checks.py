"""Everything that a draft is looked over for before it goes up for approval, found at once. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.drafting.answers import answers_to
from cases.drafting.mentions import Known, mismatches, wrong_addressee
from cases.drafting.overlaps import share_taken
from cases.extracting.commitments import ECHOES, promises_open_work
from cases.reading.shadow import Span
from cases.reading.shapes import FoundCommitment, FoundFigure, PersonalDatum
from cases.vocabulary import ClassSemantic, CommitmentLabel, Comparator, Flag
from cases.vocabulary.writing import DIFFERS, Check

PLACEHOLDER = re.compile(r"【待核实[：:]?([^【】\n]{0,100})】?")
# A paragraph of which so much stands in the submission, word for word, says nothing of its own.
_REPEATS, _GRAM, _SHORTEST_PARAGRAPH = 0.75, 6, 30
_PARAGRAPH = re.compile(r"[^\n]{1,20000}")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. stops: the draft cannot go on with it; else it has to be confirmed. said: the words it is about.

    place: the id on the drafting page where it is mended. step: of RULE, the guard that asks for it. span: where the
    words stand in the body, None where they stand elsewhere.
    """

    check: Check
    stops: bool
    said: str
    place: str
    step: str = ""
    span: Span | None = None


def placeholders(body: str) -> tuple[tuple[int, str], ...]:
    """Where something still has to be verified, and what: the place in the text and the words in the brackets."""
    return tuple((found.start(), found[1].strip()) for found in PLACEHOLDER.finditer(body))


def text_findings(
    body: str,
    *,
    points: Sequence[str],
    answered: Iterable[int],
    semantic: ClassSemantic | None,
    promises: Sequence[FoundCommitment],
    personal: Sequence[PersonalDatum],
    figures: Sequence[FoundFigure] = (),
    asked: str = "",
    known: Known | None = None,
    addressee: str = "",
) -> tuple[Finding, ...]:
    """What is found in the text itself. answered: places of points in the list, from 0; asked: the submission's words.

    known: what the case is called, None where nothing is to be held against it.
    """
    done = set(answered)
    found = [_in_text(Check.PLACEHOLDER, span, said, stops=True) for span, said in _open_questions(body)]
    found += [
        Finding(Check.POINT_OPEN, True, point[:_SHOWN], f"point-{index}")
        for index, point in enumerate(points)
        if index not in done
    ]
    found += unanswered(points, done, body)
    if semantic is ClassSemantic.SOLVED and promises_open_work(promises):
        found.append(Finding(Check.SOLVED_YET_PROMISING, False, promises[0].quote[:_SHOWN], "promises"))
    found += vague_promises(promises, [span for span, _ in _open_questions(body)])
    found += repeated_demands(body, promises, asked)
    found += [_in_text(Check.FIGURES_DIFFER, one.span, one.quote) for one in figures if _is_wrong_sum(one)]
    if known is not None:
        found += other_case(body, known, addressee)
    found += [_in_text(Check.PERSONAL, one.span, body[one.span.start : one.span.end]) for one in personal]
    return tuple(found)


def unanswered(points: Sequence[str], ticked: Iterable[int], body: str) -> list[Finding]:
    """Points ticked as answered of which no section of the draft speaks."""
    wanted = set(ticked)
    return [
        Finding(Check.POINT_UNFOUND, False, points[index][:_SHOWN], f"point-{index}")
        for index, section in enumerate(answers_to(points, body))
        if index in wanted and section is None
    ]


def vague_promises(promises: Sequence[FoundCommitment], unsettled: Sequence[Span] = ()) -> list[Finding]:
    """Promises that name neither a day nor a measure, so that nobody can say later whether they were kept.

    unsettled: stretches that are no text yet.
    """
    return [
        _in_text(Check.PROMISE_VAGUE, one.span, one.quote)
        for one in promises
        if one.label is CommitmentLabel.SOFT
        and one.deadline is None
        and not one.metrics
        and not one.recurring
        and not any(span.start <= one.span.start < span.end for span in unsettled)
    ]


def repeated_demands(body: str, promises: Sequence[FoundCommitment], asked: str) -> list[Finding]:
    """Paragraphs, and promises outside them, that only say again what the submission said."""
    if not asked.strip():
        return []
    whole = [
        Span(one.start(), one.end())
        for one in _PARAGRAPH.finditer(body)
        if len(one[0].strip()) >= _SHORTEST_PARAGRAPH and share_taken(one[0], asked, _GRAM) >= _REPEATS
    ]
    found = [_in_text(Check.REPEATS_DEMAND, span, body[span.start : span.end]) for span in whole]
    return found + [
        _in_text(Check.REPEATS_DEMAND, one.span, one.quote)
        for one in promises
        if one.echo >= ECHOES and not any(span.start <= one.span.start < span.end for span in whole)
    ]


def other_case(body: str, known: Known, addressee: str) -> list[Finding]:
    """Where title, number, session or addressee are not those of the case."""
    found = [
        _in_text(Check.OTHER_CASE, one.span, DIFFERS.format(said=one.said, kept=one.kept))
        for one in mismatches(body, known)
    ]
    strange = wrong_addressee(addressee, known)
    if strange:
        kept = "、".join(known.submitters)
        said = DIFFERS.format(said=strange, kept=kept) if kept else strange
        found.append(Finding(Check.OTHER_CASE, False, said, "addressee"))
    return found


def _is_wrong_sum(figure: FoundFigure) -> bool:
    """Whether a number is not the sum that its sentence makes it; what is only about so much need not be."""
    return Flag.SUM_MISMATCH in figure.flags and figure.comparator is Comparator.EQ


def _open_questions(body: str) -> Iterable[tuple[Span, str]]:
    return ((Span(*found.span()), found[1].strip()) for found in PLACEHOLDER.finditer(body))


def _in_text(check: Check, span: Span, said: str, *, stops: bool = False) -> Finding:
    return Finding(check, stops, said.strip()[:_SHOWN], f"f{span.start}", span=span)
