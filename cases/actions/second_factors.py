"""A second factor for an account: set up, asked for, replaced by a printed code, given up, reset by two people."""

import asyncio
from typing import Any

from cases import journal, one_time_codes, sealing
from cases.actions.sessions import end_sessions
from cases.actions.tries import begin_try, forget_failures, note_failures
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import AnotherAdminNeeded, FactorNotBegun, FieldMissing, NoFactor, NotFound, WrongCode
from cases.queries.second_factors import open_resets, seed_in_force, seed_in_setup
from cases.tables import Account, FactorReset, RecoveryCode, SecondFactor
from cases.tables.columns import Changes
from cases.vocabulary import Verb


async def begin_setup(account: int) -> None:
    """A fresh seed to scan. One that is in force stays; one that was being set up is replaced. Raises FactorNotBegun
    where the account has a second factor already."""
    seed = sealing.sealed(SecondFactor.seed, {"account": account}, one_time_codes.new_seed().hex())
    async with write_tx():
        if await _since(account) is not None:
            raise FactorNotBegun
        await SecondFactor.delete().where(SecondFactor.account == account)
        await SecondFactor.insert(SecondFactor(account=account, seed=seed))


async def finish_setup(account: int, code: str, *, actor: Actor) -> tuple[str, ...]:
    """The first code of the telephone puts its seed in force: every session ends. Returns the codes to print.

    Raises FactorNotBegun, WrongCode, TooManyTries.
    """
    seed = await seed_in_setup(account)
    if seed is None:
        raise FactorNotBegun
    await begin_try(_key(account))
    step = one_time_codes.matching_step(seed, code, now())
    if step is None:
        await note_failures([])
        raise WrongCode
    printed, hashes = await _fresh_codes()
    async with write_tx():
        waiting = (SecondFactor.account == account) & SecondFactor.confirmed_at.is_null()
        changes: Changes = {SecondFactor.confirmed_at: now(), SecondFactor.last_step: step}
        if not await SecondFactor.update(changes).where(waiting).returning(SecondFactor.id):
            raise FactorNotBegun
        await Account.update({Account.factor_since: now()}).where(Account.id == account)
        await _print(account, hashes)
        await forget_failures(_key(account))
        await end_sessions(account)
        await journal.record(actor, Verb.CHANGE_FACTOR, "account", account, new="启用两步验证")
    return printed


async def take_code(account: int, typed: str) -> bool:
    """Whether this is a code of the account's telephone, or one of its printed ones; each is taken once.

    Of twenty who send the same code at once one is let in: the step that was taken is compared and stored by one
    UPDATE, a printed code is marked by one. A wrong try is counted. Raises TooManyTries.
    """
    await begin_try(_key(account))
    taken = await _take_shown(account, typed) if one_time_codes.is_shown(typed) else await _take_printed(account, typed)
    if not taken:
        await note_failures([])
    return taken


async def print_codes(account: int, *, actor: Actor) -> tuple[str, ...]:
    """Ten fresh printed codes; those before open nothing any more. Raises NoFactor."""
    printed, hashes = await _fresh_codes()
    async with write_tx():
        if await _since(account) is None:
            raise NoFactor(name="您")
        await _print(account, hashes)
        await journal.record(actor, Verb.CHANGE_FACTOR, "account", account, new="重新生成恢复码")
    return printed


async def give_up(account: int, typed: str, *, actor: Actor) -> None:
    """The owner takes his second factor away, with one last code; every session ends.

    Raises WrongCode, TooManyTries.
    """
    if not await take_code(account, typed):
        raise WrongCode
    async with write_tx():
        await _remove(account)
        await journal.record(actor, Verb.CHANGE_FACTOR, "account", account, new="停用两步验证")


async def ask_reset(account: int, *, reason: str, actor: Actor) -> None:
    """An administrator asks for somebody's second factor to be taken away; asking again changes nothing.

    Raises NotFound, NoFactor, FieldMissing.
    """
    if not reason.strip():
        raise FieldMissing(field="重置原因")
    async with write_tx():
        name = await _name(account)
        if await _since(account) is None:
            raise NoFactor(name=name)
        if await open_resets(account):
            return
        await FactorReset.insert(FactorReset(account=account, asked_by=actor.person, reason=reason.strip()))
        said = "申请重置两步验证"
        await journal.record(actor, Verb.MANAGE_ACCOUNT, "account", account, new=said, reason=reason.strip())


