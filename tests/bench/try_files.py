"""``python -m tests.bench.try_files [--swift VENV]``: every kind of store through the whole of its work.

A folder, and a bucket of a real OpenStack Swift: a file is attached and handed out to who may see it, verified, lost,
told as lost, backed up, proved and restored into another store; then the store goes away. SQLite, the real commands.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cases import database, files
from cases.actions.attachments import attach, fetch
from cases.actions.proposal_texts import NewDraft, begin_draft
from cases.errors import NotFound, StoreAway
from cases.stores import store_at
from cases.tables import Attachment
from server.opening import open_data
from server.settings import Settings
from tests.bench import object_store
from tests.cases.submissions import hall

BODY = "一份附件的文字\n".encode() * 2_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.try_files")
    parser.add_argument("--swift", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dafu-files-", dir="/tmp") as place:
        folder = Path(place)
        (folder / "shared").mkdir()
        _tried(folder / "one", str(folder / "shared" / "first"), str(folder / "shared" / "second"))
        python = object_store.installed(given.swift or folder / "swift-venv")
        with object_store.swift(python, folder / "swift") as url:
            object_store.make_bucket(url)
            first, second = (url.replace("?", f"/{name}?") for name in ("first", "second"))
            settings, attachment, owner = _tried(folder / "two", first, second)
        begun = time.monotonic()
        said = asyncio.run(_asked(settings, attachment, owner))
        print(f"store gone: {said}, after {time.monotonic() - begun:.1f} s")
    return 0


def _tried(data: Path, first: str, second: str) -> tuple:
    print(first.rpartition("@")[2])
    settings = Settings(data, f"sqlite:///{data}/dafu.sqlite", files=first)
    attachment, owner, name = asyncio.run(_used(settings))
    env = {"DAFU_DATA": str(data), "DAFU_FILES": first}
    dafu(env, "files", "verify")
    dafu(env, "doctor", expected=(0, 1), shown="附件库")
    backup = data / "kept.zip"
    dafu(env, "backup", "create", str(backup))
    elsewhere = {"DAFU_DATA": str(data / "again"), "DAFU_FILES": second}
    keys = {**elsewhere, "DAFU_KEYS": str(data / "dafu.keys")}
    dafu(keys, "backup", "restore", str(backup))
    dafu(keys, "files", "verify")
    store_at(first).remove(files.key_of(name))
    dafu(env, "files", "verify", expected=(1,), shown="缺失")
    store_at(first).write(files.key_of(name), BODY)
    dafu(env, "files", "verify")
    return settings, attachment, owner


async def _used(settings: Settings) -> tuple:
    await open_data(settings)
    try:
        here = await hall()
        owner, other = here.first, here.second
        case = await begin_draft(NewDraft(), actor=owner)
        begun = time.perf_counter()
        (kept,) = (await attach(case, [("note.txt", BODY)], folder=settings.store, actor=owner)).kept
        took = time.perf_counter() - begun
        begun = time.perf_counter()
        assert (await fetch(kept, folder=settings.store, actor=owner)).data == BODY
        print(f"  attached in {took * 1000:.0f} ms, handed out in {(time.perf_counter() - begun) * 1000:.0f} ms")
        try:
            await fetch(kept, folder=settings.store, actor=other)
            sys.exit("handed out to somebody who may not see it")
        except NotFound:
            print("  not handed out to others")
        row = await Attachment.select(Attachment.sha256).where(Attachment.id == kept).first()
        return kept, owner, row["sha256"]
    finally:
        await database.close()


async def _asked(settings: Settings, attachment: int, owner: object) -> str:
    await open_data(settings)
    try:
        await fetch(attachment, folder=settings.store, actor=owner)  # type: ignore[arg-type]
    except StoreAway as problem:
        return f"{problem.status} {problem}"
    finally:
        await database.close()
    sys.exit("a store that is gone gave a file")


def dafu(env: dict[str, str], *words: str, expected: tuple[int, ...] = (0,), shown: str = "") -> None:
    """Run a command of the program; end where it does not end as it should."""
    done = subprocess.run(
        [sys.executable, "-m", "server", *words], capture_output=True, text=True, check=False, env={**os.environ, **env}
    )
    said = done.stdout.splitlines() + done.stderr.splitlines()
    if done.returncode not in expected:
        sys.exit(f"dafu {' '.join(words)}: {done.returncode}: {said[-5:]}")
    print(f"  dafu {words[0]} {words[1] if len(words) > 1 else ''}:", next((s for s in said if shown in s), said[-1]))


if __name__ == "__main__":
    sys.exit(main())
