"""Where the tests keep what they write: in memory on a machine that has it, else where temporary files go.

Every commit waits for the disk, here as in use; a disk in memory answers at once, and the engine does just the same.
"""

import os
import tempfile
from pathlib import Path

SHARED = Path("/dev/shm")
# By reckoning, not by measurement, two processes hold some 3 GB: kept databases of 13 MB each, and two servers' logs.
ENOUGH = 4 << 30


def place() -> Path | None:
    """The folder in memory, where there is one with room; None where TMPDIR says that files go somewhere else."""
    if os.environ.get("TMPDIR", str(SHARED)) != str(SHARED) or not _has_room():
        return None
    return SHARED


def keep_files_in_memory() -> None:
    """Let temporary files of this process, and of those it starts, be in memory; a TMPDIR that is set stands."""
    if "TMPDIR" not in os.environ and place():
        os.environ["TMPDIR"] = str(SHARED)
        tempfile.tempdir = None  # asked for again


def _has_room() -> bool:
    """Whether there is such a folder, and memory behind it: what a file system of this kind says is only its limit."""
    try:
        of_disk = os.statvfs(SHARED)
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return False
    free = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), 0)
    return os.access(SHARED, os.W_OK) and min(of_disk.f_bavail * of_disk.f_frsize, free // 2) >= ENOUGH
