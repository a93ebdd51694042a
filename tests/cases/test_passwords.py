"""Which passwords may be used, what is stored for one, and that an unknown account costs as much as a known one."""

import asyncio
import os
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from cases import passwords
from cases.passwords import (
    LONGEST,
    broken_rules,
    fits,
    hash_of,
    is_outlived,
    one_time_password,
    outdated,
    rules_of,
)
from cases.vocabulary import PasswordProfile, PasswordRule

pytestmark = pytest.mark.anyio


GOOD = "kx8-Panda-Lantern"


@pytest.mark.parametrize(
    ("password", "broken"),
    [
        (GOOD, set()),
        ("短", {PasswordRule.LONG, PasswordRule.MIXED, PasswordRule.UNCOMMON}),
        ("雨前龙井要用八十度的水", {PasswordRule.LONG, PasswordRule.MIXED}),
        ("雨前龙井要用80度的水Tea", set()),
        ("correct horse battery", {PasswordRule.MIXED}),
        ("my name is SHEN01 x", {PasswordRule.OWN}),
        ("沈听澜 is My name", {PasswordRule.OWN}),
        ("Shen TingLan 4 ever", {PasswordRule.OWN}),
        ("In MinZhengJu 7 rooms", {PasswordRule.OWN}),
        ("The 1 old pass phrase", {PasswordRule.NEW}),
        ("kx8-Panda-Lantern" * 8, {PasswordRule.LONG}),
        ("x" * 4096, {PasswordRule.LONG}),
    ],
)
def test_rules(password, broken):
    names = ("沈听澜", "shen01", "民政局", "李")
    assert set(broken_rules(password, names=names, old="The 1 old pass phrase")) == broken


@pytest.mark.parametrize("profile", PasswordProfile)
@pytest.mark.parametrize(
    "password",
    [
        "ＱＷＥＲＴＹＵＩＯＰ1a", "aaaaaaaaaaab1A", "3456789012345", "zyxwvutsrqponM1", "1qaz2wsx3EDC4rfv",
        "147258369aA!", "Qwe123Qwe123!", "P@ssw0rd2026!!", "Zhengxie@2026!!", "Renda20261123A", "政协提案2026年!!A",
        "Hangzhou@1234567",
        "Woaini1314520!", "abC4!abC4!abC4!", "TianJianyi#2027",
    ],
)  # fmt: skip
def test_what_anybody_would_try_is_refused_in_every_profile(profile, password):
    assert PasswordRule.UNCOMMON in broken_rules(password, profile=profile)


def test_a_word_of_the_office_among_others_is_no_fault():
    assert broken_rules("Tian-Ocean-42-Birch") == ()
    assert broken_rules("MyZhengxieDog77") == ()


def test_the_profiles_differ_in_kinds_and_age_alone():
    asvs, dengbao = PasswordProfile.ASVS, PasswordProfile.DENGBAO
    assert set(rules_of(dengbao)) - set(rules_of(asvs)) == {PasswordRule.MIXED}
    assert broken_rules("correct horse battery", profile=asvs) == ()
    chosen = datetime(2026, 1, 1, tzinfo=UTC)
    days = {n: is_outlived(chosen, chosen + timedelta(days=n), profile=dengbao) for n in (0, 89, 90, 400)}
    assert days == {0: False, 89: False, 90: True, 400: True}
    assert not is_outlived(chosen, chosen + timedelta(days=4000), profile=asvs)


@given(st.text(max_size=40), st.sampled_from(PasswordProfile))
def test_a_longer_line_never_becomes_too_short_and_the_end_counts(text, profile):
    password = f"kx8-Panda-Lantern{text}"
    assert (PasswordRule.LONG in broken_rules(password, profile=profile)) == (len(password) > LONGEST)


def test_one_time_passwords_keep_the_rules_and_differ():
    given = {one_time_password() for _ in range(200)}
    assert len(given) == 200
    assert not any(broken_rules(password, profile=PasswordProfile.ASVS) for password in given)


async def test_nothing_is_cut_off_and_what_is_too_long_fits_nothing():
    longest = "k" * LONGEST
    stored = await hash_of(longest)
    assert await fits(stored, longest)
    assert not await fits(stored, longest + "k")
    assert not await fits(stored, "k" * 4096)


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


async def test_never_more_at_once_than_there_is_room_for(monkeypatch):
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


@pytest.mark.skipif(sys.platform != "linux", reason="only there has each thread a niceness of its own")
async def test_where_many_ask_who_may_be_anybody_their_work_stands_back(monkeypatch):
    seen = []

    def noted(_stored, password):
        time.sleep(0.001)
        seen.append((password, os.getpriority(os.PRIO_PROCESS, threading.get_native_id())))
        return True

    monkeypatch.setattr(passwords, "_hasher", type("Noted", (), {"verify": staticmethod(noted)}))
    before = os.getpriority(os.PRIO_PROCESS, 0)
    behind = max(before, passwords.NICENESS)
    more = 5
    many = [fits("hash", str(one), ahead=False) for one in range(passwords.FEW + 1 + more)]
    assert all(await asyncio.gather(*many, fits("hash", "known", ahead=True)))
    # The first of them finds nobody in line, whoever is known goes ahead of them all, and the last are few again.
    assert seen[:2] == [("0", before), ("known", before)]
    assert [one for _, one in seen[2:]] == [behind] * (more - 1) + [before] * (passwords.FEW + 1)
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
