"""Everything that a draft is looked over for before it goes up for approval, found at once. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.extracting.commitments import promises_open_work
from cases.reading.shapes import FoundCommitment, PersonalDatum
from cases.vocabulary import ClassSemantic
from cases.vocabulary.writing import Check

PLACEHOLDER = re.compile(r"【待核实[：:]?([^【】\n]{0,100})】?")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. stops: the draft cannot go on with it; else it has to be confirmed. said: the words it is about.

    place: the id on the drafting page where it is mended. step: of RULE, the guard that asks for it.
    """

    check: Check
    stops: bool
    said: str
    place: str
    step: str = ""


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
) -> tuple[Finding, ...]:
    """What is found in the text itself. answered: places of points in the list, from 0."""
    done = set(answered)
    found = [Finding(Check.PLACEHOLDER, True, said, f"f{at}") for at, said in placeholders(body)]
    found += [
        Finding(Check.POINT_OPEN, True, point[:60], f"point-{index}")
        for index, point in enumerate(points)
        if index not in done
    ]
    if semantic is ClassSemantic.SOLVED and promises_open_work(promises):
        found.append(Finding(Check.SOLVED_YET_PROMISING, False, promises[0].quote[:60], "promises"))
    found += [
        Finding(Check.PERSONAL, False, body[one.span.start : one.span.end], f"f{one.span.start}") for one in personal
    ]
    return tuple(found)
