"""What a backup says of itself: by which version, of which schema, how many rows, and the hash of every member."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any

from cases.errors import BackupDamaged, BackupOfAnotherVersion

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the file. size: bytes of its content. sha256: of its content."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What the database held at the moment of the backup.

    migrations: in the order they ran. rows: how many each table had. journal, head: the last row's number and hash.
    files: the SHA-256 of every file that a row names, with its size where the row says it.
    """

    migrations: tuple[str, ...]
    rows: dict[str, int]
    journal: int
    head: str
    files: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """database: "sqlite" or "postgresql". columns: of each table, in the order of its dump; of PostgreSQL only.

    missing: files that rows name and that were not in the store any more when the backup was made.
    """

    version: str
    made_at: datetime
    database: str
    contents: Contents
    members: tuple[Member, ...]
    columns: dict[str, list[str]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def written(self) -> bytes:
        """As it stands in the file."""
        said = {"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(said, ensure_ascii=False, indent=1).encode()


def own_version() -> str:
    """The version of this program."""
    return version("dafu")


def manifest_of(name: str, data: bytes) -> Manifest:
    """Read a manifest. name: of the backup, for the sentence. Raises BackupDamaged, BackupOfAnotherVersion."""
    try:
        said: dict[str, Any] = json.loads(data)
        if said["format"] != FORMAT:
            raise BackupOfAnotherVersion(name, str(said["version"]), own_version())
        inner = said["contents"]
        return Manifest(
            version=str(said["version"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            database=str(said["database"]),
            contents=Contents(
                tuple(inner["migrations"]), dict(inner["rows"]), int(inner["journal"]), str(inner["head"]),
                dict(inner["files"]),
            ),
            members=tuple(Member(**member) for member in said["members"]),
            columns=dict(said["columns"]),
            missing=tuple(said["missing"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as problem:
        raise BackupDamaged(name, "清单读不懂") from problem


def check_fits(name: str, manifest: Manifest, known: tuple[str, ...]) -> None:
    """Refuse what this version cannot restore: another major version, or a schema that it does not know yet.

    known: the migrations of this program. Raises BackupOfAnotherVersion.
    """
    unknown = set(manifest.contents.migrations) - set(known)
    if unknown or manifest.version.split(".")[0] != own_version().split(".")[0]:
        raise BackupOfAnotherVersion(name, manifest.version, own_version())
