"""What the README promises is what runs."""

import re
from pathlib import Path

import pytest

from server import cli
from server.settings import KEYS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PUBLIC_KEYS = [k for k, text in KEYS.items() if "只供测试" not in text]


def commands() -> list[str]:
    """The two one-line commands, in order: the first two fenced blocks of the README."""
    return [block.strip() for block in re.findall(r"```sh\n(.*?)```", README, flags=re.S)[:2]]


def test_two_commands_of_one_line_each():
    first, second = commands()
    assert "\n" not in first
    assert first.endswith("dafu demo")
    assert "\n" not in second
    assert second.endswith("pytest")


def test_continuous_integration_calls_exactly_the_second_command():
    assert commands()[1] in (ROOT / ".ci/run").read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("name", sorted(cli.main.commands))
def test_every_command_is_in_the_readme(name):
    assert f"dafu {name}" in README


@pytest.mark.parametrize("key", PUBLIC_KEYS)
def test_every_setting_is_in_the_readme(key):
    assert key in README


def test_the_picture_is_there():
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file(), path
