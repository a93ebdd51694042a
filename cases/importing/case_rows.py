"""The case, its submitters, assignments and replies that a page tells of; what is already known is only completed."""

from dataclasses import dataclass
from typing import Any

from piccolo.table import Table

from cases.errors import CaseError
from cases.importing.document_rows import audience_of, day_of, disclosure_of, said, storable
from cases.importing.lookups import Lookups
from cases.importing.offices import folded
from cases.importing.problems import open_problem
from cases.importing.shapes import Page, Value
from cases.importing.sittings import Sitting
from cases.tables import Assignment, Case, CaseSubmitter, Reply, ReplyContact
from cases.tables.columns import Changes
from cases.vocabulary import (
    AssignmentRole,
    AssignmentState,
    Audience,
    CaseState,
    DocumentKind,
    ReplyKind,
    ReplyState,
    SubmitterKind,
)


@dataclass(frozen=True, slots=True)
class Source:
    """What the rows of one page refer back to."""

    document: int
    run: int | None
    item: int | None


async def fill(table: type[Table], row_id: int, columns: dict[str, Any]) -> None:
    """Set the columns that are still empty; what is there already stays."""
    known = await table.select().where(table._meta.primary_key == row_id).first()
    empty: Changes = {n: v for n, v in columns.items() if v is not None and known is not None and known[n] is None}
    if empty:
        await table.update(empty).where(table._meta.primary_key == row_id)


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


async def make_case(page: Page, sitting: Sitting, *, key: str | None) -> int:
    """Enter a case that is not known yet."""
    row = Case(
        **case_columns(page, sitting),
        key=key,
        track=page.body.value,
        title=said(page.title_of_proposal) or "",
        state=state_of(page).value,
        audience=audience_of(page).value,
    )
    await Case.insert(row)
    return row.id


async def complete_case(case: int, page: Page, sitting: Sitting) -> None:
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


def state_of(page: Page) -> CaseState:
    """How far a page shows its case to be: an answer to the submitter, or only one unit's word to another."""
    return CaseState.IN_HANDLING if page.kind is DocumentKind.CO_REPLY else CaseState.REPLIED


async def save_proposal(case: int, page: Page, document: int) -> None:
    """Where the page prints the submitter's words, let the case point at them, unless it already has a text."""
    words = next((part for part in page.parts if part.role == "proposal"), None)
    if words is not None:
        columns: Changes = {
            "proposal_document": document,
            "proposal_start": words.span.start,
            "proposal_end": words.span.end,
        }
        await Case.update(columns).where((Case.id == case) & Case.proposal_document.is_null())


async def save_submitters(case: int, page: Page) -> None:
    """Enter the printed names, where no page has given any yet."""
    if page.submitters and not await CaseSubmitter.exists().where(CaseSubmitter.case == case):
        names = [storable(name) for name in page.submitters]
        await CaseSubmitter.insert(
            *(CaseSubmitter(case=case, position=i, printed_name=name) for i, name in enumerate(names))
        )


async def save_assignments(case: int, page: Page, sitting: Sitting, lookups: Lookups, source: Source) -> int | None:
    """Enter the units a page names; returns the assignment of the unit that wrote the page.

    A co-handler's opinion is written by a co-handler: its first unit is not the lead.
    """
    place = sitting.place.id if sitting.place else None
    co_reply = page.kind is DocumentKind.CO_REPLY
    own = None
    if page.lead_department is not None:
        role = AssignmentRole.CO if co_reply else AssignmentRole.LEAD
        state = AssignmentState.OPINION_SENT if co_reply else AssignmentState.REPLY_SENT
        own = await _assign(case, page.lead_department, role, state, page, place, lookups, source)
    for value in page.co_departments:
        state = AssignmentState.WORKING if co_reply else AssignmentState.OPINION_SENT
        await _assign(case, value, AssignmentRole.CO, state, page, place, lookups, source)
    return own


