"""Every hostile file that is quickly made, at the gate for files that are handed on: each meets the fate it should."""

import contextlib

from cases.actions.attachments import medium_of
from cases.errors import FileError
from cases.intake import isolation
from server.uploads import safe_name
from tests.attack import hostile_pages
from tests.attack.hostile_files import EITHER, REFUSED, TAKEN, every
from tests.attack.hostile_words import huge

# What takes seconds to make, and is tried by ``python -m tests.attack uploads``.
LARGE = {told for told, _ in huge()} | {
    "flate bomb", "zip bomb", "200,000 pages", "strings of 200 MB", "strings by the million", "million rows",
    "row of a million cells", "zip of 20,001", "million columns", "one byte too many", "one line of 10 MB",
    "10 MB of entities", "table of a million cells", "comment without end", "png with a packed note of 50 MB",
    "lzw of junk", "attributes by the thousand", "only blanks", "run lengths",
}  # fmt: skip


def test_each_meets_its_fate_and_the_next_good_file_is_taken():
    fates = {TAKEN: 0, REFUSED: 0}
    for file in every():
        if file.told in LARGE:
            continue
        try:
            medium_of(safe_name(file.name), file.data)
            fate = TAKEN
        except FileError as said:
            fate = REFUSED
            assert str(said).endswith("。")
        assert file.fate in (fate, EITHER), (file.kind, file.told)
        fates[fate] += 1
    assert fates[REFUSED] > 120
    assert fates[TAKEN] > 20
    assert len(isolation._idle.queue) <= 2


def test_a_name_is_one_that_every_disk_takes(tmp_path):
    for name in hostile_pages.NAMES:
        safe = safe_name(name)
        place = tmp_path / safe
        place.write_bytes(b"1")
        assert place.parent == tmp_path
        assert [one.name for one in tmp_path.iterdir()] == [safe]
        with contextlib.suppress(FileNotFoundError):
            place.unlink()
