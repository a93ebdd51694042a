"""The seeds of every fuzzed part, and some changed at random: the laws of each hold. Atheris itself runs by command."""

import pytest

from tests.attack.fuzz import shaken
from tests.attack.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_the_laws_hold_on_what_is_known_and_near_it(name):
    row = shaken(name, 15 if name in ("importer", "query") else 1000)
    assert row.wrong == []
    assert row.tried > 10
