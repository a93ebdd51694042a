"""Which rows name files of the store, and how the two are compared. Nothing is deleted here but what nobody names."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from piccolo.table import Table

from cases import files
from cases.tables import Attachment, Evidence, PaperTemplate, SheetImport

# What is being uploaded has its file before its row; what nobody has named for so long belongs to nobody.
GRACE_SECONDS = 24 * 3600
_CHUNK = 1024 * 1024


# The tables whose column sha256 names files of the store, and whether a column size says how long they are.
FILES: dict[type[Table], bool] = {Attachment: True, Evidence: True, SheetImport: False, PaperTemplate: True}


@dataclass(frozen=True, slots=True)
class StoreState:
    """Names of files, sorted. missing: named by a row and not there. changed: there with other bytes. orphans: there
    for a day and named by nobody. left: half-written ones that a crash left."""

    held: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    orphans: tuple[str, ...]
    left: tuple[Path, ...]

    @property
    def sound(self) -> bool:
        """Whether every file that a row names is there as it was put."""
        return not (self.missing or self.changed)


async def named_files() -> dict[str, int | None]:
    """The SHA-256 of every file that a row of the opened database names, with its size where the row says it."""
    found: dict[str, int | None] = {}
    for table, sized in FILES.items():
        columns = [getattr(table, name) for name in ("sha256", "size")[: 1 + sized]]
        for row in await table.select(*columns).where(columns[0] != ""):
            found[row["sha256"]] = row.get("size", found.get(row["sha256"]))
    return found


def state_of(folder: Path, named: Mapping[str, int | None], *, deep: bool = True) -> StoreState:
    """Hold the store below a folder against what is named. deep: read every named file, not only its size."""
    changed, missing = [], []
    for name, size in named.items():
        place = files.place_of(folder, name)
        if not place.is_file():
            missing.append(name)
        elif (size is not None and place.stat().st_size != size) or (deep and hash_of(place) != name):
            changed.append(name)
    held = [path for path in (folder / "store").glob("*/*") if path.is_file()]
    old = [path for path in held if time.time() - path.stat().st_mtime > GRACE_SECONDS]
    return StoreState(
        held=len(held),
        missing=tuple(sorted(missing)),
        changed=tuple(sorted(changed)),
        orphans=tuple(sorted(path.name for path in old if path.name not in named and not path.name.startswith("."))),
        left=tuple(sorted(path for path in old if path.name.startswith("."))),
    )


def hash_of(place: Path) -> str:
    """The SHA-256 of a file, read bit by bit."""
    digest = hashlib.sha256()
    with place.open("rb") as read:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
