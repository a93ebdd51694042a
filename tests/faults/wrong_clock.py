"""A program whose clock is wrong by as many seconds as a file says: a library that is loaded before it, ``clock.c``.

libfaketime would do, but for what it does to waiting: threads take turns twenty times as slowly, and short sleeps are
refused.
"""

import shutil
import subprocess
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from tests.faults.places import NoPlace

_SOURCE = Path(__file__).with_name("clock.c")
_FILE = "WRONG_CLOCK_FILE"


def told(folder: Path) -> dict[str, str]:
    """What a program is to be told so that its clock can be turned. Raises NoPlace without a C compiler."""
    compiler, library, file = shutil.which("cc"), folder / "clock.so", folder / "clock"
    if compiler is None:
        raise NoPlace("no C compiler: apt-get install gcc libc6-dev")
    made = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(_SOURCE), "-ldl"], capture_output=True, text=True
    )
    if made.returncode:
        raise NoPlace(made.stderr.strip()[:300])
    file.write_text("0")
    return {"LD_PRELOAD": str(library), _FILE: str(file)}


def turn(environment: Mapping[str, str], wrong_by: timedelta) -> None:
    """Set the clock of whoever was told so; each process reads it again within a second."""
    Path(environment[_FILE]).write_text(str(round(wrong_by.total_seconds())))
