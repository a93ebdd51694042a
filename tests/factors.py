"""Accounts with a second factor for the tests, and what their telephones show."""

from argon2 import PasswordHasher

from cases import clock, one_time_codes
from cases.actions.second_factors import begin_setup, finish_setup
from cases.actor import SYSTEM
from cases.errors import WrongCode
from cases.queries.second_factors import seed_in_setup
from cases.vocabulary import Role
from tests.accounts import account_as

# What hashing a printed code costs is not what any of these tests is about.
one_time_codes._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def shown(seed: bytes, *, off: int = 0) -> str:
    """What the telephone shows, or showed some steps ago."""
    return one_time_codes.code_at(seed, one_time_codes.step_at(clock.now()) + off)


async def set_up(account: int) -> tuple[bytes, tuple[str, ...]]:
    """Give an account a second factor: its seed and its printed codes.

    It is confirmed by the code of the step before, so that the present one is still to be used.
    """
    await begin_setup(account)
    seed = await seed_in_setup(account)
    try:
        return seed, await finish_setup(account, shown(seed, off=-1), actor=SYSTEM)
    except WrongCode:  # half a minute ended between showing the code and looking at it
        return seed, await finish_setup(account, shown(seed, off=-1), actor=SYSTEM)


async def with_factor(role: Role = Role.ASSIGNER, **known) -> tuple[int, bytes, tuple[str, ...]]:
    """A new account with a second factor, its seed and its printed codes."""
    account = await account_as(role, **known)
    return account, *await set_up(account)
