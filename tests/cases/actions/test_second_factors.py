"""The second factor of an account: each code opens once, also for twenty at the same time; a reset takes two people."""

import asyncio
from datetime import timedelta

import pytest

from cases import clock, one_time_codes
from cases.actions.second_factors import (
    ask_reset,
    begin_setup,
    finish_setup,
    give_up,
    print_codes,
    reset_on_server,
    settle_reset,
    take_code,
)
from cases.actions.tries import TRIES, WINDOW
from cases.actor import OFFICE, SYSTEM
from cases.database import close, open_database
from cases.errors import (
    AnotherAdminNeeded,
    FactorNotBegun,
    FieldMissing,
    NoFactor,
    NotFound,
    TooManyTries,
    WrongCode,
)
from cases.queries.second_factors import factor_of, open_resets, seed_in_force, seed_in_setup
from cases.queries.sessions import session_of
from cases.tables import Account, JournalEntry, RecoveryCode, SecondFactor
from cases.vocabulary import Role
from tests.accounts import account_as, actor_as, session_for
from tests.factors import shown, with_factor

pytestmark = pytest.mark.anyio
STEP = timedelta(seconds=one_time_codes.STEP)


@pytest.fixture
async def embedded(sqlite_url, anyio_backend):
    """Where the database does not matter."""
    await open_database(sqlite_url, migrated=False)
    yield
    await close()


async def refused(account, code) -> bool:
    return not await take_code(account, code)


async def journaled() -> list[str]:
    rows = await JournalEntry.select(JournalEntry.verb, JournalEntry.new).order_by(JournalEntry.seq)
    return [row["new"] for row in rows if row["verb"] in ("change_factor", "manage_account")]


async def test_a_telephone_is_set_up_by_its_first_code_and_ends_every_session(embedded):
    account = await account_as(Role.ASSIGNER)
    token = await session_for(account)
    await begin_setup(account)
    seed = await seed_in_setup(account)
    assert (await factor_of(account)).since is None and await seed_in_force(account) is None
    with pytest.raises(WrongCode):
        await finish_setup(account, "000000" if shown(seed) != "000000" else "000001", actor=SYSTEM)
    printed = await finish_setup(account, shown(seed), actor=SYSTEM)
    assert (await factor_of(account)).left == len(set(printed)) == 10
    assert await session_of(token) is None
    assert await seed_in_setup(account) is None and await seed_in_force(account) == seed
    with pytest.raises(FactorNotBegun):
        await begin_setup(account)
    with pytest.raises(FactorNotBegun):
        await finish_setup(account, shown(seed), actor=SYSTEM)
    assert "启用两步验证" in await journaled()


async def test_nothing_of_it_can_be_read_in_the_database(embedded):
    account, seed, printed = await with_factor()
    stored = str(await SecondFactor.select()) + str(await RecoveryCode.select()) + str(await JournalEntry.select())
    for secret in (seed.hex(), one_time_codes.key_to_type(seed).replace(" ", ""), *printed):
        assert secret not in stored
    assert (await factor_of(account)).since is not None


async def test_a_code_opens_once_and_the_steps_beside_it_too(embedded):
    account, seed, _ = await with_factor()
    at = clock.now()
    with clock.at(at):
        now, ahead = shown(seed), shown(seed, off=1)
        assert await take_code(account, now)
        assert await refused(account, now)
        assert await refused(account, shown(seed, off=-1))
        assert await take_code(account, ahead)
        assert await refused(account, ahead)
    with clock.at(at + 3 * STEP):
        assert await refused(account, ahead)
        assert await take_code(account, shown(seed))


async def test_of_twenty_with_one_code_one_is_let_in(database):
    account, seed, printed = await with_factor()

    async def tried(code):
        try:
            return await take_code(account, code)
        except TooManyTries:
            return False

    for code in (shown(seed), printed[0]):
        assert sorted(await asyncio.gather(*[tried(code) for _ in range(20)]))[-2:] == [False, True]


