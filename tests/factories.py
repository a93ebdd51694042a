"""Cases anywhere in their life, reached by walking the moves themselves with people who may make them."""

import itertools
from dataclasses import dataclass, field

from cases import tables
from cases.actions.assignments import Chosen, Routing, accept, assign
from cases.actor import Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.schemes import current_scheme
from cases.vocabulary import CaseState, HandlingKind, Machine, Role, Track, Verb
from cases.workflow import TABLES, begin, follow, move
from tests.accounts import actor_as

_numbers = itertools.count(9001)
_PATH = (
    CaseState.DRAFT,
    CaseState.SUBMITTED,
    CaseState.IN_REVIEW,
    CaseState.FILED,
    CaseState.ASSIGNED,
    CaseState.IN_HANDLING,
)


@dataclass
class Cast:
    """Who acts in a case: its submitter, the offices, and for each unit its clerk."""

    submitter: Actor
    reviewer: Actor
    assigner: Actor
    clerks: dict[int, Actor] = field(default_factory=dict)

    @property
    def units(self) -> tuple[int, ...]:
        return tuple(self.clerks)

    def clerk(self, number: int = 0) -> Actor:
        return self.clerks[self.units[number]]


@dataclass
class Made:
    """A case that was made, and its people."""

    id: int
    cast: Cast

    async def row(self) -> dict:
        return (await tables.Case.select().where(tables.Case.id == self.id))[0]

    async def chosen(self) -> Chosen:
        return Chosen(self.id, (await self.row())["version"])

    async def assignments(self) -> list[dict]:
        return await tables.Assignment.select().where(tables.Assignment.case == self.id).order_by(tables.Assignment.id)

    async def assignment(self, unit: int) -> dict:
        return next(row for row in await self.assignments() if row["department"] == unit)

    async def act(self, verb: Verb, actor: Actor, machine: Machine = Machine.CASE, thing: int | None = None, **more):
        """One move of the case or of a thing of it, at its present version."""
        thing = self.id if thing is None else thing
        seen = (await TABLES[machine].select().where(TABLES[machine].id == thing))[0]["version"]
        async with write_tx():
            moved = await move(machine, thing, verb, actor=actor, seen=seen, **more)
            await follow(self.id)
        return moved


async def cast_of(track: Track = Track.CPPCC, *, units: int = 3) -> Cast:
    """People for cases of a track; needs a body of it and as many units, as ``load_reference`` brings them."""
    body = (
        await tables.Body.select(tables.Body.id)
        .where(tables.Body.track == track.value)
        .order_by(tables.Body.id)
        .first()
    )
    if body is None:
        place = await tables.Place.select(tables.Place.id).order_by(tables.Place.id).first()
        row = tables.Body(place=place["id"], track=track.value, name="某市会议")
        await tables.Body.insert(row)
        body = {"id": row.id}
    named = (
        await tables.Department.select(tables.Department.id)
        .where(tables.Department.until.is_null())
        .order_by(tables.Department.id)
        .limit(units)
    )
    return Cast(
        submitter=await actor_as(Role.SUBMITTER, body=body["id"]),
        reviewer=await actor_as(Role.REVIEWER, body=body["id"]),
        assigner=await actor_as(Role.ASSIGNER),
        clerks={row["id"]: await actor_as(Role.CLERK, unit=row["id"]) for row in named},
    )


async def make_case(
    state: CaseState = CaseState.FILED,
    *,
    cast: Cast | None = None,
    track: Track = Track.CPPCC,
    title: str = "关于在老旧小区增设助餐点的提案",
    units: int = 1,
) -> Made:
    """A case in a state up to IN_HANDLING. units: how many it is given to, the first of them leading."""
    cast = cast or await cast_of(track)
    made = Made(await _draft(track, title, cast), cast)
    for wanted in _PATH[1 : _PATH.index(state) + 1]:
        await _reach(made, wanted, units)
    return made


async def _draft(track: Track, title: str, cast: Cast) -> int:
    rules = await current_scheme(track)
    columns = {
        "title": title, "track": track.value, "body": cast.reviewer.body, "audience": "own", "scheme": rules.key,
        "submitter_kind": "individual", "year": today().year,
    }  # fmt: skip
    async with write_tx():
        case = await begin(Machine.CASE, columns, actor=cast.submitter, verb=Verb.CREATE)
        await tables.CaseSubmitter.insert(
            tables.CaseSubmitter(case=case, position=0, person=cast.submitter.person, printed_name=cast.submitter.name)
        )
        words = {"title": title, "situation": "老人做饭不便。", "recommendations": "每个社区设一处。"}
        await tables.ProposalText.insert(tables.ProposalText(case=case, author=cast.submitter.person, **words))
    return case


async def _reach(made: Made, state: CaseState, units: int) -> None:
    cast, number = made.cast, str(next(_numbers))
    if state is CaseState.SUBMITTED:
        changes = {"audience": "parties", "submitted_on": today(), "submitted_at": now()}
        await made.act(Verb.SUBMIT, cast.submitter, changes=changes)
    elif state is CaseState.IN_REVIEW:
        await made.act(Verb.REGISTER, cast.reviewer)
    elif state is CaseState.FILED:
        changes = {"number": number, "number_raw": f"{number}号", "category": "elderly"}
        await made.act(Verb.FILE, cast.reviewer, intent={"category": "elderly"}, changes=changes)
    elif state is CaseState.ASSIGNED:
        kind = HandlingKind.SOLE if units == 1 else HandlingKind.LEAD_CO
        routing = Routing(kind, cast.units[:1], cast.units[1:units])
        await assign([await made.chosen()], routing, actor=cast.assigner)
    elif state is CaseState.IN_HANDLING:
        lead = await made.assignment(cast.units[0])
        await accept(lead["id"], lead["version"], actor=cast.clerk())
