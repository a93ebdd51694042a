"""Machines that are network namespaces: two of them and, between them, a third with people, store and balancer."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator

BETWEEN = "dafu-c"
ADDRESSES = {"dafu-a": "10.77.0.1", "dafu-b": "10.77.0.2", BETWEEN: "10.77.0.3"}
_BRIDGE = "dafu0"


def ip(*words: str, check: bool = True) -> str:
    """Run ``ip``; what it says."""
    return subprocess.run(["ip", *words], check=check, capture_output=True, text=True).stdout


@contextlib.contextmanager
def network() -> Iterator[None]:
    """Three namespaces on one bridge, which lies in the third; in the end nothing of them is left, nor what runs in
    them. The network of this machine is not touched."""
    _remove()
    try:
        for space in ADDRESSES:
            ip("netns", "add", space)
            ip("-n", space, "link", "set", "lo", "up")
        ip("-n", BETWEEN, "link", "add", _BRIDGE, "type", "bridge")
        ip("-n", BETWEEN, "link", "set", _BRIDGE, "up")
        ip("-n", BETWEEN, "addr", "add", f"{ADDRESSES[BETWEEN]}/24", "dev", _BRIDGE)
        for space in ADDRESSES:
            if space != BETWEEN:
                port = _port(space)
                ip("-n", BETWEEN, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", space)
                ip("-n", BETWEEN, "link", "set", port, "master", _BRIDGE, "up")
                ip("-n", space, "addr", "add", f"{ADDRESSES[space]}/24", "dev", "eth0")
                ip("-n", space, "link", "set", "eth0", "up")
        yield
    finally:
        _remove()


def cut(space: str) -> None:
    """Pull the cable: what is sent from now on is lost, and nobody is told."""
    ip("-n", BETWEEN, "link", "set", _port(space), "down")


def mend(space: str) -> None:
    """Put the cable back."""
    ip("-n", BETWEEN, "link", "set", _port(space), "up")


def inside(space: str, *words: object) -> list[str]:
    """The command that runs these words on a machine."""
    return ["ip", "netns", "exec", space, *map(str, words)]


def end_all(space: str) -> None:
    """SIGKILL to all that runs on a machine, as when its power fails."""
    for process in ip("netns", "pids", space, check=False).split():
        if int(process) != os.getpid():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(process), signal.SIGKILL)


def _port(space: str) -> str:
    return f"{space}-0"


def _remove() -> None:
    for space in ADDRESSES:
        if space in ip("netns", "list", check=False).split():
            end_all(space)
            ip("netns", "del", space, check=False)
