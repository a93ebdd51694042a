"""People with accounts for the tests: made through the actions themselves, entered without typing a password."""

import functools
import itertools

from argon2 import PasswordHasher

from cases.actions.accounts import IN_A_UNIT, NewAccount, NewPost, add_account, add_post
from cases.actions.sessions import open_session
from cases.actor import SYSTEM, Actor
from cases.database import write_tx
from cases.queries.accounts import capacities_of
from cases.queries.sessions import actor_of_session
from cases.tables import Account, Body, Department
from cases.vocabulary import Role

PASSWORD = "a pass phrase for tests"
NAMES = "安白蔡丁范高何金康李孟宁欧潘秦任孙田魏夏叶朱"
_numbers = itertools.count(1)


@functools.cache
def password_hash() -> str:
    """The hash of PASSWORD, made once: what it costs is not what these tests are about."""
    return PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1).hash(PASSWORD)


async def account_with(*posts: NewPost, name: str | None = None, must_change: bool = False, **known) -> int:
    """An account of somebody new with posts, entered with PASSWORD."""
    number = next(_numbers)
    name = name or f"{NAMES[number % len(NAMES)]}{number}"
    new = NewAccount(name=name, sign_in_name=known.pop("sign_in_name", f"{name}@{number}"), **known)
    async with write_tx():
        account = await add_account(new, password_hash(), actor=SYSTEM, must_change=must_change)
        for post in posts:
            await add_post(account, post, actor=SYSTEM)
    return account


async def account_as(role: Role, *, unit: int | None = None, body: int | None = None, level: int = 1, **known) -> int:
    """An account whose owner acts in a role; in the first unit or body that there is, where none is named."""
    if unit is None and role in IN_A_UNIT:
        unit = (await Department.select(Department.id).order_by(Department.id).first())["id"]
    if body is None and role in (Role.SUBMITTER, Role.REVIEWER):
        body = (await Body.select(Body.id).order_by(Body.id).first())["id"]
    return await account_with(NewPost(role, unit=unit, body=body, level=level), **known)


async def session_for(account: int) -> str:
    """The id of a new session of an account, in its owner's first post."""
    person = (await Account.select(Account.person).where(Account.id == account))[0]["person"]
    held = await capacities_of(person)
    return await open_session(account, actor=SYSTEM, capacity=held[0] if held else None)


async def actor_as(role: Role, **where) -> Actor:
    """Somebody who acts in a role, as the gate would hand him to an action."""
    actor = await actor_of_session(await session_for(await account_as(role, **where)))
    assert actor is not None
    return actor


async def sign_in_as(client, role: Role, **where) -> Actor:
    """Give an httpx client the session of somebody new who acts in a role: unit=, body=, level=, name=."""
    token = await session_for(await account_as(role, **where))
    client.cookies.set("dafu_session", token, domain="site.test")
    actor = await actor_of_session(token)
    assert actor is not None
    return actor
