"""All faults by name: how each is done, on which database, and whether the program has to be started again after it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.faults import clocks, damage, disk, keepers, kills, power, servers
from tests.faults.ledger import Ledger
from tests.faults.site import Site

SQLITE, POSTGRES = "sqlite", "postgres"


@dataclass(frozen=True, slots=True)
class Kind:
    """A fault. strike: does it while people work, and gives what it found amiss. ends: the program ends with it, else
    people must be able to save again without its being started anew. ground: see ``site.site``."""

    name: str
    strike: Callable[[Site, Ledger, Random], Awaitable[list[str]]]
    ends: bool = False
    ground: str = "memory"
    databases: Sequence[str] = (SQLITE, POSTGRES)


_KINDS = (
    Kind("kill_web", kills.web, ends=True),
    Kind("kill_worker", kills.worker, ground="shared"),
    Kind("kill_keeper", kills.keeper, ground="shared"),
    Kind("keeper_hangs", keepers.hangs, databases=(POSTGRES,)),
    Kind("kill_indexing", kills.indexing, ends=True, databases=(SQLITE,)),
    Kind("kill_all", kills.everything, ends=True, ground="shared"),
    Kind("kill_import", kills.import_),
    Kind("deploy", kills.deploy, ends=True),
    Kind("kill_backup", kills.backup),
    Kind("kill_postgres", servers.postgres, databases=(POSTGRES,)),
    Kind("cut_connections", servers.connections, databases=(POSTGRES,)),
    Kind("kill_replica", servers.replica, ground="replica", databases=(POSTGRES,)),
    Kind("full_database", disk.full("db")),
    Kind("full_files", disk.full("files")),
    Kind("full_index", disk.full("index"), ground="embedded"),
    Kind("full_tmp", disk.full("tmp")),
    Kind("quota", disk.quota, databases=(SQLITE,)),
    Kind("index_dropped", damage.dropped, databases=(POSTGRES,)),
    Kind("index_deleted", damage.deleted, ground="embedded"),
    Kind("segment_deleted", damage.segment_deleted, ground="embedded"),
    Kind("contents_cut", damage.contents_cut, ground="embedded"),
    Kind("byte_flipped", damage.byte_flipped, ground="embedded"),
    *(Kind(f"clock_{name}", clocks.jump(name), ground="clock") for name in clocks.JUMPS),
    Kind("power", power.cut, ends=True, ground="lossy"),
)
KINDS = {kind.name: kind for kind in _KINDS}
_ANYHOW = {(SQLITE, "embedded"), (POSTGRES, "shared")}


def kinds_of(database: str, names: Sequence[str] = ()) -> list[Kind]:
    """The faults that a database can meet, of those named, of all where none is."""
    return [kind for kind in _KINDS if database in kind.databases and (not names or kind.name in names)]


def ground_of(kind: Kind, database: str) -> str:
    """The ground that a fault needs; with SQLite the index lies in files anyhow, with PostgreSQL the web is several."""
    return "memory" if (database, kind.ground) in _ANYHOW else kind.ground
