"""Imports go one way; the contracts stand in pyproject.toml."""

import logging
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def _heard():
    """The command sets up a log of its own and silences every other; afterwards all are heard that were before."""
    named = logging.getLogger().manager.loggerDict.values()
    before = [one for one in named if isinstance(one, logging.Logger) and not one.disabled]
    yield
    for one in before:
        one.disabled = False


@pytest.mark.usefixtures("_heard")
def test_contracts_hold(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0
