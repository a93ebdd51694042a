"""What the checks before approval find in published replies, sentence by sentence, so that a reader can judge them.

Run ``python -m tests.bench.bench_checks`` with DAFU_SAMPLES naming a folder of published pages (published/ and seeds/
in it). A published reply was signed once: whatever is found there is either a weakness of that letter or a false alarm.
Only checks that need nothing but the text run: nobody knows what the unit had reported or promised before. The case is
known as the archive would know it, points are taken as ticked where the page prints the submission. With --demo the
pages of the demonstration are looked over instead; with --json the last line is one JSON object.
"""

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cases.drafting.checks import Finding, text_findings
from cases.drafting.mentions import Known
from cases.drafting.points import points_of
from cases.errors import CaseError
from cases.importing.workers import read_and_parse
from cases.reading.personal import find_personal
from cases.reading.shadow import Span, shadow_of
from cases.reading.shapes import Page, ParsedDocument
from cases.reading.submission_words import boxes_of
from cases.resources import fixtures
from cases.vocabulary import ClassSemantic, DocumentKind
from cases.vocabulary.writing import Check

SOLVED = ("A", "甲")


@dataclass(frozen=True, slots=True)
class Looked:
    """A published reply and what was found in it."""

    name: str
    body: str
    findings: tuple[Finding, ...]


def looked_over(name: str, data: bytes) -> Looked | None:
    """A page as the desk would look over its letter; None for a page that is no reply."""
    parsed = read_and_parse(name, data)
    if isinstance(parsed, CaseError):
        return None
    letter = next((part.span for part in parsed.page.parts if part.role == "reply"), None)
    if letter is None:
        return None
    body, asked = parsed.raw.text[letter.start : letter.end], _asked(parsed)
    points = points_of(boxes_of(asked).recommendations or asked) if asked else ()
    result = parsed.page.result_class
    found = text_findings(
        body,
        points=points,
        answered=range(len(points)),
        semantic=ClassSemantic.SOLVED if result is not None and result.text in SOLVED else None,
        promises=_within(parsed.commitments, letter),
        personal=find_personal(shadow_of(body)),
        figures=_within(parsed.figures, letter),
        asked=asked,
        known=_case(parsed.page),
        addressee=_greeted(parsed.page),
    )
    return Looked(name, body, found)


def _within(items: Iterable, letter: Span) -> list:
    """Those that stand in the letter, counted from its first character."""
    return [
        replace(one, span=Span(one.span.start - letter.start, one.span.end - letter.start))
        for one in items
        if letter.start <= one.span.start < letter.end
    ]


def _asked(parsed: ParsedDocument) -> str:
    return "\n".join(
        parsed.raw.text[part.span.start : part.span.end] for part in parsed.page.parts if part.role == "proposal"
    )


def _greeted(page: Page) -> str:
    """Whom a reply greets; an opinion greets the lead unit, which is not looked at."""
    return page.addressee.text if page.addressee and page.kind is not DocumentKind.CO_REPLY else ""


def _case(page: Page) -> Known:
    words = {name: getattr(page, name).text if getattr(page, name) else "" for name in ("number", "session")}
    title = page.title_of_proposal.text if page.title_of_proposal else ""
    return Known(page.body, title, words["number"], words["session"], page.submitters)


def _pages(demo: bool) -> Iterator[tuple[str, bytes]]:
    samples = Path(os.environ.get("DAFU_SAMPLES", "."))
    folders = [fixtures() / "archive"] if demo else [samples / "published", samples / "seeds"]
    for folder in folders:
        for path in sorted(folder.glob("*")):
            if path.suffix in (".txt", ".html"):
                yield path.name, path.read_bytes()


def main() -> None:
    """Look over every page, print the findings by check with their words, then the counts."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--demo", action="store_true")
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    looked = [one for name, data in _pages(options.demo) if (one := looked_over(name, data)) is not None]
    found = [(one, finding) for one in looked for finding in one.findings]
    for check in Check:
        rows = [(one, finding) for one, finding in found if finding.check is check]
        if rows:
            print(f"\n{check.label} ({check.value}): {len(rows)}")
        for one, finding in rows:
            print(f"  {one.name}: {finding.said}")
    counts = Counter(finding.check.value for _, finding in found)
    print(f"\n{len(looked)} replies, {sum(len(one.body) for one in looked)} characters, {len(found)} findings")
    if options.json:
        print(json.dumps({"replies": len(looked), "findings": dict(counts)}))


if __name__ == "__main__":
    main()
