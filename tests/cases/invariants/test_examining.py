"""All of them hold of a sound database, and each fails alone when it is broken."""

import pytest

from cases.invariants.examining import NAMES
from tests.cases.invariants.conftest import behind, examined

pytestmark = pytest.mark.anyio

AGAIN = "INSERT INTO assignments SELECT id + 1000, {} FROM assignments WHERE role = 'lead' LIMIT 1"
BROKEN = {
    "a number of the journal that nobody used": ("I2", "UPDATE counters SET value = value + 1 WHERE name = 'journal'"),
    "a state that no move gave": ("I3", "UPDATE cases SET state = 'replied'"),
    "a row of the journal that was changed": ("I4", "UPDATE journal SET reason = 'other' WHERE seq = 2"),
    "a row of the journal that is gone": ("I4", "DELETE FROM journal WHERE seq = 3"),
    "a title that the index does not have": ("I5", "UPDATE cases SET title = title || '另一'"),
    "a file that is gone": ("I6", f"UPDATE attachments SET sha256 = '{'a' * 64}'"),
    "a file of another length": ("I6", "UPDATE attachments SET size = 9"),
    "a state that does not exist": ("I7", "UPDATE assignments SET state = 'lost' WHERE role = 'co'"),
    "a case under way that nobody answers": ("I7", "UPDATE assignments SET role = 'co'"),
    "a merged case that is merged with none": ("I7", "UPDATE cases SET state = 'merged'"),
    "a reference to nothing": ("I11", "UPDATE cases SET body = 987654"),
    "a disabled account that is still inside": ("I13", "UPDATE accounts SET disabled_at = '2026-01-01 00:00:00+00:00'"),
}


async def test_a_sound_database_keeps_all(folder, anyio_backend):
    assert await examined(folder) == {}


@pytest.mark.parametrize("name", BROKEN)
async def test_each_is_found_when_it_is_broken(folder, name, anyio_backend):
    number, statement = BROKEN[name]
    behind(folder, statement)
    found = await examined(folder)
    assert number in found, found
    assert found[number][0].startswith(number)


async def test_two_leading_units_are_found(folder, anyio_backend):
    behind(folder, "UPDATE assignments SET role = 'sole'")
    assert any("两个主办单位" in said for said in (await examined(folder))["I7"])


async def test_a_database_file_with_a_bad_page_is_found(folder, anyio_backend):
    file = folder / "dafu.sqlite"
    data = bytearray(file.read_bytes())
    data[len(data) // 2 // 4096 * 4096 : len(data) // 2 // 4096 * 4096 + 64] = b"\xff" * 64
    file.write_bytes(data)
    try:
        assert "I11" in await examined(folder)
    except Exception as problem:  # the damage may hit a page that another check reads first
        assert "malformed" in str(problem)


def test_every_number_has_its_name():
    assert list(NAMES) == ["I2", "I3", "I4", "I5", "I6", "I7", "I11", "I13", "I16"]
