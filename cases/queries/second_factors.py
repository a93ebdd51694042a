"""Second factors: whether an account has one, the seed while it is set up, and the resets that wait for a word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases import sealing
from cases.tables import Account, FactorReset, RecoveryCode, SecondFactor

FEW = 3  # printed codes left, from which their owner is told so


@dataclass(frozen=True, slots=True)
class Factor:
    """since: from when entering takes it, None where it does not. left: printed codes that were not used."""

    since: datetime | None
    left: int

    @property
    def few(self) -> bool:
        return self.since is not None and self.left <= FEW


@dataclass(frozen=True, slots=True)
class OpenReset:
    """Somebody's second factor is to be taken away; another administrator has not said yes or no so far.

    person: whose it is; asked_by: the person who asked.
    """

    id: int
    account: int
    person: int
    name: str
    asked_by: int
    asked_by_name: str
    reason: str
    asked_at: datetime


async def factor_of(account: int) -> Factor:
    """What stands about the second factor on the account's own page."""
    row = await Account.select(Account.factor_since).where(Account.id == account).first()
    since = row["factor_since"] if row else None
    unused = (RecoveryCode.account == account) & RecoveryCode.used_at.is_null()
    return Factor(since, await RecoveryCode.count().where(unused) if since else 0)


async def seed_in_setup(account: int) -> bytes | None:
    """The seed that is being set up, to be shown to its owner; None where none is, or it is in force already."""
    waiting = (SecondFactor.account == account) & SecondFactor.confirmed_at.is_null()
    return _seed(await SecondFactor.select(SecondFactor.account, SecondFactor.seed).where(waiting).first())


async def seed_in_force(account: int) -> bytes | None:
    """The seed that an account's codes are made from; None where it has no second factor."""
    taken = (SecondFactor.account == account) & SecondFactor.confirmed_at.is_not_null()
    return _seed(await SecondFactor.select(SecondFactor.account, SecondFactor.seed).where(taken).first())


async def open_resets(account: int | None = None) -> tuple[OpenReset, ...]:
    """The resets that wait for another administrator, the oldest first; those of one account where it is named."""
    f: Any = FactorReset
    where = f.settled_at.is_null()
    rows = (
        await f.select(
            f.id, f.account.id, f.account.person.id, f.account.person.name, f.asked_by.id, f.asked_by.name, f.reason,
            f.asked_at,
        )
        .where(where if account is None else where & (f.account == account))
        .order_by(f.id)
    )  # fmt: skip
    return tuple(
        OpenReset(
            id=row["id"],
            account=row["account.id"],
            person=row["account.person.id"],
            name=row["account.person.name"],
            asked_by=row["asked_by.id"],
            asked_by_name=row["asked_by.name"],
            reason=row["reason"],
            asked_at=row["asked_at"],
        )
        for row in rows
    )


def _seed(row: dict[str, Any] | None) -> bytes | None:
    told = sealing.told(SecondFactor.seed, row) if row else None
    return bytes.fromhex(told) if told else None
