"""One case read for its papers: every row through ``visible_to``, so that a paper shows what its reader may see."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from cases.actor import Actor
from cases.audiences import tie_of
from cases.clock import beijing_day, today
from cases.errors import NotFound
from cases.facts import Facts, Row, facts_of
from cases.moves import Relation
from cases.papers.matter import Done, Matter, Part, Signer
from cases.papers.reading_acts import (
    asked_returns_of,
    asked_times_of,
    deliveries_of,
    meetings_of,
    reviews_of,
    urges_of,
)
from cases.papers.reading_lists import given_out_with, promised_with
from cases.papers.reading_replies import replies_of
from cases.papers.reading_rows import Names, names_for, promise_of, rows_of
from cases.permissions import sees, visible_to
from cases.queries.commitments import commitments_of
from cases.queries.course import timeline_of
from cases.queries.recorded_entries import recorded_entry
from cases.queries.submissions import contacts_of, files_of, wishes_of
from cases.tables import Assignment, Body, Case, CaseSubmitter, KeyCase, ProposalText, Seat
from cases.vocabulary import (
    OFFICE_OF,
    AssignmentRole,
    AssignmentState,
    CaseState,
    ContactKind,
    Role,
    Signature,
    SubmitterKind,
    Track,
    WishBy,
)
from cases.vocabulary.papers import RECORDED_BY, PaperKind

# Papers over several cases, and what lists these.
_LISTS = {PaperKind.ASSIGNMENT_NOTICE: given_out_with, PaperKind.LOOK_BACK_FORM: promised_with}


async def matter_of(case_id: int, *, actor: Actor, base: str = "", whole: PaperKind | None = None) -> Matter:
    """One case for its papers. base: the address of the site; whole: the paper that lists further cases with it.

    Raises NotFound where the reader may not see it.
    """
    row = await Case.select().where(visible_to(actor, Case) & (Case.id == case_id)).first()
    facts = await facts_of(case_id) if row else None
    if row is None or facts is None or not sees(actor, facts.standing()):
        raise NotFound(kind="提案建议", key=str(case_id))
    names = await names_for(facts, actor)
    body = await Body.select(Body.name, Body.place.short_name.as_alias("place")).where(Body.id == row["body"]).first()
    matter = Matter(
        id=case_id,
        track=Track(row["track"]),
        title=row["title"],
        state=CaseState(row["state"]),
        on=today(),
        number=row["number_raw"] or row["number"] or "",
        session=row["session_text"] or "",
        body=body["name"] if body else "",
        place=(body["place"] or "") if body else "",
        kind=SubmitterKind(row["submitter_kind"]) if row["submitter_kind"] else SubmitterKind.INDIVIDUAL,
        receipt_no=row["receipt_no"] or "",
        submitted_at=row["submitted_at"],
        category=row["category"] or "",
        consent=bool(row["consent_publish"]),
        due_on=row["due_on"],
        scale=facts.rules.scale,
        base=base,
        staff=actor.role not in (Role.SUBMITTER, Role.PUBLIC),
        office=OFFICE_OF[Track(row["track"])],
    )
    lister = _LISTS.get(whole) if whole else None
    return replace(await _filled(matter, facts, names, actor), listed=await lister(facts, actor) if lister else ())


async def _filled(matter: Matter, facts: Facts, names: Names, actor: Actor) -> Matter:
    """The matter with everything inside the case."""
    case_id, unnamed = matter.id, _is_unnamed(facts, actor)
    text = await rows_of(ProposalText, case_id, actor)
    newest = max(text, key=lambda t: (t["kind"] == "working", t["number"]), default=None)
    key = next(iter(await rows_of(KeyCase, case_id, actor)), None)
    replies = await replies_of(facts, names, actor)
    shown = {one.id for one in replies}
    documents = [r["document"] for r in facts.replies if r["id"] in shown and r["document"] is not None]
    timeline = await timeline_of(case_id, actor=actor, unnamed=unnamed)
    wishes = await wishes_of(case_id, WishBy.SUBMITTER) if newest else {}
    return replace(
        matter,
        signers=await _signers(facts, actor),
        named=not unnamed,
        recorded=await _recorded_words(facts, unnamed),
        key_case=_key_words(key),
        boxes=(newest["situation"], newest["analysis"], newest["recommendations"]) if newest else None,
        wishes=tuple(unit.name for some in wishes.values() for unit in some),
        files=tuple(one.name for one in await files_of(case_id, actor)),
        parts=await _parts(facts, names, actor),
        replies=replies,
        reviews=await reviews_of(facts, names, actor),
        asked_returns=await asked_returns_of(facts, names, actor),
        asked_times=await asked_times_of(facts, names, actor),
        urges=await urges_of(facts, names, actor),
        meetings=await meetings_of(case_id, actor),
        deliveries=await deliveries_of(case_id, actor),
        promises=tuple(promise_of(one) for one in await commitments_of(documents, actor=actor)),
        course=tuple(Done(e.at, e.who, e.verb, e.reason or "", e.of) for e in reversed(timeline)),
    )


def _is_unnamed(facts: Facts, actor: Actor) -> bool:
    """Whether the submitters' names stay with the offices and this reader is of a unit."""
    return bool(facts.case["identity_kept"]) and tie_of(actor) is Relation.UNIT


