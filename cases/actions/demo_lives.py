"""The cases of the demonstration: ``fixtures/lives.toml`` played by its accounts, each act on a day of its own.

Nothing is written beside the actions, so every case has the journal, notices and deadlines that its life would have
left. The acts of all cases are played in the order of their days, for the journal goes one way.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases import clock
from cases.actions.demo_accounts import PLACE
from cases.actions.demo_acts import ACTS, Life
from cases.actor import Actor
from cases.calendars import working_calendar
from cases.queries.accounts import capacities_of
from cases.resources import fixtures
from cases.tables import Account, Body, Case, Department
from cases.vocabulary import Role, Verb
from cases.working_days import WorkingCalendar, working_day_until

_BETWEEN = timedelta(minutes=7)


@dataclass(frozen=True, slots=True)
class Step:
    """One act of one life. said: what the story has beside the verb."""

    day: date
    life: str
    verb: Verb
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who has an account, in each of his posts; bodies by track."""

    actors: tuple[Actor, ...]
    bodies: Mapping[str, int]

    def named(self, name: str, role: Role) -> Actor:
        """Somebody by name, in the post of a role where he has several."""
        his = [one for one in self.actors if one.name == name]
        return next((one for one in his if one.role is role), his[0])

    def of_unit(self, role: Role, unit: int, level: int | None) -> Actor:
        """Who acts for a unit: at a rung, else at the highest; its clerk where it has nobody in the role."""
        there = sorted((one for one in self.actors if one.unit == unit), key=lambda one: -one.level)
        fit = [one for one in there if one.role is role and level in (None, one.level)]
        return (fit or [one for one in there if one.role is Role.CLERK])[0]

    def of_body(self, role: Role, track: str) -> Actor:
        """Who acts for a congress or committee, or for all of them."""
        return next(one for one in self.actors if one.role is role and one.body in (None, self.bodies[track]))


async def first_day() -> date | None:
    """The day before the stories begin, none where they have been played."""
    told = _told(clock.today())
    if await _played(told):
        return None
    return min(step.day for step in _steps(told, await working_calendar())) - timedelta(days=1)


async def play_lives() -> int:
    """Play the stories once; how many cases came of it, none where they are there already.

    The reference data and the accounts of the demonstration must have been loaded.
    """
    told = _told(clock.today())
    if await _played(told):
        return 0
    cast, units = await cast_of_accounts(), await _units()
    people = {one.name: one.person or 0 for one in cast.actors}
    lives: dict[str, Life] = {}
    lives |= {key: Life(story, units, people, lives) for key, story in told.items()}
    calendar = await working_calendar()
    for at, step in _instants(sorted(_steps(told, calendar), key=lambda step: step.day)):
        who, play = ACTS[step.verb]
        with clock.at(at):
            life = lives[step.life]
            await play(life, step.said, await _actor(cast, who, life, step.said))
    return len(lives)


async def _played(told: Mapping[str, dict[str, Any]]) -> bool:
    titles = [story["title"] for story in told.values()]
    return await Case.exists().where(Case.title.is_in(titles) & Case.body.is_not_null())


def _told(today: date) -> dict[str, dict[str, Any]]:
    """The stories by key. {this}, {last}, {next} in their words are years, so that promises lie ahead."""
    text = (fixtures() / "lives.toml").read_text(encoding="utf-8")
    for name, year in (("this", today.year), ("last", today.year - 1), ("next", today.year + 1)):
        text = text.replace(f"{{{name}}}", str(year))
    return {story["key"]: story for story in tomllib.loads(text)["lives"]}


def _steps(told: Mapping[str, dict[str, Any]], calendar: WorkingCalendar) -> Iterator[Step]:
    """Every act on a working day; those of a life keep their order even where two fall on one day."""
    for key, story in told.items():
        before = date.min
        for said in story["acts"]:
            wanted = working_day_until(calendar, clock.today() - timedelta(days=said["ago"]))
            before = max(before, wanted)
            yield Step(before, key, Verb(said["do"]), said)


def _instants(steps: list[Step]) -> Iterator[tuple[Any, Step]]:
    """Each step with its instant: some minutes after the one before of the same day."""
    last, number = date.min, 0
    for step in steps:
        last, number = step.day, number + 1 if step.day == last else 0
        yield clock.datetime.combine(step.day, clock.OPENING, clock.BEIJING) + number * _BETWEEN, step


async def _actor(cast: Cast, role: Role, life: Life, said: Mapping[str, Any]) -> Actor:
    """Who does it: whom the story names, else whoever has the role in the unit, the body or the office."""
    if "by" in said:
        return cast.named(said["by"], role)
    if role is Role.SUBMITTER:
        return cast.named(life.told["by"], role)
    if role in (Role.CLERK, Role.HANDLER, Role.APPROVER):
        unit = life.units[said["unit"]] if "unit" in said else await life.lead()
        return cast.of_unit(role, unit, said.get("level"))
    return cast.of_body(role, life.told["track"])


async def cast_of_accounts() -> Cast:
    """Everybody who has an account."""
    people = await Account.select(Account.person, Account.person.name.as_alias("name")).order_by(Account.id)
    actors = [
        Actor(one["name"], post.role, one["person"], post.unit, body=post.body, post=post.post, level=post.level)
        for one in people
        for post in await capacities_of(one["person"])
    ]
    bodies = await Body.select(Body.id, Body.track).where(Body.place.code == PLACE)
    return Cast(tuple(actors), {row["track"]: row["id"] for row in bodies})


async def _units() -> dict[str, int]:
    """The units of the place by their name without it."""
    rows = await Department.select(Department.id, Department.key).where(Department.key.like(f"{PLACE}/%"))
    return {row["key"].removeprefix(f"{PLACE}/"): row["id"] for row in rows}
