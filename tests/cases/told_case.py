"""A case with people around it, for the tests of what they are told: two units, a deputy, offices, a stand-in."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from cases.clock import today
from cases.database import write_tx
from cases.tables import (
    Account,
    Assignment,
    Body,
    Case,
    CaseSubmitter,
    Delegation,
    Department,
    Person,
    Place,
    Post,
)
from cases.vocabulary import AssignmentRole, AssignmentState, CaseState, Role, Track


@dataclass
class ToldCase:
    """Ids by name."""

    case: int = 0
    lead: int = 0
    co: int = 0
    people: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    body: int = 0

    def name_of(self, person):
        return next(name for name, number in self.people.items() if number == person)


async def made(table, **columns):
    row = table(**columns)
    await table.insert(row)
    return row.id


async def told_case(*, due: date | None = None, scheme: str | None = None) -> ToldCase:
    """Enter it all. Everyone has an account with an address but the second deputy."""
    world = ToldCase()
    async with write_tx():
        place = await made(Place, code="xikou", name="溪口市", short_name="溪口", level="city")
        world.body = await made(Body, place=place, track=Track.CPPCC.value, name="溪口市政协")
        for unit in ("民政局", "卫健委"):
            world.units[unit] = await made(
                Department, place=place, name=f"溪口市{unit}", short_name=unit, key=f"xikou/{unit}", kind="government"
            )
        for name, role, unit in (
            ("委员", Role.SUBMITTER, None),
            ("委员二", Role.SUBMITTER, None),
            ("审查", Role.REVIEWER, None),
            ("交办", Role.ASSIGNER, None),
            ("督办", Role.OVERSIGHT, None),
            ("联络", Role.CLERK, "民政局"),
            ("经办", Role.HANDLER, "民政局"),
            ("处长", Role.APPROVER, "民政局"),
            ("局长", Role.APPROVER, "民政局"),
            ("会办联络", Role.CLERK, "卫健委"),
            ("替班", Role.HANDLER, "卫健委"),
        ):
            person = world.people[name] = await made(Person, name=name)
            world.posts[name] = await made(
                Post,
                person=person,
                role=role.value,
                department=world.units[unit] if unit else None,
                body=world.body if role is Role.REVIEWER else None,
                level=2 if name == "局长" else 1,
            )
            if name != "委员二":
                email = f"p{person}@mail.test"
                await made(Account, person=person, sign_in_name=f"u{person}", password_hash="x", email=email)
        day = due or today() + timedelta(days=40)
        world.case = await made(
            Case, track=Track.CPPCC.value, body=world.body, title="关于完善溪口托育点的提案", number_raw="0607",
            number="607", state=CaseState.ASSIGNED.value, due_on=day, assigned_on=today(), scheme=scheme,
        )  # fmt: skip
        for position, name in enumerate(("委员", "委员二")):
            await made(CaseSubmitter, case=world.case, position=position, person=world.people[name], printed_name=name)
        for unit, role in (("民政局", AssignmentRole.LEAD), ("卫健委", AssignmentRole.CO)):
            number = await made(
                Assignment, case=world.case, department=world.units[unit], printed_name=f"溪口市{unit}",
                role=role.value, state=AssignmentState.PENDING_ACCEPT.value, assigned_on=today(), due_on=day,
            )  # fmt: skip
            if role is AssignmentRole.LEAD:
                world.lead = number
            else:
                world.co = number
    return world


async def stands_in(world: ToldCase, owner: str, deputy: str, *, days: int = 3) -> None:
    """Somebody acts in another's post from today on."""
    async with write_tx():
        await made(
            Delegation, post=world.posts[owner], deputy=world.people[deputy], since=today(),
            until=today() + timedelta(days=days), reason="出差",
        )  # fmt: skip
