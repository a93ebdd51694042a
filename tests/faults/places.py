"""Where an installation's data lies: four small file systems in memory that can be filled, or one that loses power."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.guard import Guard

SIZE = "256m"
PARTS = ("db", "files", "index", "tmp")
FILLER = "filler"


class NoPlace(Exception):
    """This machine does not give such a place; the text says why."""


def prepare(data: Path, ground: str, guard: Guard) -> "Lossy | None":
    """Make the folders of an installation's data. Under root each of PARTS is a file system of its own.

    ground "lossy": all but tmp lies on a file system that forgets what was not synced. Raises NoPlace.
    """
    data.mkdir()
    lossy = None
    if ground == "lossy":
        lossy = Lossy(data, guard)
        lossy.mount()
    for part in PARTS:
        (data / part).mkdir(exist_ok=True)
        if ground != "lossy" and os.geteuid() == 0:
            options = f"size={SIZE},mode=755"
            done = subprocess.run(
                ["mount", "-t", "tmpfs", "-o", options, "dafu-faults", data / part],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode == 0:
                guard.watch("mount", data / part)
    return lossy


def mounted(place: Path) -> bool:
    """Whether a folder is a file system of its own."""
    return place.is_mount()


def fill(place: Path, *, left: int = 0) -> None:
    """Take all room of a file system, but for so many bytes."""
    with (place / FILLER).open("wb") as out:
        size = 0
        while True:
            state = os.statvfs(place)
            room = state.f_bavail * state.f_frsize - left
            if room < state.f_frsize:
                return
            with contextlib.suppress(OSError):  # others write meanwhile: the next look sees how much is left
                os.posix_fallocate(out.fileno(), size, room)
                size += room


def empty(place: Path) -> None:
    """Give the room back."""
    (place / FILLER).unlink(missing_ok=True)


class Lossy:
    """A file system in memory from which only synced bytes survive a loss of power, see ``lossy``."""

    def __init__(self, place: Path, guard: Guard) -> None:
        self.place, self.guard = place, guard
        self.kept = place.with_name(place.name + "-kept")  # what survived, between two mounts
        self.kept.mkdir()
        self._process: subprocess.Popen | None = None

    def mount(self) -> None:
        """Mount what survived. Raises NoPlace."""
        words = [sys.executable, "-m", "tests.faults.lossy", str(self.place), str(self.kept)]
        log = self.place.with_name("lossy.log").open("ab")
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True)
        until = time.monotonic() + 20
        while not self.place.is_mount():
            if self._process.poll() is not None or time.monotonic() > until:
                said = self.place.with_name("lossy.log").read_text(errors="replace").strip()
                raise NoPlace(f"no FUSE here: {said.splitlines()[-1] if said else 'no answer'}")
            time.sleep(0.05)
        self.guard.watch("group", self._process.pid)
        self.guard.watch("mount", self.place)

    def settle(self) -> None:
        """Have everything on the disk, as after a quiet hour."""
        self._unmount("settle")
        self.mount()

    def cut(self, seed: int, mode: str) -> None:
        """Cut the power and come up again; what wrote is dead already. mode: see ``power.MODES``."""
        self._unmount(f"cut {mode} {seed}")
        self.mount()

    def _unmount(self, order: str) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(f"{order}\n".encode())
        self._process.stdin.close()
        self._process.wait(timeout=120)
        self.guard.watch("over", self._process.pid)
        subprocess.run(["umount", "-l", self.place], stderr=subprocess.DEVNULL, check=False)