async def test_a_printed_code_opens_once_and_fresh_ones_replace_it(embedded):
    account, _, printed = await with_factor()
    assert await take_code(account, printed[3].upper())
    assert await refused(account, printed[3])
    assert (await factor_of(account)).left == 9
    fresh = await print_codes(account, actor=SYSTEM)
    assert await refused(account, printed[4])
    assert await take_code(account, fresh[0])
    other = await account_as(Role.ASSIGNER)
    assert await refused(other, fresh[1])
    with pytest.raises(NoFactor):
        await print_codes(other, actor=SYSTEM)


async def test_guessing_is_locked_and_a_right_code_waits_too(embedded):
    account, seed, _ = await with_factor()
    wrong = "000000" if shown(seed) != "000000" else "000001"
    assert all([await refused(account, wrong) for _ in range(TRIES)])
    with pytest.raises(TooManyTries) as locked:
        await take_code(account, shown(seed))
    assert 1 <= locked.value.minutes <= WINDOW.total_seconds() / 60
    with clock.at(clock.now() + WINDOW + STEP):
        assert await take_code(account, shown(seed))


async def test_giving_it_up_takes_one_last_code(embedded):
    account, seed, _ = await with_factor()
    with pytest.raises(WrongCode):
        await give_up(account, "no code", actor=SYSTEM)
    token = await session_for(account)
    await give_up(account, shown(seed), actor=SYSTEM)
    assert (await factor_of(account)).since is None and await session_of(token) is None
    assert await refused(account, shown(seed, off=1))


async def test_a_reset_takes_two_administrators(embedded):
    account, seed, printed = await with_factor(name="岳明")
    first, second = await actor_as(Role.ADMIN), await actor_as(Role.ADMIN)
    with pytest.raises(FieldMissing):
        await ask_reset(account, reason=" ", actor=first)
    for _ in range(2):
        await ask_reset(account, reason="手机丢了", actor=first)
    (asked,) = await open_resets(account)
    assert (asked.name, asked.asked_by, asked.reason) == ("岳明", first.person, "手机丢了")
    for nobody in (first, SYSTEM):
        with pytest.raises(AnotherAdminNeeded):
            await settle_reset(asked.id, granted=True, actor=nobody)
    assert (await factor_of(account)).since is not None
    token = await session_for(account)
    await settle_reset(asked.id, granted=True, actor=second)
    assert (await factor_of(account)).since is None and await session_of(token) is None
    assert await refused(account, shown(seed)) and await refused(account, printed[0])
    with pytest.raises(NotFound):
        await settle_reset(asked.id, granted=True, actor=second)
    assert [said for said in await journaled() if "重置" in said] == ["申请重置两步验证", "同意重置两步验证"]


async def test_nobody_grants_his_own_reset_and_who_asked_may_take_it_back(embedded):
    first, second = await actor_as(Role.ADMIN), await actor_as(Role.ADMIN)
    account = await _account_of(second.person)
    await begin_setup(account)
    await finish_setup(account, shown(await seed_in_setup(account)), actor=second)
    await ask_reset(account, reason="手机丢了", actor=first)
    (asked,) = await open_resets()
    with pytest.raises(AnotherAdminNeeded):
        await settle_reset(asked.id, granted=True, actor=second)
    await settle_reset(asked.id, granted=False, actor=first)
    assert await open_resets() == () and (await factor_of(account)).since is not None


async def test_the_server_resets_alone_and_only_what_is_there(embedded):
    account, _, _ = await with_factor(name="岳明")
    await reset_on_server(account, actor=OFFICE)
    assert (await factor_of(account)).since is None
    for act in (reset_on_server(account, actor=OFFICE), ask_reset(account, reason="x", actor=OFFICE)):
        with pytest.raises(NoFactor, match="岳明"):
            await act
    with pytest.raises(NotFound):
        await reset_on_server(4711, actor=OFFICE)


async def _account_of(person: int) -> int:
    return (await Account.select(Account.id).where(Account.person == person))[0]["id"]
