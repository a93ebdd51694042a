"""Runs a script in several processes at once, and finds a port for a process."""

import socket
import subprocess
import sys
from contextlib import closing


def exit_codes(script: str, *words: str, times: int) -> list[int]:
    """What so many processes of a script, started together, ended with."""
    running = [subprocess.Popen([sys.executable, "-c", script, *words]) for _ in range(times)]
    return [process.wait(timeout=120) for process in running]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
