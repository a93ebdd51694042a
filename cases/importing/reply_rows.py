"""The reply that a page is, version by version, and the contact under it."""

from typing import Any

from cases.database import insert_rows
from cases.importing.assignment_rows import Writer
from cases.importing.document_rows import audience_of, day_of, disclosure_of, said, storable, writer_of
from cases.importing.rows import fill
from cases.reading.shapes import Page
from cases.sealing import reply_contact
from cases.tables import Reply, ReplyContact
from cases.tables.columns import Changes
from cases.vocabulary import DocumentKind, ReplyKind, ReplyState


def kind_of(page: Page) -> ReplyKind:
    """Whether a page answers the submitter or the lead unit."""
    return ReplyKind.CO_OPINION if page.kind is DocumentKind.CO_REPLY else ReplyKind.REPLY


def printed_unit(page: Page) -> str:
    """The unit that wrote a page, as printed; empty where the page does not say."""
    writer = writer_of(page)
    return storable(writer.text) if writer else ""


async def save_reply(case: int, page: Page, document: int, writer: Writer | None, *, fresh: bool) -> int:
    """Enter a page's reply as the next version of its unit. fresh: the case has no reply yet."""
    kind, printed = kind_of(page), printed_unit(page)
    same_unit = (Reply.case == case) & (Reply.kind == kind.value) & (Reply.printed_name == printed)
    before = [] if fresh else await Reply.select(Reply.number).where(same_unit)
    start, end = _stretch(page)
    row = {
        **_columns(page),
        "start": start,
        "end": end,
        "case": case,
        "assignment": writer.assignment if writer else None,
        "department": writer.department if writer else None,
        "printed_name": printed,
        "kind": kind.value,
        "number": max((r["number"] for r in before), default=0) + 1,
        "state": ReplyState.SENT.value,
        "document": document,
        "audience": audience_of(page).value,
    }
    (reply,) = await insert_rows(Reply, [row])
    contact = _contact(page)
    if any(contact.values()):
        await insert_rows(ReplyContact, [reply_contact(reply, contact)])
    return reply


async def complete_reply(reply: int, page: Page) -> None:
    """Add to a reply what another copy of it says."""
    await fill(Reply, reply, _columns(page))
    contact = _contact(page)
    if any(contact.values()):
        known = await ReplyContact.select(ReplyContact.id).where(ReplyContact.reply == reply).first()
        if known is None:
            await ReplyContact.insert(ReplyContact(**reply_contact(reply, contact)))
        else:
            await fill(ReplyContact, known["id"], reply_contact(reply, contact))


async def move_reply(reply: int, page: Page, new: int) -> None:
    """Let a reply stand in the better copy."""
    start, end = _stretch(page)
    changes: Changes = {"document": new, "start": start, "end": end}
    await Reply.update(changes).where(Reply.id == reply)
    await complete_reply(reply, page)


def _columns(page: Page) -> dict[str, Any]:
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


def _contact(page: Page) -> dict[str, Any]:
    return {
        "signer": said(page.signer),
        "unit": said(page.contact_unit),
        "person": said(page.contact_person),
        "phone": said(page.contact_phone),
    }


def _stretch(page: Page) -> tuple[int | None, int | None]:
    """From the first to the last character that the replying unit wrote."""
    spans = [part.span for part in page.parts if part.role != "proposal"]
    return (min(span.start for span in spans), max(span.end for span in spans)) if spans else (None, None)