async def _assign(
    case: int,
    value: Value,
    role: AssignmentRole,
    state: AssignmentState,
    page: Page,
    place: int | None,
    lookups: Lookups,
    source: Source,
) -> int:
    name = storable(value.text)
    unit = await lookups.unit(name, place, day_of(page.reply_date))
    department = unit if isinstance(unit, int) else None
    known = await Assignment.select().where(Assignment.case == case)
    same = [r for r in known if r["printed_name"] == name or (department and r["department"] == department)]
    if same:
        await _promote(same[0], role, state, known)
        return same[0]["id"]
    if role is AssignmentRole.LEAD and _has_lead(known):
        role = AssignmentRole.SPLIT
    row = Assignment(case=case, department=department, printed_name=name, role=role.value, state=state.value)
    await Assignment.insert(row)
    if isinstance(unit, CaseError):
        await open_problem(
            unit,
            run=source.run,
            item=source.item,
            document=source.document,
            case=case,
            assignment=row.id,
            unknown_name=folded(name),
        )
    return row.id


def _has_lead(known: list[dict[str, Any]]) -> bool:
    return any(r["role"] in (AssignmentRole.LEAD.value, AssignmentRole.SOLE.value) for r in known)


async def _promote(
    row: dict[str, Any], role: AssignmentRole, state: AssignmentState, known: list[dict[str, Any]]
) -> None:
    """A unit seen before as co-handler turns out to answer itself, or its opinion has come in."""
    if state is AssignmentState.REPLY_SENT and row["state"] != state.value:
        others = [r for r in known if r["id"] != row["id"]]
        new_role = AssignmentRole.SPLIT if _has_lead(others) else role
        changes: Changes = {"state": state.value, "role": new_role.value}
        await Assignment.update(changes).where(Assignment.id == row["id"])
    elif state is AssignmentState.OPINION_SENT and row["state"] == AssignmentState.WORKING.value:
        await Assignment.update({Assignment.state: state.value}).where(Assignment.id == row["id"])


def reply_columns(page: Page) -> dict[str, Any]:
    """What a page says about its reply and may be missing on another copy."""
    disclosure = disclosure_of(page)
    return {
        "title": said(page.title),
        "addressee": said(page.addressee),
        "doc_no": said(page.doc_no),
        "index_no": said(page.index_no),
        "signed_on": day_of(page.reply_date),
        "published_on": day_of(page.publish_date),
        "result_class": said(page.result_class),
        "disclosure": disclosure.value if disclosure else None,
    }


async def save_reply(case: int, page: Page, document: int, assignment: int | None) -> int:
    """Enter a page's reply as the next version of its unit."""
    unit = Assignment.select(Assignment.department).where(Assignment.id == assignment).first()
    writer = await unit if assignment is not None else None
    kind = kind_of(page)
    printed = storable(page.lead_department.text) if page.lead_department else ""
    start, end = span_of(page)
    before = await Reply.select(Reply.number).where(
        (Reply.case == case) & (Reply.kind == kind.value) & (Reply.printed_name == printed)
    )
    row = Reply(
        **reply_columns(page),
        case=case,
        assignment=assignment,
        department=writer["department"] if writer else None,
        printed_name=printed,
        kind=kind.value,
        number=max((r["number"] for r in before), default=0) + 1,
        state=ReplyState.SENT.value,
        document=document,
        start=start,
        end=end,
        audience=audience_of(page).value,
    )
    await Reply.insert(row)
    await save_contact(row.id, page)
    return row.id


def kind_of(page: Page) -> ReplyKind:
    """Whether a page answers the submitter or the lead unit."""
    return ReplyKind.CO_OPINION if page.kind is DocumentKind.CO_REPLY else ReplyKind.REPLY


def span_of(page: Page) -> tuple[int | None, int | None]:
    """From the first to the last character that the replying unit wrote."""
    spans = [part.span for part in page.parts if part.role != "proposal"]
    return (min(s.start for s in spans), max(s.end for s in spans)) if spans else (None, None)


async def save_contact(reply: int, page: Page) -> None:
    """Keep the printed signer and contact, apart from the reply; only what is still missing."""
    columns: dict[str, Any] = {
        "signer": said(page.signer),
        "unit": said(page.contact_unit),
        "person": said(page.contact_person),
        "phone": said(page.contact_phone),
    }
    if not any(columns.values()):
        return
    known = await ReplyContact.select(ReplyContact.id).where(ReplyContact.reply == reply).first()
    if known is None:
        await ReplyContact.insert(ReplyContact(reply=reply, **columns))
    else:
        await fill(ReplyContact, known["id"], columns)
