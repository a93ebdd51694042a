"""Accounts, the posts their owners hold, and who stands in for whom."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.bodies import Body
from cases.tables.columns import (
    changed_at,
    choice,
    day,
    instant,
    instant_or_none,
    one_of,
    to,
    to_or_none,
    whole,
    words,
    words_or_none,
    yes_or_no,
)
from cases.tables.departments import Department
from cases.tables.people import Person
from cases.vocabulary import Role


class Account(Table, tablename="accounts"):
    """How a person enters. password_hash: argon2id. epoch: raised by every change that must end open sessions.

    password_at: when its owner chose the password, None for as long as the account exists. factor_since: since when
    entering takes a second factor, None where it does not.
    """

    id: Serial
    person: ForeignKey = to(Person)
    sign_in_name = words(unique=True)
    password_hash = words()
    must_change = yes_or_no(True)
    password_at = instant_or_none()
    factor_since = instant_or_none()
    disabled_at = instant_or_none()
    epoch = whole(1)
    email = words_or_none()
    letters = choice("1")
    last_seen_at = instant_or_none()
    created_at = instant()
    updated_at = changed_at()

    one_account_a_person = Unique([person])


class Post(Table, tablename="posts"):
    """What a person is to the system and where: a role in a unit or at a body, for a time.

    level: rung of the approval that an approver signs at, counted from 1.
    """

    id: Serial
    person: ForeignKey = to(Person)
    role = choice(Role.SUBMITTER, index=True)
    department: ForeignKey = to_or_none(Department, index=True)
    body: ForeignKey = to_or_none(Body, index=True)
    title = words_or_none()
    level = whole(1)
    since = day()
    until = day()
    created_at = instant()
    updated_at = changed_at()

    role_in_1 = one_of("role", Role)


class Delegation(Table, tablename="delegations"):
    """Somebody acts in another's post between two days, both included (AB角)."""

    id: Serial
    post: ForeignKey = to(Post)
    deputy: ForeignKey = to(Person)
    since = day()
    until = day()
    reason = words()
    revoked_at = instant_or_none()
    created_at = instant()
