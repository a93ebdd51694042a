"""Processes that must not outlive the one that started them."""

import contextlib
import os
import signal
import subprocess
import sys

PATIENCE = 30


def outlived(program: str) -> tuple[str, bool]:
    """Run a program that prints a line when its workers are at work, and then waits; SIGKILL it alone. What it
    printed, and whether somebody still held its output half a minute later."""
    one = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert one.stdout is not None
    said = one.stdout.readline()
    one.kill()
    try:
        one.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return said, True
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)
    return said, False
