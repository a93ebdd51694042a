"""Whoever is signed in proves once more that it is he: before publishing, carrying lists away, changing accounts."""

from cases import journal, one_time_codes, passwords
from cases.actions.second_factors import take_code
from cases.actions.sessions import hash_of
from cases.actions.tries import begin_try, forget_failures, left, note_failures
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import WrongProof
from cases.tables import Account, WebSession
from cases.vocabulary import Verb


async def prove(token: str, typed: str, *, account: int, actor: Actor) -> None:
    """A session's owner gives his password, or a code of his second factor; both count as wrong tries of his account.

    Raises WrongProof, TooManyTries.
    """
    row = await Account.select(Account.password_hash, Account.factor_since).where(Account.id == account).first()
    if row is not None and row["factor_since"] is not None and one_time_codes.is_shown(typed):
        key, fits = f"factor:{account}", await take_code(account, typed)
    else:
        key = f"account:{account}"
        await begin_try(key)
        fits = await passwords.fits(row["password_hash"] if row else None, typed)
        if not fits:
            await note_failures([])
    if not fits:
        raise WrongProof(left=await left(key))
    await note_proof(token, account=account, actor=actor)


async def note_proof(token: str, *, account: int, actor: Actor) -> None:
    """The owner of a session has proved himself just now."""
    async with write_tx():
        await forget_failures(f"account:{account}")
        await WebSession.update({WebSession.proved_at: now()}).where(WebSession.id_hash == hash_of(token))
        await journal.record(actor, Verb.PROVE, "account", account)
