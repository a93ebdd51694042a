"""Reference data for tests: a few cities and their units, not the whole country, so that a test begins at once."""

import atexit
import csv
import shutil
import tempfile
from functools import cache
from pathlib import Path

from cases.reference import load_reference
from cases.resources import fixtures
from cases.tables import Place

KEPT = {"china", "zhejiang", "hangzhou", "henan", "pingdingshan"}
_BY_PLACE = {"places.csv": "code", "departments.csv": "place", "sessions.csv": "place"}


async def furnish() -> None:
    """Load the rules, calendar and word lists that ship, and of places and units those of a few cities, unless they
    are there: a copy of a furnished database has them at once."""
    if not await Place.exists().where(Place.code.is_in(sorted(KEPT))):
        await load_reference(_some())


@cache
def _some() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dafu-reference-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for path in fixtures().iterdir():
        if path.name in _BY_PLACE:
            _filter(path, folder / path.name, _BY_PLACE[path.name])
        elif path.is_file():
            shutil.copyfile(path, folder / path.name)
    return folder


def _filter(source: Path, target: Path, column: str) -> None:
    with source.open(encoding="utf-8-sig", newline="") as read, target.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictReader(read)
        writer = csv.DictWriter(out, rows.fieldnames or [])
        writer.writeheader()
        writer.writerows(row for row in rows if row[column] in KEPT)
