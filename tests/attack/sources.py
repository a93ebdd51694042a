"""The sources and what they lean on, looked over by programs made for it, which come with ``.[attack]``: ``bandit``
over our own packages, ``pip-audit`` over every pinned one, with ``--bom FILE`` an inventory of them (CycloneDX).

What could not be looked up counts as wrong: without its source of advisories ``pip-audit`` has said nothing.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.attack.rows import Row, Watch

ROOT = Path(__file__).resolve().parents[2]
OURS = ("server", "cases", "search")
PINS = ROOT / "requirements.txt"
GRAVE = ("MEDIUM", "HIGH")
PATIENCE = 600


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bom", type=Path, help="write the inventory of packages there")


def run(asked: argparse.Namespace) -> list[Row]:
    rows = [bandit(), advisories()]
    return [*rows, inventory(asked.bom)] if asked.bom else rows


def bandit() -> Row:
    """Nothing of medium weight or more; whatever is passed over says why in its line."""
    row = Row("bandit, medium and high", whose="packages of our own")
    told = _told(row, "bandit", "-q", "-r", *OURS, "-f", "json")
    if told is None:
        return row
    row.tried = told["metrics"]["_totals"]["loc"]
    for one in told["results"]:
        if one["issue_severity"] in GRAVE:
            row.failed(f"{one['test_id']} {one['filename']}:{one['line_number']} {one['issue_text'][:90]}")
    for path in (path for package in OURS for path in (ROOT / package).rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row.taken += "# nosec" in line
            if "# nosec" in line and not re.search(r"# nosec B[\dB,]+ # (?:noqa: S\d+ -? ?)?[^\s#]", line):
                row.failed(f"{path.relative_to(ROOT)}:{number} does not say what it passes over and why")
    return row


def advisories() -> Row:
    """Every pinned package looked up by name and version."""
    pinned = re.findall(r"^([\w.-]+)==([^ ;\\]+)", PINS.read_text(encoding="utf-8"), flags=re.M)
    row = Row("pip-audit --strict", tried=len(pinned), whose=PINS.name)
    told = _told(row, "pip_audit", "--strict", "--disable-pip", "--no-deps", "-r", str(PINS), "-f", "json",
                 "--progress-spinner", "off", "--timeout", "15")  # fmt: skip
    for one in told["dependencies"] if told else ():
        row.taken += "skip_reason" not in one
        row.wrong += [f"{one['name']} {one.get('version')}: {flaw['id']}" for flaw in one.get("vulns", ())]
    if row.taken < len(pinned) and not row.wrong:
        row.failed(f"{len(pinned) - row.taken} packages were not looked up")
    return row


def inventory(place: Path) -> Row:
    """The packages of an installation with version, hashes and licence, as CycloneDX."""
    row = Row("inventory (CycloneDX)", whose=str(place))
    _told(row, "cyclonedx_py", "requirements", str(PINS), "--output-reproducible", "--pyproject", "pyproject.toml",
          "-o", str(place), reads=False)  # fmt: skip
    if not row.wrong:
        row.tried = row.taken = len(json.loads(place.read_text(encoding="utf-8"))["components"])
    return row


def _told(row: Row, module: str, *words: str, reads: bool = True) -> Any:
    """What a program says as JSON; None where it could not work, which the row then says."""
    watch = Watch()
    done = subprocess.run(
        [sys.executable, "-m", module, *words], capture_output=True, text=True, check=False, timeout=PATIENCE, cwd=ROOT
    )
    row.slowest = watch.seconds
    if not reads and done.returncode == 0:
        return {}
    try:
        return json.loads(done.stdout)
    except ValueError:
        said = [line for line in done.stderr.strip().splitlines() if "WARNING" not in line]
        row.failed(f"{module} could not do its work: {said[-1] if said else done.returncode}")
        return None
