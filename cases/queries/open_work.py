"""What is in the hands of one person, so that nobody leaves with it."""

from dataclasses import dataclass
from datetime import date

from cases.clock import today
from cases.queries.units import OPEN_STATES, Option
from cases.tables import Account, Assignment, Post
from cases.vocabulary import AssignmentState, Role


@dataclass(frozen=True, slots=True)
class OpenWork:
    """An assignment that somebody handles or approves. as_approver: in which of the two parts."""

    assignment: int
    case: int
    title: str
    unit: int
    state: AssignmentState
    due_on: date | None
    as_approver: bool


async def open_work_of(person: int) -> tuple[OpenWork, ...]:
    """Every open assignment that names a person as its handler or approver, the most urgent first."""
    mine = (Assignment.handler == person) | (Assignment.approver == person)
    rows = await Assignment.select(
        Assignment.id,
        Assignment.case,
        Assignment.case.title,
        Assignment.department,
        Assignment.state,
        Assignment.due_on,
        Assignment.handler,
    ).where(mine & Assignment.state.is_in(OPEN_STATES))
    found = [
        OpenWork(
            assignment=row["id"],
            case=row["case"],
            title=row["case.title"],
            unit=row["department"],
            state=AssignmentState(row["state"]),
            due_on=row["due_on"],
            as_approver=row["handler"] != person,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda work: (work.due_on or date.max, work.assignment)))


async def heirs_of(work: OpenWork, *, leaving: int) -> tuple[Option, ...]:
    """Who may take over: people of the unit with an open account, in a fitting role."""
    roles = [Role.APPROVER] if work.as_approver else [Role.HANDLER, Role.CLERK]
    running = Post.until.is_null() | (Post.until >= today())
    rows = await Post.select(Post.person, Post.person.name).where(
        (Post.department == work.unit) & Post.role.is_in([role.value for role in roles]) & running
    )
    names = {row["person"]: row["person.name"] for row in rows if row["person"] != leaving}
    if not names:
        return ()
    entering = Account.person.is_in(list(names)) & Account.disabled_at.is_null()
    return tuple(
        Option(row["person"], names[row["person"]]) for row in await Account.select(Account.person).where(entering)
    )
