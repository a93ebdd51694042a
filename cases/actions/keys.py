"""The keys of sealed columns: opened before anything else, changed while people work, looked after."""

import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cases import ciphers, journal
from cases.actor import Actor
from cases.ciphers import Keyring
from cases.clock import now
from cases.database import Refusal, Refused, write_tx
from cases.errors import CaseError, KeyFileMissing, KeyMissing
from cases.sealing import PLACES, Sealed, bound_to, mark_of
from cases.tables import CipherKey
from cases.vocabulary import Verb

AT_ONCE = 500
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of the sealed values. by_key: how many each key seals; lost: how many a place holds that do not
    open, by table and column; plain: how many stand there unsealed."""

    by_key: dict[str, int]
    lost: dict[str, int]
    plain: dict[str, int]


async def open_keys(place: Path) -> Keyring:
    """Read the keys for the opened database and use them in this process; the first time they are made.

    What stands unsealed from before is sealed here, so that nobody ever serves half of it. Raises KeyFileMissing,
    KeyFileDamaged, KeyMissing: then nothing was changed and no new key was made.
    """
    needed = await CipherKey.select(CipherKey.done_at)
    if not needed:
        _made(place)
    ring = ciphers.read(place)
    missing = await lacking(ring)
    if missing is not None:
        raise KeyMissing(missing)
    ciphers.use(ring)
    await _note(ring)
    if not any(row["done_at"] for row in needed):
        await _seal_plain()
        await _finish(ring.in_force.id)
    return ring


async def rotate(place: Path, *, actor: Actor, told: Told | None = None) -> int:
    """Put a new key in force and seal everything anew; how many values were. One that was interrupted goes on.

    Old keys stay in the file: older backups need them; the database forgets those under which nothing is sealed any
    more. Running processes take up the new key by themselves. told: is called with the number done so far and in all.
    Raises as ``open_keys``.
    """
    ring = await open_keys(place)
    row = await CipherKey.select().where(CipherKey.key == ring.in_force.id).first()
    if row is None or row["done_at"] is not None:
        ring = ciphers.add(place)
        ciphers.use(ring)
        await _note(ring)
    total = sum([await place.table.count().where(_filled(place)) for place in PLACES])
    done, before = 0, -1
    while done != before:  # what another process sealed meanwhile under the key before is found by another round
        before = done
        for where in PLACES:
            async for rows in _batches(where):
                done += await _sealed_anew(where, rows, ring.in_force.id)
                if told:
                    told(done, total)
    left = (await look_over()).by_key
    async with write_tx():
        said = f"密钥 {ring.in_force.id}，重新加密 {done} 处"
        await journal.record(actor, Verb.CHANGE_KEY, "cipher_key", None, new=said)
        await CipherKey.update({CipherKey.done_at: now()}).where(CipherKey.key == ring.in_force.id)
        await CipherKey.delete().where(CipherKey.key.not_in([*left, ring.in_force.id]))
    return done


async def look_over() -> Looked:
    """Open every sealed value with the keys of this process."""
    by_key: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for place in PLACES:
        async for rows in _batches(place):
            for row in rows:
                stored = row[place.column._meta.name]
                key = ciphers.key_of(stored)
                if key is None:
                    plain[place.name] += 1
                    continue
                by_key[key] += 1
                try:
                    ciphers.unseal(stored, bound_to(place, row))
                except CaseError:
                    lost[place.name] += 1
    return Looked(dict(by_key), dict(lost), dict(plain))


async def unreadable(place: Path) -> dict[str, int]:
    """How many values of the opened database the keys of a file do not open, by table and column; none where it fits.

    A file that is missing or damaged opens nothing.
    """
    try:
        ring = ciphers.read(place)
    except CaseError:
        ring = ciphers.in_memory()
    with ciphers.using(ring):
        return (await look_over()).lost


def counted(values: dict[str, int]) -> str:
    """So many values of each table and column, in words."""
    return "、".join(f"{name} {count} 处" for name, count in values.items())


async def unfinished() -> bool:
    """Whether a change of keys was begun and not brought to its end."""
    newest = await CipherKey.select().order_by(CipherKey.id, ascending=False).first()
    return newest is not None and newest["done_at"] is None


async def lacking(ring: Keyring | None) -> str | None:
    """The id of a key that values of the opened database may need and the ring does not have."""
    rows = await CipherKey.select(CipherKey.key).order_by(CipherKey.id)
    return next((row["key"] for row in rows if ring is None or ring.key(row["key"]) is None), None)


def _made(place: Path) -> None:
    try:
        ciphers.make(place)
    except OSError as problem:
        raise KeyFileMissing(str(place), problem.strerror or type(problem).__name__) from None


async def _note(ring: Keyring) -> None:
    """Let the database know the key in force before anything is sealed under it."""
    key = ring.in_force
    if await CipherKey.exists().where(CipherKey.key == key.id):
        return
    try:
        async with write_tx():
            await CipherKey.insert(CipherKey(key=key.id, algorithm=key.algorithm))
    except Refused as problem:  # another process that starts was first
        if problem.why is not Refusal.UNIQUE:
            raise


async def _finish(key: str) -> None:
    async with write_tx():
        await CipherKey.update({CipherKey.done_at: now()}).where(CipherKey.key == key)


async def _seal_plain() -> None:
    for place in PLACES:
        async for rows in _batches(place):
            plain = [row for row in rows if ciphers.key_of(row[place.column._meta.name]) is None]
            await _put(place, [(row, row[place.column._meta.name]) for row in plain])


async def _sealed_anew(place: Sealed, rows: list[dict[str, Any]], key: str) -> int:
    """Seal under the key in force what is sealed under another; a value that does not open is left as it is."""
    fresh = []
    for row in rows:
        stored = row[place.column._meta.name]
        if ciphers.key_of(stored) not in (None, key):
            with contextlib.suppress(CaseError):
                fresh.append((row, ciphers.unseal(stored, bound_to(place, row))))
    await _put(place, fresh)
    return len(fresh)


async def _put(place: Sealed, fresh: list[tuple[dict[str, Any], str]]) -> None:
    """Store texts sealed, each only where nobody changed the row meanwhile."""
    if not fresh:
        return
    table: Any = place.table
    async with write_tx():
        for row, text in fresh:
            changes: dict[Any, Any] = {place.column: ciphers.seal(text, bound_to(place, row))}
            if place.marked:
                changes[table.mark] = await _free_mark(table, row, text)
            same = (table.id == row["id"]) & (place.column == row[place.column._meta.name])
            await table.update(changes).where(same)


async def _free_mark(table: Any, row: dict[str, Any], text: str) -> str | None:
    """The mark of a value, none where the person has the same one in another row already."""
    mark = mark_of(text)
    others = (table.person == row["person"]) & (table.kind == row["kind"]) & (table.id != row["id"])
    return None if await table.exists().where(others & (table.mark == mark)) else mark


async def _batches(place: Sealed) -> AsyncIterator[list[dict[str, Any]]]:
    """The rows that hold something there, by their ids, some hundred at a time."""
    table: Any = place.table
    columns = [table.id, place.column, *(getattr(table, name) for name in place.row)]
    last = 0
    while True:
        rows = await table.select(*columns).where((table.id > last) & _filled(place)).order_by(table.id).limit(AT_ONCE)
        if not rows:
            return
        yield rows
        last = rows[-1]["id"]


def _filled(place: Sealed) -> Any:
    """Rows that hold something there."""
    return place.column.is_not_null() & (place.column != "")
