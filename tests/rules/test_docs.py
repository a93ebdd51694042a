"""What the documents beside the code say is what the code is."""

from pathlib import Path

import pytest

from cases.moves import diagram
from cases.vocabulary import Machine

README = (Path(__file__).resolve().parents[2] / "cases" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("machine", list(Machine))
def test_the_diagram_is_the_table_of_moves(machine):
    assert f"```mermaid\n{diagram(machine)}\n```" in README
