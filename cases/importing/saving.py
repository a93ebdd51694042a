"""One parsed file into the database, in one transaction; the same bytes twice change nothing, a copy merges.

A case is known by its canonical key. In a case, a page is a further copy where its text stands in a reply that is
there, another reply where another unit wrote it, and a conflict of numbers where the same unit wrote something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cases import journal
from cases.actor import Actor
from cases.database import insert_rows, write_tx
from cases.errors import NothingRead, NumberConflict
from cases.importing import case_rows, merging, reply_rows
from cases.importing.assignment_rows import save_assignments
from cases.importing.copies import is_same_title
from cases.importing.document_rows import audience_of, day_of, document_columns, said, values_of, writer_of
from cases.importing.findings import Home, save_findings
from cases.importing.kept_copies import KeptCopy, find_copy
from cases.importing.known import Known, known_of, known_sha256s
from cases.importing.lookups import Lookups
from cases.importing.reply_rows import kind_of, printed_unit
from cases.importing.rows import Source, fill
from cases.importing.sittings import Sitting, sitting_of
from cases.journal import Act
from cases.reading.places_said import place_said
from cases.reading.shapes import Page, ParsedDocument
from cases.stale_marks import mark_stale
from cases.tables import Case, Document, Reply
from cases.vocabulary import DocumentKind, Outcome, Verb

OF_A_CASE = (DocumentKind.REPLY, DocumentKind.CO_REPLY, DocumentKind.PROPOSAL_AND_REPLY)
_OF_A_PLACE = (DocumentKind.PLAN, DocumentKind.PRESS_CONFERENCE)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a file. problems: ids of those opened by it; name: of the document; main: what it was put under
    or stands for from now on, of a copy."""

    outcome: Outcome
    document_id: int
    case_id: int | None
    problems: tuple[int, ...] = ()
    name: str = ""
    main: int | None = None


async def save(
    parsed: ParsedDocument, *, lookups: Lookups, actor: Actor, run: int | None = None, item: int | None = None
) -> Saved:
    """Enter one file, all of it or nothing. Raises database.Refused where another process entered the same at once."""
    async with write_tx():
        saved = await save_within(parsed, lookups=lookups, run=run, item=item)
        await tell_of([saved], actor)
    return saved


async def save_within(
    parsed: ParsedDocument,
    *,
    lookups: Lookups,
    known: Known | None = None,
    run: int | None = None,
    item: int | None = None,
) -> Saved:
    """The same inside a transaction that the caller has opened, who then owes ``tell_of`` for all that were saved.

    known: asked for a batch that this file is one of.
    """
    page, sha256 = parsed.page, parsed.raw.sha256
    known = await known_of([parsed], lookups) if known is None else known
    if sha256 in known.sha256s and (found := await known_sha256s([sha256])):
        return Saved(Outcome.UNCHANGED, found[sha256], await _case_of(found[sha256]))
    sitting = await _sitting(parsed, lookups)
    body = known.bodies[sha256]
    columns = document_columns(parsed, body, sitting.place.id if sitting.place else None)
    of_case = page.kind in OF_A_CASE and sitting.key is not None and known.may_have_key(sitting.key)
    keyed = await _by_key(sitting.key) if of_case else None
    same = None
    if keyed is not None or known.may_have_copy(page, columns["body_hash"]):
        unit = await _unit(page, sitting, lookups)
        same = await find_copy(page, body, key=sitting.key, keyed=keyed, unit=unit)
    known.add(sha256, columns["body_hash"], columns["title"], sitting.key)
    (document,) = await insert_rows(Document, [columns])
    source = Source(document, run, item)
    if same is not None:
        saved = await _merge(parsed, body, same, sitting, lookups, source)
    else:
        saved = await _enter(parsed, keyed, sitting, lookups, source)
    return replace(saved, name=columns["name"])


async def tell_of(saved: Sequence[Saved], actor: Actor) -> None:
    """Write into the journal what was saved and let the index read it again, for many files at once."""
    new = [one for one in saved if one.outcome is not Outcome.UNCHANGED]
    if not new:
        return
    papers = [("document", row_id) for one in new for row_id in (one.document_id, one.main) if row_id is not None]
    await mark_stale(*papers, *(("case", one.case_id) for one in new if one.case_id is not None))
    await journal.record_all(actor, [_act(one) for one in new])


def _act(saved: Saved) -> Act:
    verb = Verb.MERGE if saved.outcome is Outcome.MERGED else Verb.IMPORT
    return Act(verb, "document", saved.document_id, case=saved.case_id, new=saved.name)


async def _sitting(parsed: ParsedDocument, lookups: Lookups) -> Sitting:
    """Where a page belongs; a plan or press conference names no congress, but mostly a place."""
    sitting = await sitting_of(parsed.page, lookups)
    if sitting.place is None and parsed.page.kind in _OF_A_PLACE:
        place = place_said(parsed, lookups.directory)
        if place is not None:
            return replace(sitting, place=await lookups.row_of(place))
    return sitting


