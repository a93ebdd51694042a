"""Runs a script in several processes at once."""

import subprocess
import sys


def exit_codes(script: str, *words: str, times: int) -> list[int]:
    """What so many processes of a script, started together, ended with."""
    running = [subprocess.Popen([sys.executable, "-c", script, *words]) for _ in range(times)]
    return [process.wait(timeout=120) for process in running]
