"""A committee and a congress with people who submit and review, for the tests of submissions on either database."""

from dataclasses import dataclass, replace
from datetime import timedelta

from cases.actions.cosignatures import invite, sign
from cases.actions.proposal_texts import NewDraft, Written, begin_draft, save_text
from cases.actions.submissions import submit
from cases.actor import Actor
from cases.clock import today
from cases.tables import Body, Case, Department, Place, ProposalText, Seat, Session, Term
from cases.vocabulary import Role, TextKind, Track
from tests.accounts import actor_as
from tests.furnishing import furnish

WORDS = Written(
    title="给公交站加装候车座椅",
    situation="城西的十二个公交站没有座椅，老人只能站着等车。",
    analysis="站台归两家单位管理，谁出钱一直没有定。",
    recommendations="由交通部门牵头，明年春天前给这些站装上座椅，并公布维修电话。",
)


@dataclass(frozen=True)
class Hall:
    """One body with two who submit and two who review. session: open today."""

    body: int
    place: int
    session: int
    first: Actor
    second: Actor
    third: Actor
    reviewer: Actor
    colleague: Actor


async def hall(track: Track = Track.CPPCC, *, number: int = 3) -> Hall:
    """A body of a small town, in the middle of its session."""
    await furnish()
    town = "临水" if track is Track.CPPCC else "清河"
    place = Place(code=f"linshui-{track.value}", name=f"{town}市", short_name=town, level="city")
    await Place.insert(place)
    body = Body(place=place.id, track=track.value, name=f"{town}市")
    await Body.insert(body)
    term = Term(body=body.id, number=9)
    await Term.insert(term)
    week = timedelta(days=7)
    session = Session(term=term.id, number=number, year=today().year, opens_on=today() - week, closes_on=today() + week)
    await Session.insert(session)
    for short in ("交通局", "城管局", "民政局"):
        await Department.insert(Department(place=place.id, name=f"{town}市{short}", short_name=f"市{short}"))
    people = [await actor_as(Role.SUBMITTER, body=body.id, name=name) for name in ("李文山", "卢文澍", "钟小雨")]
    kind = "deputy" if track is Track.NPC else "member"
    for person in people:
        await Seat.insert(Seat(person=person.person, body=body.id, term=term.id, kind=kind, group_name="河东代表团"))
    staff = [await actor_as(Role.REVIEWER, body=body.id, name=name) for name in ("孟审", "康核")]
    return Hall(body.id, place.id, session.id, *people, *staff)


async def written(hall: Hall, *, by: Actor | None = None, **changed) -> int:
    """A draft with all its words; its id."""
    actor = by or hall.first
    case_id = await begin_draft(NewDraft(), actor=actor)
    await save_text(case_id, replace(WORDS, **changed), seen=1, actor=actor)
    return case_id


async def handed_in(hall: Hall, *, by: Actor | None = None, **changed) -> int:
    """A submission; its id."""
    case_id = await written(hall, by=by, **changed)
    await submit(case_id, seen=await version(case_id), actor=by or hall.first)
    return case_id


async def joint(hall: Hall) -> int:
    """A joint submission that the second has signed and the third has not; its id."""
    case_id = await written(hall)
    people = [hall.second.person, hall.third.person]
    await invite(case_id, people, seen=await version(case_id), actor=hall.first)
    await sign(case_id, text_seen=await text_version(case_id), actor=hall.second)
    return case_id


async def row(case_id: int) -> dict:
    """The case."""
    return await Case.select().where(Case.id == case_id).first()


async def version(case_id: int) -> int:
    """The case's version."""
    return (await row(case_id))["version"]


async def text_version(case_id: int) -> int:
    """The version of its text."""
    working = (ProposalText.case == case_id) & (ProposalText.kind == TextKind.WORKING.value)
    found = await ProposalText.select(ProposalText.version).where(working).first()
    return found["version"]