async def _case_of(document: int) -> int | None:
    row = await Reply.select(Reply.case).where(Reply.document == document).first()
    if row is None:
        parent = await Document.select(Document.superseded_by).where(Document.id == document).first()
        if parent is None or parent["superseded_by"] is None:
            return None
        row = await Reply.select(Reply.case).where(Reply.document == parent["superseded_by"]).first()
    return row["case"] if row else None


async def _by_key(key: str | None) -> int | None:
    row = await Case.select(Case.id).where(Case.key == key).first() if key else None
    return row["id"] if row else None


async def _merge(
    parsed: ParsedDocument, body: str, same: KeptCopy, sitting: Sitting, lookups: Lookups, source: Source
) -> Saved:
    """Keep the longer text as the main copy and complete what either copy lacks."""
    page, old = parsed.page, same.document
    if len(body) > len(same.body):
        await merging.put_under(old, source.document)
        await merging.take_values(source.document, old)
        if same.reply is not None:
            await reply_rows.move_reply(same.reply, page, source.document)
        if same.case is not None:
            await case_rows.move_proposal(same.case, page, old["id"], source.document)
        home = await _home(page, source.document, same.case, same.reply, sitting, lookups)
        await save_findings(parsed, home, lookups, instead_of=old["id"])
    else:
        await merging.put_aside(source.document, old["id"])
        await merging.complete_document(old["id"], parsed, source.document)
        if same.reply is not None:
            await reply_rows.complete_reply(same.reply, page)
    if same.case is not None:
        await _complete_case(page, same.case, sitting, lookups, source)
    return Saved(Outcome.MERGED, source.document, same.case, tuple(source.problems), main=old["id"])


async def _complete_case(page: Page, case: int, sitting: Sitting, lookups: Lookups, source: Source) -> None:
    holder = await _by_key(sitting.key)
    if holder is not None and holder != case:
        await _tell_conflict(page, case, holder, source)
        return
    await fill(Case, case, {"key": sitting.key})
    await case_rows.complete_case(case, page, sitting, source.document)
    await save_assignments(case, page, sitting, lookups, source, fresh=False)


async def _enter(
    parsed: ParsedDocument, keyed: int | None, sitting: Sitting, lookups: Lookups, source: Source
) -> Saved:
    """A text that is not kept yet: of a case, or a document of its own (a plan, a press conference, anything else)."""
    page = parsed.page
    case = reply = None
    if page.kind in OF_A_CASE:
        case, fresh = await _case_for(page, keyed, sitting, source)
        writer = await save_assignments(case, page, sitting, lookups, source, fresh=fresh)
        reply = await reply_rows.save_reply(case, page, source.document, writer, fresh=fresh)
    elif page.kind is DocumentKind.NOT_A_REPLY and not values_of(page):
        await source.tell(NothingRead(parsed.raw.name))
    home = await _home(page, source.document, case, reply, sitting, lookups)
    await save_findings(parsed, home, lookups, instead_of=None)
    return Saved(Outcome.NEW, source.document, case, tuple(source.problems))


async def _case_for(page: Page, keyed: int | None, sitting: Sitting, source: Source) -> tuple[int, bool]:
    """The case of a text that is no copy, and whether it was made now.

    It is the one of the key, unless the same unit already answered under it: then the number is claimed twice. Where
    the titles agree the page is a further version of the reply; where they differ it gets a case of its own without a
    key. Both ways a person is asked.
    """
    if keyed is None:
        return await case_rows.make_case(page, sitting, source.document, key=sitting.key), True
    row = await Case.select(Case.title).where(Case.id == keyed).first()
    if not is_same_title(said(page.title_of_proposal) or "", row["title"] if row else ""):
        case = await case_rows.make_case(page, sitting, source.document, key=None)
        await _tell_conflict(page, case, keyed, source)
        return case, True
    same_unit = (Reply.case == keyed) & (Reply.kind == kind_of(page).value) & (Reply.printed_name == printed_unit(page))
    if await Reply.exists().where(same_unit):
        await _tell_conflict(page, keyed, keyed, source)
    await case_rows.complete_case(keyed, page, sitting, source.document)
    return keyed, False


async def _tell_conflict(page: Page, case: int, claimed: int, source: Source) -> None:
    mine = await Document.select(Document.name).where(Document.id == source.document).first()
    other = (
        await Reply.select(Reply.document.name.as_alias("name"))
        .where((Reply.case == claimed) & (Reply.document != source.document))
        .first()
    )
    error = NumberConflict(
        mine["name"] if mine else "", (other["name"] if other else None) or "", said(page.number) or ""
    )
    await source.tell(error, case=case)


async def _home(
    page: Page, document: int, case: int | None, reply: int | None, sitting: Sitting, lookups: Lookups
) -> Home:
    place = sitting.place.id if sitting.place else None
    on = day_of(page.reply_date) or day_of(page.publish_date)
    unit = await _unit(page, sitting, lookups)
    return Home(document, case, reply, unit, place, on, audience_of(page))


async def _unit(page: Page, sitting: Sitting, lookups: Lookups) -> int | None:
    """The department that wrote a page, where it is known."""
    writer = writer_of(page)
    if writer is None:
        return None
    place = sitting.place.id if sitting.place else None
    return await lookups.known_unit(writer.text, place, day_of(page.reply_date))
