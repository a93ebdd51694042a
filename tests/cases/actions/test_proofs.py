"""Whoever is signed in proves himself once more: by his password, or by a code where he has a second factor."""

from datetime import timedelta

import pytest

from cases import clock
from cases.actions.proofs import prove
from cases.actions.sign_ins import Refusal, sign_in
from cases.actions.tries import TRIES
from cases.actor import SYSTEM
from cases.database import close, open_database
from cases.errors import TooManyTries, WrongProof
from cases.queries.sessions import session_of
from cases.tables import JournalEntry
from cases.vocabulary import Role
from tests.accounts import PASSWORD, account_as, session_for
from tests.factors import shown, with_factor

pytestmark = pytest.mark.anyio


@pytest.fixture
async def embedded(sqlite_url, anyio_backend):
    """Where the database does not matter."""
    await open_database(sqlite_url, migrated=False)
    yield
    await close()


async def test_a_password_renews_the_proof_of_this_session_alone(embedded):
    account = await account_as(Role.ASSIGNER)
    here, elsewhere = await session_for(account), await session_for(account)
    entered = clock.now()
    with clock.at(entered + timedelta(minutes=20)):
        with pytest.raises(WrongProof) as wrong:
            await prove(here, "guess", account=account, actor=SYSTEM)
        assert wrong.value.left == TRIES - 1
        await prove(here, PASSWORD, account=account, actor=SYSTEM)
        assert (await session_of(here)).proved_at > entered + timedelta(minutes=19)
        assert (await session_of(elsewhere)).proved_at < entered + timedelta(minutes=1)
    assert "prove" in [row["verb"] for row in await JournalEntry.select(JournalEntry.verb)]


async def test_a_code_of_the_second_factor_does_it_once(embedded):
    account, seed, _ = await with_factor()
    token = await session_for(account)
    code = shown(seed)
    await prove(token, code, account=account, actor=SYSTEM)
    with pytest.raises(WrongProof):
        await prove(token, code, account=account, actor=SYSTEM)
    await prove(token, PASSWORD, account=account, actor=SYSTEM)


async def test_six_digits_are_no_password_of_somebody_without_a_second_factor(embedded):
    account = await account_as(Role.ASSIGNER)
    with pytest.raises(WrongProof):
        await prove(await session_for(account), "123456", account=account, actor=SYSTEM)


async def test_guessing_here_is_guessing_at_the_entry(embedded):
    account = await account_as(Role.ASSIGNER, name="岳明")
    token = await session_for(account)
    for _ in range(TRIES):
        with pytest.raises(WrongProof):
            await prove(token, "guess", account=account, actor=SYSTEM)
    with pytest.raises(TooManyTries):
        await prove(token, PASSWORD, account=account, actor=SYSTEM)
    assert isinstance(await sign_in("岳明", PASSWORD, origin="10.0.0.1"), Refusal)
