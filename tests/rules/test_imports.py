"""Imports go one way; the contracts stand in pyproject.toml."""

import logging
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def _heard():
    """The command sets up a log of its own and silences every other, also those of what it reads itself; afterwards
    all are heard but those that were silent before."""
    silent = [one for one in _loggers() if one.disabled]
    yield
    for one in _loggers():
        one.disabled = one in silent


def _loggers():
    return [one for one in logging.getLogger().manager.loggerDict.values() if isinstance(one, logging.Logger)]


@pytest.mark.usefixtures("_heard")
def test_contracts_hold(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0