async def _recorded_words(facts: Facts, unnamed: bool) -> str:
    entry = await recorded_entry(facts, unnamed=unnamed)
    return RECORDED_BY.format(by=entry.by, of=entry.of or Role.SUBMITTER.label) if entry else ""


async def _signers(facts: Facts, actor: Actor) -> tuple[Signer, ...]:
    """The names under the case that this reader may know, the first one leading; how the first is reached."""
    where = visible_to(actor, CaseSubmitter) & (CaseSubmitter.case == facts.case["id"])
    rows = await CaseSubmitter.select().where(where).order_by(CaseSubmitter.position)
    seats = Seat.person.is_in([r["person"] for r in rows if r["person"]] or [0]) & (Seat.body == facts.case["body"])
    groups = {
        s["person"]: s["group_name"] or ""
        for s in await Seat.select(Seat.person, Seat.group_name).where(visible_to(actor, Seat) & seats)
    }
    reached = await contacts_of(rows[0]["person"], actor) if rows else {}
    return tuple(
        Signer(
            name=r["printed_name"],
            signature=Signature(r["signature"]),
            collective=r["collective"] is not None,
            responsible=r["responsible"] or "",
            group=groups.get(r["person"], ""),
            phone=reached.get(ContactKind.PHONE.value, "") if r["position"] == 0 else "",
        )
        for r in rows
        if r["signature"] != Signature.DECLINED
    )


async def _parts(facts: Facts, names: Names, actor: Actor) -> tuple[Part, ...]:
    """The units' parts that are alive or answered, those that lead first."""
    rows = await rows_of(Assignment, facts.case["id"], actor)
    order = {role: place for place, role in enumerate(AssignmentRole)}
    made = [
        Part(
            id=a["id"],
            unit=names.unit(a["department"], a["printed_name"]),
            role=AssignmentRole(a["role"]),
            state=AssignmentState(a["state"]),
            assigned_on=a["assigned_on"],
            due_on=a["due_on"],
            first_due_on=a["first_due_on"],
            instructions=a["instructions"] or "",
            office=names.office(a["assigned_by"]),
            accepted_on=day_of(a["accepted_at"]),
            handler=names.person(a["handler"]),
            mine=actor.unit is not None and actor.unit == a["department"],
            doc_no=a["doc_no"] or "",
        )
        for a in rows
    ]
    return tuple(sorted(made, key=lambda part: (order[part.role], part.id)))


def day_of(at: datetime | None) -> date | None:
    """The day in Beijing of an instant."""
    return beijing_day(at) if at else None


def _key_words(key: Row | Mapping[str, object] | None) -> str:
    if key is None:
        return ""
    said = (("督办领导", key["supervisor"]), ("督办机构", key["committee"]), ("领办领导", key["sponsor"]))
    return "，".join(f"{what}{who}" for what, who in said if who)


async def case_called(said: str, *, actor: Actor) -> int:
    """The case that a number means: its key, receipt number or 案号, of several the newest. Raises NotFound."""
    bare = said.strip().removeprefix("第").removesuffix("号")
    for where in (Case.key == bare.lower(), Case.receipt_no == bare, Case.number_raw == bare, Case.number == bare):
        rows = await Case.select(Case.id).where(visible_to(actor, Case) & where).order_by(Case.id, ascending=False)
        if rows:
            return int(rows[0]["id"])
    raise NotFound(kind="提案建议", key=said)
