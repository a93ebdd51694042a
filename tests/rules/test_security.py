"""Every promise of SECURITY.md names tests that exist and are run."""

import ast
import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISES = re.findall(r"^\| (P\d+) \| (.+) \| (.+) \| (.+) \|$", TEXT, flags=re.M)


def function_of(path: str, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef:
    """A test by its file and name; there must be one."""
    functions = [one for one in _body(path) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    named = [one for one in functions if one.name == name]
    assert len(named) == 1, f"{path}::{name}"
    return named[0]


@functools.cache
def _body(path: str) -> list[ast.stmt]:
    return ast.parse((ROOT / path).read_text(encoding="utf-8")).body


@pytest.mark.parametrize("number", [number for number, *_ in PROMISES])
def test_each_promise_names_tests_that_would_falsify_it(number):
    (said,) = [tests for one, _, _, tests in PROMISES if one == number]
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", said)
    assert named
    assert said.count("`") == 2 * len(named)
    for path, name in named:
        marks = " ".join(ast.unparse(one) for one in function_of(path, name).decorator_list)
        assert "skip" not in marks, f"{path}::{name} is not run everywhere"


def test_promises_are_numbered_without_gaps_and_limits_are_said():
    assert [number for number, *_ in PROMISES] == [f"P{n}" for n in range(1, len(PROMISES) + 1)]
    assert len(PROMISES) > 20
    assert "## What is not promised" in TEXT
