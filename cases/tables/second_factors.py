"""The second factor of an account: its seed, the codes for when the telephone is lost, and who asked for a reset."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.accounts import Account
from cases.tables.columns import big_whole, instant, instant_or_none, to, to_or_none, words
from cases.tables.people import Person


class SecondFactor(Table, tablename="second_factors"):
    """What a telephone and we both know. seed: encrypted. last_step: of the newest code that was taken; none before it
    is taken again. confirmed_at: None while it is being set up."""

    id: Serial
    account: ForeignKey = to(Account)
    seed = words()
    last_step = big_whole()
    confirmed_at = instant_or_none()
    created_at = instant()

    one_factor_an_account = Unique([account])


class RecoveryCode(Table, tablename="recovery_codes"):
    """A printed code that stands in for the telephone once. code_hash: argon2id."""

    id: Serial
    account: ForeignKey = to(Account)
    code_hash = words()
    used_at = instant_or_none()
    created_at = instant()


class FactorReset(Table, tablename="factor_resets"):
    """An administrator asks that somebody's second factor be taken away; another one grants it or does not."""

    id: Serial
    account: ForeignKey = to(Account)
    asked_by: ForeignKey = to(Person)
    reason = words()
    asked_at = instant()
    settled_by: ForeignKey = to_or_none(Person)
    settled_at = instant_or_none()
