"""What an error of a driver or of the system means where the machine is in the way, not the program."""

import errno

import asyncpg

from cases.engines.library import sqlite3
from cases.errors import DatabaseAway, DatabaseBusy, DiskFailing, DiskFull, Outage

_BUSY = (asyncpg.LockNotAvailableError, asyncpg.QueryCanceledError, asyncpg.DeadlockDetectedError)
_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the driver's word for a connection that ended in the midst of an answer
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TooManyConnectionsError,
    asyncpg.ReadOnlySQLTransactionError,
    ConnectionError,
)
_SQLITE = {
    "SQLITE_BUSY": DatabaseBusy,
    "SQLITE_FULL": DiskFull,
    "SQLITE_IOERR": DiskFailing,
    "SQLITE_READONLY": DiskFailing,
    "SQLITE_CANTOPEN": DiskFailing,
    "SQLITE_CORRUPT": DiskFailing,
    "SQLITE_NOTADB": DiskFailing,
}
_SYSTEM = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EIO: DiskFailing,
    errno.EROFS: DiskFailing,
}


class TransactionOver(sqlite3.OperationalError):
    """SQLite has undone the transaction by itself, as it does where a disk fails in the midst of it."""


def outage_of(error: BaseException) -> Outage | None:
    """What an error says of the machine; None where it says nothing of it, and is a fault of the program."""
    if isinstance(error, Outage):
        return error
    kind: type[Outage] | None = None
    if isinstance(error, TransactionOver):
        kind = DiskFailing
    elif isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", None) or ""
        kind = next((kind for begin, kind in _SQLITE.items() if name.startswith(begin)), None)
    elif isinstance(error, asyncpg.DiskFullError):
        kind = DiskFull
    elif isinstance(error, asyncpg.PostgresIOError):
        kind = DiskFailing
    elif isinstance(error, _BUSY):
        kind = DatabaseBusy
    elif isinstance(error, _AWAY) or _is_no_socket(error):
        kind = DatabaseAway
    elif isinstance(error, OSError):
        kind = _SYSTEM.get(error.errno or 0)
    return kind() if kind else None


def _is_no_socket(error: BaseException) -> bool:
    """Whether the socket of a server was looked for in vain; files that are missing have a name."""
    return isinstance(error, FileNotFoundError) and error.filename is None
