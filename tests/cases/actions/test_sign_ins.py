"""Entering by any of one's names, and the three counts that slow guessing down."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from cases import passwords
from cases.actions.accounts import disable
from cases.actions.sign_ins import TRIES_OF_ADDRESS, Refusal, folded, is_plain, sign_in
from cases.actions.tries import FIRST_WAIT, REMEMBERED, TRIES
from cases.actor import SYSTEM
from cases.clock import now
from cases.database import write_tx
from cases.queries.accounts import Entry
from cases.tables import Account, SignInFailure
from cases.vocabulary import Role
from tests.accounts import PASSWORD, account_as

pytestmark = pytest.mark.anyio
HERE = "10.0.0.1"


async def account(**known):
    return await account_as(Role.ASSIGNER, **{"name": "沈听澜", "sign_in_name": "shen01", **known})


@pytest.mark.parametrize("name", ["沈听澜", "shen01", "13900000001", "X77", "ｓｈｅｎ０１", " 沈 听澜 "])
async def test_every_name_leads_to_the_account(database, name):
    number = await account(phone="139 0000 0001", staff_number="X77")
    found = await sign_in(name, PASSWORD, origin=HERE)
    assert isinstance(found, Entry) and found.account == number


async def test_a_closed_account_answers_like_an_unknown_one(database):
    number = await account()
    await disable(number, actor=SYSTEM, reason="调离")
    assert await sign_in("shen01", PASSWORD, origin=HERE) == await sign_in("nobody", PASSWORD, origin=HERE)


@pytest.mark.parametrize("name", ["shen01", "nobody"])
async def test_after_five_failures_the_name_waits_under_every_address(database, name):
    await account()
    lefts = [(await sign_in(name, "guess", origin=HERE)).left for _ in range(TRIES)]
    assert lefts == [4, 3, 2, 1, 0]
    locked = await sign_in(name, PASSWORD, origin="10.0.0.99")
    assert isinstance(locked, Refusal)
    assert timedelta() < locked.until - now() <= FIRST_WAIT
    await SignInFailure.update({SignInFailure.at: now() - REMEMBERED}, force=True)
    assert (await sign_in(name, "guess", origin=HERE)).left == TRIES - 1


async def test_a_lock_holds_under_every_name_of_the_account(database):
    await account(staff_number="X77")
    for name in ("沈听澜", "shen01", "X77", "shen01", "沈听澜"):
        await sign_in(name, "guess", origin=HERE)
    assert (await sign_in("X77", PASSWORD, origin=HERE)).until is not None


async def test_a_right_password_starts_anew(database):
    await account()
    for _ in range(TRIES - 1):
        await sign_in("shen01", "guess", origin=HERE)
    assert isinstance(await sign_in("shen01", PASSWORD, origin=HERE), Entry)
    assert (await sign_in("shen01", "guess", origin=HERE)).left == TRIES - 1


async def test_one_password_tried_on_many_names_locks_the_address_alone(database):
    await account()
    await sign_in("someone", "guess", origin=HERE)
    stored = (await SignInFailure.select().order_by(SignInFailure.id))[1]["origin"]
    async with write_tx():
        await SignInFailure.insert(*[SignInFailure(origin=stored) for _ in range(TRIES_OF_ADDRESS - 1)])
    assert (await sign_in("shen01", PASSWORD, origin=HERE)).until is not None
    assert isinstance(await sign_in("shen01", PASSWORD, origin="10.0.0.2"), Entry)


async def test_a_known_browser_has_tries_of_its_own_for_its_account_alone(database):
    number = await account()
    other = await account(name="赵明", sign_in_name="zhao01")
    for _ in range(TRIES):
        await sign_in("shen01", "guess", origin=HERE)
    assert (await sign_in("shen01", PASSWORD, origin=HERE, known=other)).until is not None
    lefts = [(await sign_in("shen01", "guess", origin=HERE, known=number)).left for _ in range(2)]
    assert lefts == [TRIES - 1, TRIES - 2]
    assert (await sign_in("shen01", PASSWORD, origin=HERE, known=number)).account == number
    assert (await sign_in("shen01", PASSWORD, origin=HERE)).until is not None
    lefts = [(await sign_in("shen01", "guess", origin=HERE, known=number)).left for _ in range(TRIES)]
    assert lefts == [4, 3, 2, 1, 0]
    assert (await sign_in("shen01", PASSWORD, origin=HERE, known=number)).until is not None


async def test_only_the_owner_of_a_known_browser_goes_ahead(database, monkeypatch):
    number, asked, fits = await account(), [], passwords.fits

    async def noted(stored, typed, *, ahead=True):
        asked.append(ahead)
        return await fits(stored, typed, ahead=ahead)

    monkeypatch.setattr(passwords, "fits", noted)
    for name, known in (("shen01", number), ("shen01", None), ("shen01", number + 1), ("nobody", number)):
        await sign_in(name, PASSWORD, origin=HERE, known=known)
    assert asked == [True, False, False, False]


async def test_namesakes_are_told_apart_by_their_passwords(database):
    first = await account()
    second = await account(sign_in_name="shen02")
    both = await sign_in("沈听澜", PASSWORD, origin=HERE)
    assert {entry.account for entry in both} == {first, second}
    other = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("her own pass phrase")
    await Account.update({Account.password_hash: other}).where(Account.id == second)
    assert (await sign_in("沈听澜", "her own pass phrase", origin=HERE)).account == second
    assert (await sign_in("沈听澜", PASSWORD, origin=HERE)).account == first
    renewed = (await Account.select(Account.password_hash).where(Account.id == second))[0]["password_hash"]
    assert renewed != other and "m=47104" in renewed


def test_names_are_compared_without_blanks_and_width():
    assert folded(" Ｘ７ ７　") == "X77"


async def test_an_unknown_name_and_a_password_of_any_length_cost_the_same_work(database, monkeypatch):
    """S-06, counted rather than timed: each try hashes once, whoever is meant."""
    await account()
    done, verify = [], passwords._verify
    monkeypatch.setattr(passwords, "_verify", lambda stored, typed: done.append(stored[:31]) or verify(stored, typed))
    for name, typed in (("shen01", "guess"), ("nobody", "guess"), ("shen01", "x" * 4096), ("nobody", "x" * 4096)):
        await sign_in(name, typed, origin=HERE)
    assert done == ["$argon2id$v=19$m=47104,t=1,p=1$"] * 4


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("赵明", True), ("zhaoming", True), ("赵明2024", True), ("赵ming@3", True),
        ("Иванов", True), ("张\U00031350", True),
        ("zhаoming", False), ("αdmin", False), ("аdmin赵", False), ("zhao\u200bming", False), ("\u202egnim", False),
        ("a\0b", False), ("a\nb", False),
    ],
)  # fmt: skip
def test_a_name_of_letters_that_look_like_others_is_none(name, plain):
    assert is_plain(name) is plain
