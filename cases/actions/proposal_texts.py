"""Writing a submission: a draft is on the server from its first moment, and every saving is checked for its version.

A saving that came too late is kept word for word beside the draft (``DraftCopy``) until its writer has dealt with it.
Savings are versions of a draft and no acts; the journal has its beginning and what is done with it.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cases import tables
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import Forbidden, NotAtABody, NotFound, NotItsContact, within
from cases.facts import Facts, Row
from cases.journal import record
from cases.permissions import may
from cases.queries.choosing import CollectiveRow, collectives_of, submitters_of
from cases.tables.columns import Changes, changes_row
from cases.vocabulary import (
    BOXES,
    AssignmentRole,
    Audience,
    Machine,
    Role,
    SeatKind,
    Signature,
    SubmitterKind,
    TextKind,
    Track,
    Verb,
    WishBy,
)
from cases.workflow import begin, decided, taken

TEXT = ("title", "situation", "analysis", "recommendations")
LONGEST_TITLE, LONGEST_BOX = 200, 100_000
FROM_A_FILE = 0  # the version that words from a file were written upon


@dataclass(frozen=True, slots=True)
class NewDraft:
    """How a submission begins. person: for whom staff enters it; collective: in whose name its contact submits."""

    kind: SubmitterKind = SubmitterKind.INDIVIDUAL
    collective: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What is written in a submission. lead_units, co_units: ids of the units wished for, in their order."""

    title: str = ""
    situation: str = ""
    analysis: str = ""
    recommendations: str = ""
    consent_publish: bool = True
    consent_reason: str = ""
    identity_kept: bool = False
    responsible: str = ""
    lead_units: tuple[int, ...] = ()
    co_units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a saving. version: of the draft now. copy: where the words are kept that came too late."""

    version: int
    at: datetime
    copy: int | None = None


async def begin_draft(new: NewDraft, *, actor: Actor) -> int:
    """A new draft; its id. Raises Forbidden, NotAtABody, NotItsContact, NotFound."""
    if not may(actor, Verb.CREATE):
        raise Forbidden(act=Verb.CREATE.label)
    table = tables.Body
    async with write_tx():
        body = (
            await table.select(table.id, table.track, table.place, table.place.level.as_alias("level"))
            .where(table.id == (actor.body or 0))
            .first()
        )
        if body is None:
            raise NotAtABody
        person = await _writer(new, actor)
        collective = await _collective(new, person["id"], actor)
        columns = {
            "track": body["track"],
            "body": body["id"],
            "place": body["place"],
            "level": body["level"],
            "audience": Audience.OWN.value,
            "submitter_kind": _kind(new, collective).value,
            "delegation": await _delegation(person["id"], body),
            "recorded_by": actor.person if actor.role is Role.REVIEWER else None,
        }
        case_id = await begin(Machine.CASE, columns, actor=actor, verb=Verb.CREATE)
        first = tables.CaseSubmitter(
            case=case_id,
            person=person["id"],
            collective=collective.id if collective else None,
            printed_name=collective.name if collective else person["name"],
            responsible=person["name"] if collective else None,
            signature=Signature.SIGNED.value,
            # Whose words somebody else typed in has not answered for them yet.
            answered_at=None if actor.role is Role.REVIEWER else now(),
        )
        await tables.CaseSubmitter.insert(first)
        await tables.ProposalText.insert(tables.ProposalText(case=case_id, author=actor.person))
    return case_id


async def save_text(case_id: int, written: Written, *, seen: int, actor: Actor, kept: bool = False) -> Saved:
    """Save what is written. seen: version of the draft that it was written upon.

    kept: the writer pressed the button, which the journal notes. A saving whose words the draft has already succeeds
    whatever its version, so that a saving whose answer was lost can be sent again. Raises as ``workflow.move``.
    """
    async with write_tx():
        facts = await taken(case_id, actor)
        decided(Machine.CASE, Verb.EDIT, facts, facts.case, actor)
        text, plain = _working(facts), _plain(written)
        if plain == await written_of(facts):
            if kept:
                await record(actor, Verb.EDIT, "case", case_id, case=case_id)
            return Saved(text["version"], text["updated_at"])
        if text["version"] != seen:
            return Saved(text["version"], text["updated_at"], await _keep_copy(case_id, plain, seen, actor))
        return await _write(facts, text, plain, actor, kept=kept)


async def keep_aside(case_id: int, written: Written, *, actor: Actor) -> int:
    """Lay words beside a draft without touching it; the id of the copy. Raises as ``workflow.move``."""
    async with write_tx():
        facts = await taken(case_id, actor)
        decided(Machine.CASE, Verb.EDIT, facts, facts.case, actor)
        return await _keep_copy(case_id, _plain(written), FROM_A_FILE, actor)


async def settle_losing_text(case_id: int, copy: int, *, use: bool, seen: int, actor: Actor) -> None:
    """Take over the words that came too late, or leave them. Raises NotFound, and as ``workflow.move``."""
    table = tables.DraftCopy
    mine = (table.id == copy) & (table.thing == "case") & (table.thing_id == case_id)
    mine = mine & (table.person == (actor.person or 0)) & table.settled_at.is_null()
    async with write_tx():
        facts = await taken(case_id, actor)
        decided(Machine.CASE, Verb.EDIT, facts, facts.case, actor)
        row = await table.select().where(mine).first().output(load_json=True)
        if row is None:
            raise NotFound(kind="未合并的内容", key=str(copy))
        text = _working(facts)
        if use and text["version"] != seen:
            return  # somebody has written on meanwhile: the copy stays until its writer has seen that, too
        if use:
            await _write(facts, text, _written_in(row["text"]), actor, kept=True)
        await table.update({table.settled_at: now()}).where(table.id == copy)


async def written_of(facts: Facts) -> Written:
    """What a draft has, as its form shows it."""
    case, lead, text = facts.case, facts.submitters[0], facts.proposal_text() or {}
    wish = tables.UnitWish
    where = (wish.case == case["id"]) & (wish.said_by == WishBy.SUBMITTER.value)
    wishes = await wish.select(wish.department, wish.role).where(where).order_by(wish.position)
    return Written(
        **{name: text.get(name, "") for name in TEXT},
        consent_publish=bool(case["consent_publish"]),
        consent_reason=case["consent_reason"] or "",
        identity_kept=bool(case["identity_kept"]),
        responsible=(lead["responsible"] or "") if lead["collective"] is not None else "",
        lead_units=tuple(w["department"] for w in wishes if w["role"] == AssignmentRole.LEAD),
        co_units=tuple(w["department"] for w in wishes if w["role"] == AssignmentRole.CO),
    )


async def write_wishes(case_id: int, by: WishBy, lead: tuple[int, ...], co: tuple[int, ...]) -> None:
    """Replace the units that one side wishes for, inside ``write_tx``; one named twice leads."""
    wish = tables.UnitWish
    await wish.delete().where((wish.case == case_id) & (wish.said_by == by.value))
    named = dict.fromkeys(lead, AssignmentRole.LEAD)
    named |= {unit: AssignmentRole.CO for unit in co if unit not in named}
    rows = [
        wish(case=case_id, department=unit, said_by=by.value, role=role.value, position=position)
        for position, (unit, role) in enumerate(named.items())
    ]
    if rows:
        await wish.insert(*rows)


def _kind(new: NewDraft, collective: CollectiveRow | None) -> SubmitterKind:
    if collective is not None:
        return collective.kind
    return SubmitterKind.JOINT if new.kind is SubmitterKind.JOINT else SubmitterKind.INDIVIDUAL


async def _writer(new: NewDraft, actor: Actor) -> Row:
    """In whose name the draft is: the submitter himself, or somebody of the same body for whom staff enters it."""
    wanted = new.person if actor.role is Role.REVIEWER else actor.owner
    known = {one.id: one for one in await submitters_of(actor.body or 0)}
    if wanted is None or wanted not in known:
        raise NotFound(kind="提案建议人", key=str(wanted or ""))
    return {"id": wanted, "name": known[wanted].name}


async def _collective(new: NewDraft, person: int, actor: Actor) -> CollectiveRow | None:
    if new.collective is None:
        return None
    for one in await collectives_of(person, actor.body or 0):
        if one.id == new.collective:
            return one
    table = tables.Collective
    named = await table.select(table.name).where(table.id == new.collective).first()
    raise NotItsContact(name=named["name"] if named else str(new.collective))


async def _delegation(person: int, body: Row) -> str | None:
    """The delegation that a deputy sits in; a sector of a committee is none."""
    if body["track"] != Track.NPC.value:
        return None
    seat = tables.Seat
    where = (seat.person == person) & (seat.body == body["id"]) & (seat.kind == SeatKind.DEPUTY.value)
    row = await seat.select(seat.group_name).where(where).order_by(seat.id, ascending=False).first()
    name = (row["group_name"] if row else None) or ""
    return name.removesuffix("团").removesuffix("代表") or None


def _working(facts: Facts) -> Row:
    text = facts.proposal_text()
    if text is None or text["kind"] != TextKind.WORKING:
        raise NotFound(kind="草稿", key=str(facts.case["id"]))
    return text


def _plain(written: Written) -> Written:
    """Line ends alike, and nothing longer than its field. Raises TooLong: no word is ever cut off."""
    given = {name: getattr(written, name) for name in Written.__slots__}
    words = {name: given[name].replace("\r\n", "\n").replace("\0", "") for name in TEXT}
    for name, part in BOXES.items():
        within(words[name], LONGEST_BOX, part)
    words["title"] = within(" ".join(words["title"].split()), LONGEST_TITLE, "案由")
    short = {name: given[name].strip()[:LONGEST_TITLE] for name in ("consent_reason", "responsible")}
    if written.consent_publish:
        short["consent_reason"] = ""
    return Written(**{**given, **words, **short})


def _written_in(stored: dict[str, Any]) -> Written:
    units = {name: tuple(stored.get(name, ())) for name in ("lead_units", "co_units")}
    return Written(**{**{name: stored[name] for name in Written.__slots__ if name in stored}, **units})


async def _keep_copy(case_id: int, written: Written, seen: int, actor: Actor) -> int:
    """Once for the same words: a form that is sent again and again leaves one copy."""
    table = tables.DraftCopy
    where = (table.thing == "case") & (table.thing_id == case_id) & (table.person == (actor.person or 0))
    for row in await table.select().where(where & table.settled_at.is_null()).output(load_json=True):
        if _written_in(row["text"]) == written:
            return int(row["id"])
    made = table(thing="case", thing_id=case_id, person=actor.person, text=asdict(written), base_version=seen)
    await table.insert(made)
    return int(made.id)


async def _write(facts: Facts, text: Row, written: Written, actor: Actor, *, kept: bool) -> Saved:
    case_id, at, version = facts.case["id"], now(), text["version"] + 1
    words: Changes = {name: getattr(written, name) for name in TEXT}
    table, case, lead = tables.ProposalText, tables.Case, facts.submitters[0]
    await table.update({**words, "author": actor.person, "version": version, "updated_at": at}).where(
        table.id == text["id"]
    )
    columns: dict[Any, Any] = {
        case.title: written.title,
        case.consent_publish: written.consent_publish,
        case.consent_reason: written.consent_reason or None,
        case.identity_kept: written.identity_kept,
    }
    if changes_row(facts.case, columns):
        await case.update(columns).where(case.id == case_id)
    if lead["collective"] is not None:
        row = tables.CaseSubmitter
        await row.update({row.responsible: written.responsible or None}).where(row.id == lead["id"])
    before = await written_of(facts)
    if (before.lead_units, before.co_units) != (written.lead_units, written.co_units):
        await write_wishes(case_id, WishBy.SUBMITTER, written.lead_units, written.co_units)
    if kept or text["author"] not in (None, actor.person):
        await record(actor, Verb.EDIT, "case", case_id, case=case_id, new=f"v{version}")
    return Saved(version, at)
