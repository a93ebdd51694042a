"""Which rows name files of the store, and how the two are compared. Nothing is deleted here but what nobody names."""

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from piccolo.table import Table

from cases import files
from cases.files import Place
from cases.stores import Held
from cases.tables import Attachment, Evidence, PaperTemplate, SheetImport

# What is being uploaded has its file before its row; what nobody has named for so long belongs to nobody.
GRACE_SECONDS = 24 * 3600


# The tables whose column sha256 names files of the store, and whether a column size says how long they are.
FILES: dict[type[Table], bool] = {Attachment: True, Evidence: True, SheetImport: False, PaperTemplate: True}


@dataclass(frozen=True, slots=True)
class StoreState:
    """Names of files, sorted. missing: named by a row and not there. changed: there with other bytes. orphans: there
    for a day and named by nobody. left: half-written ones that a crash left."""

    held: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    orphans: tuple[Held, ...]
    left: tuple[Held, ...]

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


async def latest_named(most: int) -> list[str]:
    """The SHA-256 of the files that were named last."""
    rows = (
        await Attachment.select(Attachment.sha256)
        .where(Attachment.sha256 != "")
        .order_by(Attachment.id, ascending=False)
        .limit(most)
    )
    return [row["sha256"] for row in rows]


def state_of(place: Place, named: Mapping[str, int | None], *, deep: bool = True) -> StoreState:
    """Hold the store against what is named. deep: read every named file, not only its size. Raises StoreAway."""
    there = list(files.held(place))
    whole = {files.name_of(one.key): one for one in there if not files.is_half(one.key)}
    missing = [name for name in named if name not in whole]
    changed = [
        name
        for name, size in named.items()
        if name in whole and ((size is not None and whole[name].size != size) or (deep and _hash(place, name) != name))
    ]
    old = [one for one in there if time.time() - one.changed_at > GRACE_SECONDS]
    return StoreState(
        held=len(there),
        missing=tuple(sorted(missing)),
        changed=tuple(sorted(changed)),
        orphans=tuple(one for one in old if not files.is_half(one.key) and files.name_of(one.key) not in named),
        left=tuple(one for one in old if files.is_half(one.key)),
    )


def _hash(place: Place, name: str) -> str:
    try:
        return hash_of(files.chunks(place, name))
    except FileNotFoundError:  # removed since it was listed
        return ""


def hash_of(chunks: Iterable[bytes]) -> str:
    """The SHA-256 of what comes bit by bit."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
