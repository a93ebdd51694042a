"""The short form of the long command: a writer is killed at any moment, and what a cut of power leaves."""

import random
import shutil
import stat
import subprocess
import sys

import pytest

from cases import database, journal
from cases.counters import last_value
from cases.invariants.runs import no_lock_is_left
from tests.faults.node import Node

pytestmark = pytest.mark.anyio
FOLDER, FILE = stat.S_IFDIR | 0o755, stat.S_IFREG | 0o644


def killed(url, acts, *control):
    """The last act that a writer acknowledged before it was killed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", url, *control], stdout=subprocess.PIPE, text=True
    ) as one:
        said = [one.stdout.readline() for _ in range(acts)]
        one.kill()
        said += one.stdout.readlines()
    return int([line for line in said if line.endswith("\n")][-1])


async def held(url):
    """How many acts the database holds, whole and with nothing locked."""
    await database.open_database(url, migrated=False)
    try:
        assert await journal.first_break() is None
        assert not await no_lock_is_left()
        return await last_value("journal")
    finally:
        await database.close()


async def test_what_a_killed_writer_acknowledged_is_there_and_a_liar_is_caught(
    sqlite_template, tmp_path, anyio_backend
):
    caught = {}
    for name, acts, control in (("one", 7, ()), ("other", 30, ()), ("liar", 5, ("early",))):
        file = tmp_path / f"{name}.sqlite"
        shutil.copyfile(sqlite_template, file)
        url = f"sqlite:///{file}"
        acknowledged = killed(url, acts, *control)
        assert acknowledged >= acts
        caught[name] = await held(url) < acknowledged
    assert caught == {"one": False, "other": False, "liar": True}


def tree():
    """A folder with a file that was synced, then written on, renamed, and joined by one that never was."""
    root, synced, fresh = Node(FOLDER), Node(FILE), Node(FILE)
    root.names["old"] = synced
    synced.write(b"a" * 9000, 0)
    synced.sync()
    root.sync()
    synced.write(b"b" * 9000, 0)
    root.names["new"] = root.names.pop("old")
    fresh.write(b"c", 0)
    root.names["fresh"] = fresh
    return root


def test_a_cut_leaves_what_was_synced_and_no_more():
    root = tree()
    root.lose("nothing", random.Random(1))
    assert {name: bytes(one.data) for name, one in root.names.items()} == {"old": b"a" * 9000}
    root = tree()
    root.lose("names", random.Random(1))
    assert {name: bytes(one.data) for name, one in root.names.items()} == {"new": b"a" * 9000, "fresh": b""}


def test_a_cut_in_the_midst_may_leave_any_half():
    seen = set()
    for seed in range(60):
        root = tree()
        root.lose("half", random.Random(seed))
        seen |= {tuple(sorted(root.names))}
        for one in root.names.values():
            assert all(set(one.data[at : at + 4096]) <= {ord("a")} or set(one.data[at : at + 4096]) <= {ord("b")}
                       or bytes(one.data) in (b"c", b"") for at in range(0, len(one.data), 4096))  # fmt: skip
    assert {("fresh", "new"), ("old",)} <= seen


def test_what_was_synced_after_it_was_shortened_stays_short():
    node = Node(FILE)
    node.write(b"x" * 10_000, 0)
    node.sync()
    node.truncate(3)
    node.write(b"y", 5000)
    node.sync()
    node.lose("nothing", random.Random(1))
    assert bytes(node.data) == b"xxx" + bytes(4997) + b"y"
