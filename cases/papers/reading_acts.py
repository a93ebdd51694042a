"""What happened to a case, for its papers: reviews, requests, urging, meetings, and what was said of the replies."""

from typing import Any

from cases.actor import Actor
from cases.clock import beijing_day
from cases.facts import Facts
from cases.papers.matter import AskedReturn, AskedTime, Delivered, Met, Reviewed, Urged
from cases.papers.reading_rows import Names, rows_of
from cases.permissions import visible_to
from cases.queries import course_parts
from cases.queries.dictionaries import words_of
from cases.queries.masking import list_in
from cases.tables import Delivery, Extension, ReturnRequest, Review, Urge
from cases.vocabulary import GROUNDS, ExtensionState, ReturnState, Track, UrgeForm, Verb
from cases.working_days import add_working_days

# A formal notice is answered within so many working days, unless its words say otherwise.
ANSWER_WITHIN = 5


async def reviews_of(facts: Facts, names: Names, actor: Actor) -> tuple[Reviewed, ...]:
    """What the review decided, in order, with the grounds in words."""
    track = Track(facts.case["track"])
    grounds = {word.code: word.label for word in await words_of(GROUNDS[track])} if track in GROUNDS else {}
    return tuple(
        Reviewed(
            decision=Verb(r["decision"]),
            told=r["told"] or "",
            on=beijing_day(r["created_at"]),
            reviewer=names.person(r["reviewer"]),
            office=names.office(r["reviewer"]),
            category=r["category"] or "",
            grounds=tuple(grounds.get(code, code) for code in list_in(r["grounds"])),
            contacted=bool(r["contacted"]),
        )
        for r in await rows_of(Review, facts.case["id"], actor)
    )


async def asked_returns_of(facts: Facts, names: Names, actor: Actor) -> tuple[AskedReturn, ...]:
    """Requests to hand a part back."""
    units, offices = _units(facts, names), _offices(facts, names)
    return tuple(
        AskedReturn(
            id=r["id"],
            unit=units.get(r["assignment"], ""),
            reason=r["reason"],
            asked_on=beijing_day(r["created_at"]),
            state=ReturnState(r["state"]),
            basis=r["basis"] or "",
            proposed=names.unit(r["proposed"]),
            asked_by=names.person(r["asked_by"]),
            office=offices.get(r["assignment"], names.usual),
            decision=r["decision_words"] or "",
            decided_on=beijing_day(r["decided_at"]) if r["decided_at"] else None,
            doc_no=r["doc_no"] or "",
        )
        for r in await rows_of(ReturnRequest, facts.case["id"], actor)
    )


async def asked_times_of(facts: Facts, names: Names, actor: Actor) -> tuple[AskedTime, ...]:
    """Requests for more time."""
    units, offices = _units(facts, names), _offices(facts, names)
    return tuple(
        AskedTime(
            id=r["id"],
            unit=units.get(r["assignment"], ""),
            reason=r["reason"],
            asked_on=beijing_day(r["created_at"]),
            state=ExtensionState(r["state"]),
            due_before=r["due_before"],
            asked_due_on=r["asked_due_on"],
            told_on=r["submitter_told_on"],
            asked_by=names.person(r["asked_by"]),
            office=offices.get(r["assignment"], names.usual),
            decision=r["decision_words"] or "",
            decided_on=beijing_day(r["decided_at"]) if r["decided_at"] else None,
            doc_no=r["doc_no"] or "",
        )
        for r in await rows_of(Extension, facts.case["id"], actor)
    )


async def urges_of(facts: Facts, names: Names, actor: Actor) -> tuple[Urged, ...]:
    """Every reminder, with how late the part was on that day."""
    units = _units(facts, names)
    due = {a["id"]: a["due_on"] for a in facts.assignments}
    made = []
    for r in await rows_of(Urge, facts.case["id"], actor):
        on, last = beijing_day(r["created_at"]), due.get(r["assignment"])
        made.append(
            Urged(
                id=r["id"],
                unit=units.get(r["assignment"], ""),
                form=UrgeForm(r["form"]),
                told=r["told"],
                on=on,
                office=names.office(r["urged_by"]),
                due_on=last,
                late=max(0, (on - last).days) if last else 0,
                answer_by=add_working_days(facts.calendar, on, ANSWER_WITHIN),
                doc_no=r["doc_no"] or "",
            )
        )
    return tuple(made)


async def meetings_of(case_id: int, actor: Actor) -> tuple[Met, ...]:
    """Contacts with the submitter."""
    return tuple(
        Met(m.on, m.form, m.stage, m.unit, m.met, m.summary) for m in await course_parts.meetings_of(case_id, actor)
    )


async def deliveries_of(case_id: int, actor: Actor) -> tuple[Delivered, ...]:
    """Copies of replies, and what was said of them."""
    reply: Any = Delivery.reply
    where = visible_to(actor, Delivery) & (reply.case == case_id)
    sent = {
        r["id"]: beijing_day(r["sent_at"]) for r in await Delivery.select(Delivery.id, Delivery.sent_at).where(where)
    }
    return tuple(
        Delivered(r.delivery, r.reply, r.name, sent[r.delivery], r.state, r.due_on, r.attitude, r.result, r.told or "")
        for r in await course_parts.ratings_of(case_id, actor)
    )


def _units(facts: Facts, names: Names) -> dict[int, str]:
    return {a["id"]: names.unit(a["department"], a["printed_name"]) for a in facts.assignments}


def _offices(facts: Facts, names: Names) -> dict[int, str]:
    return {a["id"]: names.office(a["assigned_by"]) for a in facts.assignments}
