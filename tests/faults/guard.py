"""Ends what a run has started when the run itself is killed: ``python -m tests.faults.guard`` with orders on stdin.

Lines are ``group N``, ``over N`` where that group has ended, ``mount PLACE`` and ``folder PLACE``. When stdin ends,
groups are killed, places unmounted, the newest first, and folders removed; a run that ends by itself does it thus, too.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time


def main() -> None:
    told: dict[str, list[str]] = {"group": [], "over": [], "mount": [], "folder": []}
    for line in sys.stdin:
        kind, _, what = line.strip().partition(" ")
        told[kind].append(what)
    groups, mounts, folders = told["group"], told["mount"], told["folder"]
    for group in set(groups) - set(told["over"]):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(int(group), signal.SIGKILL)
    time.sleep(0.3)
    for place in reversed(mounts):
        subprocess.run(["umount", "-l", place], stderr=subprocess.DEVNULL, check=False)
    for place in folders:
        shutil.rmtree(place, ignore_errors=True)


class Guard:
    """The guard as its run sees it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.guard"], stdin=subprocess.PIPE, text=True, start_new_session=True
        )

    def watch(self, kind: str, what: object) -> None:
        """Have something ended with the run. kind: "group", "over", "mount" or "folder"."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{kind} {what}\n")
        self._process.stdin.flush()

    def end(self) -> None:
        """End everything now."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)


if __name__ == "__main__":
    main()
