"""Atheris on the parsers that take what strangers write: every target for so many seconds, each in a process.

Findings and what was worth keeping lie in the folder named by ``--corpus``; a finding that was mended becomes a seed in
``targets.py``. Where atheris cannot be installed the seeds are only changed at random, which the first column says.
"""

import argparse
import importlib.util
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.attack.rows import Row, Watch
from tests.attack.targets import TARGETS, seeds

SLOWEST = 10  # the first unit also loads the dictionaries, under instrumentation
MOST_MEMORY_MB = 1024


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--target", choices=sorted(TARGETS), action="append")
    parser.add_argument("--corpus", type=Path, help="kept from run to run")


def run(asked: argparse.Namespace) -> list[Row]:
    able = importlib.util.find_spec("atheris") is not None
    with tempfile.TemporaryDirectory(prefix="dafu-attack-") as scratch:
        folder = asked.corpus or Path(scratch)
        return [
            _guided(name, asked.seconds, folder) if able else shaken(name, asked.seconds * 50)
            for name in asked.target or TARGETS
        ]


def shaken(name: str, count: int, seed: int = 1) -> Row:
    """The seeds as they are, then changed at random so many times, in this process."""
    row, target = Row(f"fuzz: {name} (changed at random)"), TARGETS[name]
    for data in (*seeds(name), *_changed(seeds(name), count, seed)):
        watch = Watch()
        try:
            target(data)
        except Exception as fault:
            row.failed(f"{data[:60]!a}: {type(fault).__name__}: {str(fault)[:80]}")
        row.took(watch.seconds, ascii(data[:30]))
        row.taken += 1
    return row


def _changed(known: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    draw = random.Random(seed)
    for _ in range(count):
        data = bytearray(draw.choice(known)[:4000])
        for _ in range(draw.randint(1, 6)):
            at, other = draw.randint(0, len(data)), draw.choice(known)
            start = draw.randint(0, max(0, len(other) - 1))
            data[at : at + draw.choice((0, 0, 1, 3, 30))] = other[start : start + draw.choice((1, 2, 3, 9, 60))]
        yield bytes(data)


def _guided(name: str, seconds: int, folder: Path) -> Row:
    """Atheris in a process of its own."""
    row = Row(f"fuzz: {name}")
    known, found = folder / name, folder / f"{name}-findings"
    for place in (known, found):
        place.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (known / f"seed-{number}").write_bytes(data)
    asked = (
        f"-max_total_time={seconds}", f"-rss_limit_mb={MOST_MEMORY_MB}", f"-timeout={SLOWEST}",
        "-max_len=4096", f"-artifact_prefix={found}/", "-print_final_stats=1", "-verbosity=1", str(known),
    )  # fmt: skip
    try:
        done = _ended(name, asked, seconds)
    except subprocess.TimeoutExpired:
        row.failed("did not end when its time was over")
        return row
    units = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    slowest = re.search(r"slowest_unit_time_sec:\s*(\d+)", done.stderr)
    row.tried = row.taken = int(units[1]) if units else 0
    row.slowest = float(slowest[1]) if slowest else 0.0
    row.whose = f"{len([*known.iterdir()])} kept"
    if done.returncode or not units:
        row.failed(f"ended with {done.returncode}: {done.stdout[-300:]} {done.stderr[-600:]}")
    return row


def _ended(name: str, asked: tuple[str, ...], seconds: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.attack.fuzzing", name, *asked],
        capture_output=True, text=True, errors="replace", timeout=seconds * 3 + 600, check=False,
    )  # fmt: skip
