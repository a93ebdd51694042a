"""What is installed is what was pinned, whatever has been published since."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("requirements.txt", "requirements-test.txt")


def pins(name: str) -> dict[str, str]:
    """Each package of a file of pins with its line and the hashes that follow it."""
    text = (ROOT / name).read_text(encoding="utf-8").strip()
    return {canonicalize_name(re.split(r"[=\s;]", one)[0]): one for one in re.split(r"\n(?=\S)", text)}


def needed(package: str, extras: set[str]) -> list[Requirement]:
    """What an installed package asks for here, with the extras named; none where it is not for this machine."""
    try:
        asked = [Requirement(one) for one in distribution(package).requires or ()]
    except PackageNotFoundError:
        return []
    return [
        one
        for one in asked
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in {"", *extras})
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_package_is_pinned_by_hash(name):
    found = pins(name)
    assert len(found) > 40
    assert all("==" in one and "--hash=sha256:" in one for one in found.values())
    assert "://" not in "".join(found.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_pins_need_nothing_beside_them(name):
    """Only then may they be installed one by one, without asking what each depends on."""
    found, todo, seen = pins(name), [(package, frozenset()) for package in pins(name)], set()
    while todo:
        package, extras = todo.pop()
        if (package, extras) in seen:
            continue
        seen.add((package, extras))
        for one in needed(package, set(extras)):
            asked = canonicalize_name(one.name)
            assert asked in found, f"{package} needs {one}"
            todo.append((asked, frozenset(one.extras)))
    assert any(extras for _, extras in seen), "no extra was followed"


@pytest.mark.parametrize("name", ["README.md", ".ci/run"])
def test_pins_are_installed_one_by_one(name):
    """Old releases of pip look for the newest release of what is asked for with an extra, pinned or not, and stop."""
    lines = re.findall(r"pip install [^&\n]*-r requirements[^&\n]*", (ROOT / name).read_text(encoding="utf-8"))
    assert lines
    assert all("--no-deps" in one for one in lines)
