"""The wheel, installed elsewhere, brings its templates, static files, dictionaries and fixtures and runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder that holds the built wheel's contents, and nothing of the checkout."""
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (place / "dist").glob("*.whl")
    target = place / "site"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    return target


def run(installed: Path, place: Path, *words: str) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith("DAFU_")}
    env |= {"PYTHONPATH": str(installed), "DAFU_DATA": str(place / "data")}
    done = subprocess.run(
        [sys.executable, *words], cwd=place, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_wheel_runs_away_from_the_checkout(installed, tmp_path):
    where = run(installed, tmp_path, "-c", "import server, cases, search; print(server.__file__, search.__file__)")
    assert all(Path(path).is_relative_to(installed) for path in where.split())
    archive = installed / "cases/_data/fixtures/archive"
    some = [str(path) for path in sorted(archive.glob("ta-2024-*"))[:3]]
    ended = run(installed, tmp_path, "-m", "server", "import", "--json", *some).splitlines()
    assert json.loads(ended[-1])["new"] == 3
    asked = json.loads(run(installed, tmp_path, "-m", "server", "search", "--json", "提案"))
    assert asked["total"] >= 1


def test_wheel_has_what_the_pages_need(installed):
    assert (installed / "server/_data/templates/base.html").is_file()
    assert (installed / "server/static/app.css").is_file()
    for name in ("verify_audit.py", "nginx.conf", "dafu-web.service", "README.md"):
        assert (installed / "server/deploy" / name).is_file(), name
    assert list((installed / "search/dictionary").glob("*.txt"))
    assert (installed / "cases/_data/fixtures/departments.csv").is_file()
