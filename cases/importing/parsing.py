"""Read one document: what the page says about itself, what it promises, what it reports."""

from dataclasses import replace
from datetime import date

from cases.extracting.commitments import find_commitments, promises_open_work
from cases.extracting.figures import find_figures
from cases.reading.page import read_page
from cases.reading.page_flags import WorkingDays, weekdays
from cases.reading.shadow import shadow_of
from cases.reading.shapes import FoundCommitment, Page, ParsedDocument, RawDocument, Reading, Value
from cases.vocabulary import Flag


def parse(raw: RawDocument, working_days: WorkingDays = weekdays) -> ParsedDocument:
    """Everything read from one file. Pure; never raises on any text.

    working_days: counts the working days after one day up to another, for the flag of late publication.
    """
    reading = reading_of(raw, working_days)
    commitments = find_commitments(reading)
    page = _with_class_doubt(reading.page, commitments)
    return ParsedDocument(raw, page, commitments, find_figures(reading))


def reading_of(raw: RawDocument, working_days: WorkingDays = weekdays) -> Reading:
    """The page of a document with its folded text, ready for the search for commitments and figures."""
    shadow = shadow_of(raw.text)
    page = read_page(raw, shadow, working_days)
    return Reading(raw.text, shadow, page, _spoken_on(page))


def _with_class_doubt(page: Page, commitments: tuple[FoundCommitment, ...]) -> Page:
    """A page marked as solved (A, 甲) that still promises work contradicts itself."""
    solved = page.result_class is not None and page.result_class.text in ("A", "甲")
    if not solved or Flag.CLASS_VS_TEXT_CONFLICT in page.flags or not promises_open_work(commitments):
        return page
    return replace(page, flags=(*page.flags, Flag.CLASS_VS_TEXT_CONFLICT))


def _spoken_on(page: Page) -> date | None:
    return _day(page.reply_date) or _day(page.publish_date)


def _day(value: Value | None) -> date | None:
    return date.fromisoformat(value.text) if value else None