async def settle_reset(reset: int, *, granted: bool, actor: Actor) -> None:
    """Another administrator grants a reset, or does not. Whoever asked may take it back, and no more.

    Granted, the second factor, its printed codes and every session are gone. Raises NotFound, AnotherAdminNeeded.
    """
    async with write_tx():
        asked = next((one for one in await open_resets() if one.id == reset), None)
        if asked is None:
            raise NotFound(kind="重置申请", key=str(reset))
        if granted and actor.person in (None, asked.asked_by, asked.person):
            raise AnotherAdminNeeded
        changes: Changes = {FactorReset.settled_by: actor.person, FactorReset.settled_at: now()}
        await FactorReset.update(changes).where(FactorReset.id == reset)
        if granted:
            await _remove(asked.account)
        said = "同意重置两步验证" if granted else "不重置两步验证"
        await journal.record(actor, Verb.MANAGE_ACCOUNT, "account", asked.account, new=said, reason=asked.reason)


async def reset_on_server(account: int, *, actor: Actor) -> None:
    """Take somebody's second factor away at once, for whoever holds the server. Raises NotFound, NoFactor."""
    async with write_tx():
        name = await _name(account)
        if await _since(account) is None:
            raise NoFactor(name=name)
        await _remove(account)
        await journal.record(actor, Verb.MANAGE_ACCOUNT, "account", account, new="重置两步验证")


async def _take_shown(account: int, typed: str) -> bool:
    seed = await seed_in_force(account)
    step = one_time_codes.matching_step(seed, typed, now()) if seed else None
    if step is None:
        return False
    async with write_tx():
        newer = (SecondFactor.account == account) & (SecondFactor.last_step < step)
        taken = await SecondFactor.update({SecondFactor.last_step: step}).where(newer).returning(SecondFactor.id)
        if taken:
            await forget_failures(_key(account))
    return bool(taken)


async def _take_printed(account: int, typed: str) -> bool:
    unused = (RecoveryCode.account == account) & RecoveryCode.used_at.is_null()
    rows = await RecoveryCode.select(RecoveryCode.id, RecoveryCode.code_hash).where(unused)
    fitting = await asyncio.to_thread(_fitting, rows, typed)
    if not fitting:
        return False
    async with write_tx():
        mine = (RecoveryCode.id == fitting[0]) & RecoveryCode.used_at.is_null()
        taken = await RecoveryCode.update({RecoveryCode.used_at: now()}).where(mine).returning(RecoveryCode.id)
        if taken:
            await forget_failures(_key(account))
    return bool(taken)


def _fitting(rows: list[dict[str, Any]], typed: str) -> list[int]:
    return [row["id"] for row in rows if one_time_codes.fits(row["code_hash"], typed)]


async def _fresh_codes() -> tuple[tuple[str, ...], list[str]]:
    """Codes to print, and what is stored for them."""
    printed = one_time_codes.printed_codes()
    return printed, await asyncio.to_thread(lambda: [one_time_codes.hash_of(one) for one in printed])


async def _print(account: int, hashes: list[str]) -> None:
    await RecoveryCode.delete().where(RecoveryCode.account == account)
    await RecoveryCode.insert(*[RecoveryCode(account=account, code_hash=one) for one in hashes])


async def _remove(account: int) -> None:
    await SecondFactor.delete().where(SecondFactor.account == account)
    await RecoveryCode.delete().where(RecoveryCode.account == account)
    await Account.update({Account.factor_since: None}).where(Account.id == account)
    await end_sessions(account)


async def _since(account: int) -> object | None:
    row = await Account.select(Account.factor_since).where(Account.id == account).first()
    return row["factor_since"] if row else None


async def _name(account: int) -> str:
    row = await Account.select(Account.person.name).where(Account.id == account).first()
    if row is None:
        raise NotFound(kind="账号", key=str(account))
    return str(row["person.name"])


def _key(account: int) -> str:
    return f"factor:{account}"
