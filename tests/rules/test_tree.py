"""The shape of the tree: sizes, mirrored tests, fragments, one noun in every place."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP = {"server", "cases", "search", "templates", "fixtures", "tests", "pyproject.toml"}
LONGEST = 400


def tracked() -> list[str]:
    """Files of the checkout, or of the folder where it is no checkout."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\n") if listed.returncode == 0 else []
    return [n for n in names if n and (ROOT / n).is_file()] or [
        str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if p.is_file() and ".venv" not in p.parts
    ]


PYTHON = [n for n in tracked() if n.endswith(".py") and "_migrations/" not in n]
PACKAGES = [n for n in PYTHON if n.split("/")[0] in ("server", "cases", "search") and not n.endswith("__init__.py")]
TEMPLATES = [n for n in tracked() if n.startswith("templates/") and n.endswith(".html")]


def test_top_level_is_the_owners():
    beside = {n.split("/")[0] for n in tracked()} - TOP
    allowed = re.compile(r"\..*|(README|LICENSE|SECURITY|CHANGELOG|NOTICE|requirements).*")
    assert [n for n in sorted(beside) if not allowed.fullmatch(n)] == []


@pytest.mark.parametrize("name", PYTHON)
def test_no_file_is_long(name):
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= LONGEST


# Read by a tool at a fixed place, or so thin that the walk through the command line is the test.
WITHOUT_MIRROR = {"server/__main__.py", "server/piccolo_conf.py", "cases/piccolo_app.py", "cases/piccolo_conf.py"}


# Closed lists and nothing else: one test walks through all of them.
LISTS = {n for n in PACKAGES if n.startswith("cases/vocabulary/") and not n.endswith("labelled.py")}
LISTS |= {n for n in PACKAGES if n.startswith("cases/errors/") and not n.endswith("base.py")}


@pytest.mark.parametrize("name", sorted(set(PACKAGES) - WITHOUT_MIRROR - LISTS))
def test_every_module_has_its_test(name):
    path = Path(name)
    mirror = Path("tests") / path.parent / f"test_{path.stem}.py"
    assert (ROOT / mirror).is_file(), f"{mirror} is missing"


@pytest.mark.parametrize("name", [n for n in TEMPLATES if Path(n).name.startswith("_") and n.count("/") > 1])
def test_every_fragment_has_its_root(name):
    """A fragment's first element carries its name as id, so that the page and the live update agree."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.S)
    first = re.search(r"<[a-z]+[^>]*>", text)
    wanted = Path(name).stem.lstrip("_").replace("_", "-")
    assert first, f"{name} has no element"
    found = re.search(r'id="([^"]*)"', first.group())
    assert found, f"{name}: the first element has no id"
    assert found.group(1).startswith(wanted), f"{name}: id is {found.group(1)}"


def test_every_template_folder_has_its_controller():
    controllers = {p.stem for p in (ROOT / "server/controllers").glob("*.py")} - {"__init__"}
    folders = {p.name for p in (ROOT / "templates").iterdir() if p.is_dir()}
    assert folders <= controllers
