"""I16: where a list and the single thing disagree about who may see a case, it is found."""

import pytest

from cases import database
from cases.invariants import sight
from cases.invariants.sight import lists_and_things_agree

pytestmark = pytest.mark.anyio


async def test_a_rule_that_only_one_of_the_two_has_is_found(folder, monkeypatch, anyio_backend):
    await database.open_database(f"sqlite:///{folder}/dafu.sqlite", migrated=False)
    assert await lists_and_things_agree() == []
    monkeypatch.setattr(sight, "can", lambda actor, verb, standing: True)
    found = await lists_and_things_agree()
    await database.close()
    assert found
    assert all("打得开却不在列表里" in one.what for one in found)
    assert any("公众" in one.what for one in found)
