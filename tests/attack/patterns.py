"""Every regular expression of the program: those that a module makes when it is read, those that stand inside
functions, and those that functions make of lists of words while texts are read and queries are asked."""

import ast
import functools
import importlib
import pkgutil
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("search", "cases", "server")
ELSEWHERE = ("cases.piccolo_migrations", "cases.piccolo_app", "cases.piccolo_conf", "server.piccolo_conf")
METHODS = frozenset({"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"})


@dataclass(frozen=True)
class Found:
    """A pattern and the first place that made it: "cases/reading/dates.py:12"."""

    pattern: Any
    flags: int
    place: str


def collected(exercise: Callable[[], None] | None = None) -> list[Found]:
    """All of them, each once. exercise: work that makes patterns of words; runs while ``re`` is watched.

    Modules that were read before are not read again, so this belongs into a process of its own.
    """
    made: dict[tuple[Any, int], str] = {}
    original = re._compile

    def watched(pattern: object, flags: int) -> object:
        if isinstance(pattern, str | bytes) and (place := _place()):
            made.setdefault((pattern, int(flags)), place)
        return original(pattern, flags)

    re._compile = watched
    try:
        for name in modules():
            importlib.import_module(name)
        if exercise is not None:
            exercise()
    finally:
        re._compile = original
    for pattern, place in inline():
        made.setdefault((pattern, 0), place)
    return sorted((Found(pattern, flags, place) for (pattern, flags), place in made.items()), key=lambda one: one.place)


def modules() -> list[str]:
    """Every module of the three packages."""
    found = list(PACKAGES)
    for package in PACKAGES:
        root = importlib.import_module(package)
        found += [one.name for one in pkgutil.walk_packages(root.__path__, f"{package}.")]
    return [name for name in found if not name.startswith(ELSEWHERE) and not name.endswith("__main__")]


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of ``re`` with a pattern in the sources, with its place."""
    for path in sources():
        for node in nodes(path):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=verb)) if verb in METHODS:
                    yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node


def inline() -> Iterator[tuple[Any, str]]:
    """The patterns that stand as they are in a call, with their places."""
    for place, call in calls():
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str | bytes):
            yield call.args[0].value, place


@functools.cache
def verbs() -> dict[str, frozenset[str]]:
    """How the pattern made at a place is used: the methods called on it; "finditer" where that cannot be told."""
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    abroad: dict[str, set[str]] = defaultdict(set)  # constants that a module has from another one
    named: dict[str, tuple[str, str]] = {}
    for path in sources():
        every, file = nodes(path), path.relative_to(ROOT).as_posix()
        taken = {alias.name for node in every if isinstance(node, ast.ImportFrom) for alias in node.names}
        for name, verb in _uses(every):
            called[file, name].add(verb)
            if name in taken:
                abroad[name].add(verb)
        named |= {place: (file, target) for place, target in _assigned(every, file)}
    spoken = {place: frozenset({call.func.attr}) for place, call in calls() if call.func.attr != "compile"}
    return spoken | {
        place: frozenset(called[at] | (abroad[at[1]] if at[1].isupper() else set())) for place, at in named.items()
    }


def _uses(every: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """Names with the methods called on them; a bare name that is handed on may be used in any way."""
    asked = set()
    for node in every:
        match node:
            case ast.Attribute(value=ast.Name(id=of), attr=verb):
                asked.add(id(node.value))
                if verb in METHODS:
                    yield of, verb
    for node in every:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in asked:
            yield node.id, "finditer"


def _assigned(every: Iterable[ast.AST], file: str) -> Iterator[tuple[str, str]]:
    """Places that make a pattern and the name that it is given there."""
    for node in every:
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Call(func=ast.Attribute(attr="compile"))):
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    yield f"{file}:{line}", target


def unseen(found: list[Found]) -> list[str]:
    """Places that make a pattern of words and from which none was collected: they were not exercised."""
    seen, plain = {one.place for one in found}, {place for _, place in inline()}
    spans = {place: (call.lineno, call.end_lineno or call.lineno) for place, call in calls()}
    lines = {(one.rpartition(":")[0], int(one.rpartition(":")[2])) for one in seen}
    missed = []
    for place, (first, last) in spans.items():
        name = place.rpartition(":")[0]
        if place not in plain and not any((name, line) in lines for line in range(first, last + 1)):
            missed.append(place)
    return missed


@functools.cache
def sources() -> tuple[Path, ...]:
    """The files of the three packages."""
    found = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return tuple(path for path in found if "piccolo_migrations" not in path.parts)


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """What a file says, every node of its syntax: read once for all who look."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _place() -> str:
    """Who of ours asked for the pattern, as "file:line"; empty where it was a library."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    if frame is None:
        return ""
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(ROOT) or path.relative_to(ROOT).parts[0] not in PACKAGES:
        return ""
    return f"{path.relative_to(ROOT).as_posix()}:{frame.f_lineno}"
