"""The case that a page tells of, and who submitted it; what is already known is only completed."""

from typing import Any

from cases.database import insert_rows
from cases.importing.document_rows import audience_of, day_of, disclosure_of, said, storable
from cases.importing.rows import fill
from cases.importing.sittings import Sitting
from cases.reading.shapes import Page
from cases.tables import Case, CaseSubmitter
from cases.tables.columns import Changes
from cases.vocabulary import Audience, CaseState, DocumentKind, SubmitterKind


def case_columns(page: Page, sitting: Sitting) -> dict[str, Any]:
    """What a page says about its case. The key is set apart."""
    disclosure = disclosure_of(page)
    replied_on = day_of(page.reply_date) if page.kind is not DocumentKind.CO_REPLY else None
    written = replied_on or day_of(page.publish_date)
    session = sitting.session
    return {
        "level": page.level.value if page.level else None,
        "place": sitting.place.id if sitting.place else None,
        "body": sitting.body,
        "session": session.id if session else None,
        "session_text": said(page.session),
        "number_raw": said(page.number),
        "number": sitting.number,
        "delegation": sitting.delegation,
        "year": session.year if session and session.year else (written.year if written else None),
        "submitter_kind": SubmitterKind.JOINT.value if len(page.submitters) > 1 else None,
        "disclosure": disclosure.value if disclosure else None,
        "replied_on": replied_on,
    }


async def make_case(page: Page, sitting: Sitting, document: int, *, key: str | None) -> int:
    """Enter a case that is not known yet, with its submitters as printed."""
    row = {
        **case_columns(page, sitting),
        **{str(name): value for name, value in (_proposal(page, document) or {}).items()},
        "key": key,
        "track": page.body.value,
        "title": said(page.title_of_proposal) or "",
        "state": state_of(page).value,
        "audience": audience_of(page).value,
    }
    (case,) = await insert_rows(Case, [row])
    await _enter_submitters(case, page)
    return case


async def complete_case(case: int, page: Page, sitting: Sitting, document: int) -> None:
    """Add to a known case what a further page says; a case that waited for its reply becomes replied."""
    await fill(Case, case, case_columns(page, sitting))
    title = said(page.title_of_proposal)
    if title:
        await Case.update({Case.title: title}).where((Case.id == case) & (Case.title == ""))
    if state_of(page) is CaseState.REPLIED:
        waiting = (Case.id == case) & (Case.state == CaseState.IN_HANDLING.value)
        await Case.update({Case.state: CaseState.REPLIED.value, Case.version: Case.version + 1}).where(waiting)
    if audience_of(page) is Audience.PUBLIC:
        await Case.update({Case.audience: Audience.PUBLIC.value}).where(Case.id == case)
    proposal = _proposal(page, document)
    if proposal is not None:
        await Case.update(proposal).where((Case.id == case) & Case.proposal_document.is_null())
    if page.submitters and not await CaseSubmitter.exists().where(CaseSubmitter.case == case):
        await _enter_submitters(case, page)


async def move_proposal(case: int, page: Page, old: int, new: int) -> None:
    """Let the submitter's words stand in the better copy, where it has them."""
    proposal = _proposal(page, new)
    if proposal is not None:
        await Case.update(proposal).where((Case.id == case) & (Case.proposal_document == old))


def state_of(page: Page) -> CaseState:
    """How far a page shows its case to be: an answer to the submitter, or only one unit's word to another."""
    return CaseState.IN_HANDLING if page.kind is DocumentKind.CO_REPLY else CaseState.REPLIED


def _proposal(page: Page, document: int) -> Changes | None:
    """Where the page prints the submitter's words."""
    words = next((part.span for part in page.parts if part.role == "proposal"), None)
    if words is None:
        return None
    return {"proposal_document": document, "proposal_start": words.start, "proposal_end": words.end}


async def _enter_submitters(case: int, page: Page) -> None:
    rows = [
        {"case": case, "position": position, "printed_name": storable(name)}
        for position, name in enumerate(page.submitters)
    ]
    await insert_rows(CaseSubmitter, rows)
