"""I3 speaks of the thing and of both states."""

import pytest

from cases import database
from cases.invariants.states import states_are_journaled
from tests.cases.invariants.conftest import behind

pytestmark = pytest.mark.anyio


async def test_both_states_are_told_for_every_machine(folder, anyio_backend):
    behind(folder, "UPDATE assignments SET state = 'working'", "UPDATE cases SET state = 'closed'")
    await database.open_database(f"sqlite:///{folder}/dafu.sqlite", migrated=False)
    found = await states_are_journaled()
    await database.close()
    assert {one.thing for one in found} == {"cases", "assignments"}
    assert any("closed" in one.what and "in_handling" in one.what for one in found)
