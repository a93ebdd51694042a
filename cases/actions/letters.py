"""A signed reply becomes a letter of the archive, with its promises and figures, as if it had been imported."""

import asyncio

from cases.clock import today
from cases.drafting.letters import Letter, parsed_letter
from cases.facts import Facts, Row
from cases.importing.copies import bare, body_of
from cases.importing.document_rows import document_columns
from cases.importing.findings import Home, save_findings
from cases.importing.lookups import load_lookups
from cases.sealing import phone_under
from cases.stale_marks import mark_stale
from cases.tables import Body, Commitment, Department, Document, Figure, Place, Reply, ReplyContact
from cases.tables.columns import Changes
from cases.vocabulary import Audience, CommitmentState, Disclosure, Level, Track
from cases.vocabulary.writing import ADDRESSED


async def letter_of(facts: Facts, reply: Row, body: str, doc_no: str) -> Letter:
    """The formal letter of a reply with the words that are known now; doc_no is empty while it is a draft."""
    case = facts.case
    contact = await ReplyContact.select().where(ReplyContact.reply == reply["id"]).first() or {}
    place = await Place.select(Place.name, Place.short_name).where(Place.id == case["place"]).first()
    committee = await Body.select(Body.name).where(Body.id == case["body"]).first()
    return Letter(
        unit=await unit_name(reply),
        track=Track(case["track"]),
        session=case["session_text"] or "",
        number=case["number_raw"] or case["number"] or "",
        case_title=case["title"],
        addressee=reply["addressee"] or addressee_of(facts),
        body=body,
        signed_on=today(),
        doc_no=doc_no,
        result_class=reply["result_class"] or "",
        disclosure=Disclosure(reply["disclosure"]) if reply["disclosure"] else None,
        contact_person=contact.get("person") or "",
        contact_phone=phone_under(contact) if contact else "",
        level=Level(case["level"]) if case["level"] else None,
        place=place["name"] if place else "",
        office=committee["name"].removeprefix(place["short_name"]) if committee and place else "",
        co_units=tuple(a["printed_name"] for a in facts.co_units),
    )


async def unit_name(reply: Row) -> str:
    """The full name of the unit that answers."""
    row = await Department.select(Department.name).where(Department.id == reply["department"]).first()
    return row["name"] if row else reply["printed_name"]


def addressee_of(facts: Facts) -> str:
    """Whom a reply greets: the first name under the case with the word for the track; a delegation by its name."""
    lead = min(facts.submitters, key=lambda s: s["position"], default=None)
    name = lead["printed_name"] if lead else ""
    if not name or (lead and lead["collective"] is not None):
        return name
    return ADDRESSED[Track(facts.case["track"])].format(name)


def proposal_words(facts: Facts) -> str:
    """What the submitter wrote, as one text."""
    text = facts.proposal_text()
    return "\n".join(text[part] for part in ("situation", "analysis", "recommendations")) if text else ""


async def archive_letter(facts: Facts, reply: Row, letter: Letter) -> int:
    """Enter the letter as a document of the archive, inside ``write_tx``; its id. Read by units until it is sent."""
    made, parsed = await asyncio.to_thread(parsed_letter, letter, proposal_words(facts))
    audience = Audience.UNITS
    columns = document_columns(parsed, body_of(parsed), facts.case["place"])
    document = Document(**{**columns, "audience": audience.value})
    await Document.insert(document)
    home = Home(
        document.id, reply["case"], reply["id"], reply["department"], facts.case["place"], letter.signed_on, audience
    )
    await save_findings(parsed, home, await load_lookups(), instead_of=None)
    changes: Changes = {
        "document": document.id, "start": made.letter.start, "end": made.letter.end, "title": made.title,
    }  # fmt: skip
    await Reply.update(changes).where(Reply.id == reply["id"])
    await mark_stale(("document", document.id))
    return int(document.id)


async def widen(document: int | None, audience: Audience) -> None:
    """Let more people read a letter with all that was found in it. The reply's own row is written by its move."""
    if document is None:
        return
    said: Changes = {"audience": audience.value}
    await Document.update(said).where(Document.id == document)
    await Commitment.update(said).where(Commitment.document == document)
    await Figure.update(said).where(Figure.document == document)
    await mark_stale(("document", document))


async def take_over_promises(old: int, new: int) -> None:
    """Of a promise that a newer version repeats word for word one row stays in force, the one that was worked on.

    What the newer version does not repeat stays promised. old and new: ids of documents.
    """
    columns = (Commitment.id, Commitment.quote, Commitment.state)
    where = Commitment.current.eq(True)
    before = await Commitment.select(*columns).where(where & (Commitment.document == old))
    after = {
        bare(c["quote"]): c["id"] for c in await Commitment.select(*columns).where(where & (Commitment.document == new))
    }
    for row in before:
        again = after.get(bare(row["quote"]))
        if again is not None:
            gone = row["id"] if row["state"] == CommitmentState.IDENTIFIED else again
            await Commitment.update({Commitment.current: False}).where(Commitment.id == gone)
    figures = Figure.update({Figure.current: False}).where(Figure.document == old)
    await figures
