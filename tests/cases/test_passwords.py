"""Which passwords may be used, what is stored for one, and that an unknown account costs as much as a known one."""

import asyncio
import time

import pytest
from argon2 import PasswordHasher

from cases import passwords
from cases.passwords import broken_rules, fits, hash_of, one_time_password, outdated
from cases.vocabulary import PasswordRule

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("password", "broken"),
    [
        ("短", {PasswordRule.LONG, PasswordRule.UNCOMMON}),
        ("Qwertyuiop", {PasswordRule.UNCOMMON}),
        ("ＱＷＥＲＴＹＵＩＯＰ", {PasswordRule.UNCOMMON}),
        ("aaaaaaaaaaab", {PasswordRule.UNCOMMON}),
        ("34567890123", {PasswordRule.UNCOMMON}),
        ("hgfedcba9876", set()),
        ("zyxwvutsrqponm", {PasswordRule.UNCOMMON}),
        ("沈听澜 is my name", {PasswordRule.OWN}),
        ("my name is SHEN01", {PasswordRule.OWN}),
        ("the old pass phrase", {PasswordRule.NEW}),
        ("雨前龙井要用八十度的水", set()),
        ("x" * 5 + "correct horse" * 16, {PasswordRule.LONG}),
    ],
)
def test_rules(password, broken):
    assert set(broken_rules(password, names=("沈听澜", "shen01"), old="the old pass phrase")) == broken


def test_one_time_passwords_keep_the_rules_and_differ():
    given = {one_time_password() for _ in range(200)}
    assert len(given) == 200
    assert not any(broken_rules(password) for password in given)


async def test_a_hash_fits_its_own_password_only_and_is_salted():
    stored = await hash_of("雨前龙井要用八十度的水")
    assert stored.startswith("$argon2id$") and "m=47104,t=1,p=1" in stored
    assert stored != await hash_of("雨前龙井要用八十度的水")
    assert await fits(stored, "雨前龙井要用八十度的水")
    assert not await fits(stored, "雨前龙井")
    assert not outdated(stored)


async def test_no_account_no_fit_and_damaged_hashes_open_nothing():
    assert not await fits(None, "anything at all")
    assert not await fits("", "")
    assert not await fits("$argon2id$damaged", "x")


def test_a_hash_of_other_parameters_is_to_be_made_again():
    assert outdated(PasswordHasher(time_cost=2, memory_cost=1024, parallelism=1).hash("x"))


async def test_never_more_than_two_at_once(monkeypatch):
    running, most = 0, 0

    def slow(_password):
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.02)
        running -= 1
        return "hash"

    monkeypatch.setattr(passwords, "_hasher", type("Slow", (), {"hash": staticmethod(slow)}))
    await asyncio.gather(*(hash_of("x") for _ in range(8)))
    assert most == passwords.AT_ONCE
