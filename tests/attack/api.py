"""Schemathesis on the description of the open data: every check, on every operation, against a running site."""

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from server.app import create_app
from server.settings import Settings
from tests import archive
from tests.attack.rows import Row, Watch
from tests.attack.site import migrated
from tests.walks.conftest import served

# A request that fits the description and is refused all the same: a cursor that nobody was given, a text of which
# nothing can be seen. Neither can be told in a schema.
UNTOLD = re.compile(
    r"Schema-valid request rejected (?!.* - (?:Server error|Response|Undocumented|Unsupported)).*"
    r'"parameter":"(?:cursor|text|unit|result)"'
)
NOT_INSTALLED = "schemathesis is not installed: pip install dafu[attack]"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--examples", type=int, default=200, help="for each operation")
    parser.add_argument("--seed", type=int, default=1)


def run(asked: argparse.Namespace) -> list[Row]:
    row = Row("open data by its description")
    if importlib.util.find_spec("schemathesis") is None:
        row.failed(NOT_INSTALLED)
        return [row]
    with tempfile.TemporaryDirectory(prefix="dafu-attack-") as place:
        empty, folder = Path(place, "empty.sqlite"), Path(place, "data")
        folder.mkdir()
        migrated(empty)
        made = archive.make(folder, empty)
        with served(create_app(Settings(made.folder, made.url))) as address:
            checked(row, address, asked.examples, asked.seed)
    return [row]


def checked(row: Row, address: str, examples: int, seed: int) -> None:
    """Run every check; each failure is a line of the row."""
    watch = Watch()
    done = subprocess.run(
        [
            sys.executable, "-W", "ignore", "-m", "schemathesis.cli", "run", f"{address}/api/openapi.json",
            "--checks", "all",
            "--max-examples", str(examples), "--seed", str(seed), "--no-color", "--request-timeout", "20",
            "--continue-on-failure", "--generation-database", "none",
        ],
        capture_output=True, text=True, errors="replace", check=False, timeout=3600, cwd=tempfile.gettempdir(),
    )  # fmt: skip
    tested = re.search(r"(\d+) generated", done.stdout)
    row.tried = row.taken = int(tested[1]) if tested else 0
    row.slowest, row.whose = watch.seconds, "all of it"
    for operation, told in re.findall(r"^_{3,} (.+?) _{3,}\n(.*?)(?=^_{3,}|^={3,})", done.stdout, re.M | re.S):
        said = " ".join(told.split())
        if UNTOLD.search(said):
            row.refused += 1
        else:
            row.failed(f"{operation}: {said[:400]}")
    if (done.returncode and not row.wrong and not row.refused) or not tested:
        row.failed(f"ended with {done.returncode}: {done.stdout[-1500:]} {done.stderr[-500:]}")
