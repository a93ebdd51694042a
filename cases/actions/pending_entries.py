"""Entries half made: the password was right, the code of the second factor is still to come."""

import secrets
from datetime import timedelta

from cases.actions.second_factors import take_code
from cases.actions.sessions import hash_of
from cases.clock import now
from cases.database import write_tx
from cases.errors import EntryExpired, WrongCode
from cases.queries.accounts import Entry, entry_of
from cases.tables import Account, PendingEntry

LIFETIME = timedelta(minutes=10)


async def begin_entry(account: int) -> str:
    """The first step is done. Returns a secret that lets its holder take the second, and opens nothing else."""
    token = secrets.token_urlsafe(32)
    async with write_tx():
        epoch = (await Account.select(Account.epoch).where(Account.id == account))[0]["epoch"]
        await PendingEntry.delete().where(PendingEntry.expires_at < now())
        row = PendingEntry(id_hash=hash_of(token), account=account, epoch=epoch, expires_at=now() + LIFETIME)
        await PendingEntry.insert(row)
    return token


async def finish_entry(token: str, typed: str) -> Entry:
    """Whose entry is made by a right code; it is made once. Raises EntryExpired, WrongCode, TooManyTries."""
    own = PendingEntry.id_hash == hash_of(token)
    row = (
        await PendingEntry.select(PendingEntry.account, PendingEntry.epoch, PendingEntry.expires_at).where(own).first()
    )
    if row is None or row["expires_at"] <= now():
        raise EntryExpired
    entry = await entry_of(row["account"])
    if entry is None or entry.epoch != row["epoch"]:
        raise EntryExpired
    if not await take_code(entry.account, typed):
        raise WrongCode
    async with write_tx():
        if not await PendingEntry.delete().where(own).returning(PendingEntry.id):
            raise EntryExpired
    return entry
