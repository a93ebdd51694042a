"""Counting answers, and the text in which a monitoring system reads the counts. Nothing names a person or a case."""

import contextlib
import os
import resource
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from litestar.types import ASGIApp, Message, Receive, Scope, Send

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass
class Meter:
    """What one process has answered. answers: by method and hundreds of the status; buckets: by kind and bound."""

    started: float = field(default_factory=time.time)
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    buckets: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: {"read": 0.0, "write": 0.0})

    def note(self, method: str, status: int, seconds: float) -> None:
        """One answer."""
        kind = "read" if method in READING else "write"
        self.answers[method if method in READING or method in ("POST", "PUT") else "OTHER", f"{status // 100}xx"] += 1
        self.buckets[kind, bisect_left(BOUNDS, seconds)] += 1
        self.seconds[kind] += seconds


def counted(meter: Meter) -> Callable[[ASGIApp], ASGIApp]:
    """The middleware that counts every answer of a route."""

    def around(app: ASGIApp) -> ASGIApp:
        async def counting(scope: Scope, receive: Receive, send: Send) -> None:
            begun, method = time.perf_counter(), str(scope.get("method", ""))

            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    meter.note(method, message["status"], time.perf_counter() - begun)
                await send(message)

            await app(scope, receive, sending)

        return counting

    return around


def exposition(meter: Meter, gauges: Mapping[str, tuple[str, float]], beside: Mapping[int, Meter] | None = None) -> str:
    """The counts in the text format of Prometheus. gauges: name to what it means and its value.

    beside: what the other processes behind the same address have counted, by their numbers; then each line of counts
    says whose it is, for whoever asks is answered by any of them.
    """
    all_ = {f'process="{number}",': one for number, one in sorted(({os.getpid(): meter} | dict(beside or {})).items())}
    named = all_ if beside else {"": meter}
    lines = ["# HELP dafu_answers_total Answers by method and status.", "# TYPE dafu_answers_total counter"]
    lines += [
        f'dafu_answers_total{{{whose}method="{method}",status="{status}"}} {count}'
        for whose, one in named.items()
        for (method, status), count in sorted(one.answers.items())
    ]
    lines += [
        "# HELP dafu_answer_seconds Time until the answer began.",
        "# TYPE dafu_answer_seconds histogram",
        *(line for whose, one in named.items() for kind in ("read", "write") for line in _histogram(one, kind, whose)),
    ]
    for name, (said, value) in {**_process(meter), **gauges}.items():
        lines += [f"# HELP dafu_{name} {said}", f"# TYPE dafu_{name} gauge", f"dafu_{name} {value:.10g}"]
    return "\n".join(lines) + "\n"


def _histogram(meter: Meter, kind: str, whose: str) -> list[str]:
    lines, sum_ = [], 0
    for at, bound in enumerate((*BOUNDS, None)):
        sum_ += meter.buckets[kind, at]
        least = "+Inf" if bound is None else bound
        lines.append(f'dafu_answer_seconds_bucket{{{whose}kind="{kind}",le="{least}"}} {sum_}')
    total = f'dafu_answer_seconds_sum{{{whose}kind="{kind}"}} {meter.seconds[kind]:.6f}'
    return [*lines, total, f'dafu_answer_seconds_count{{{whose}kind="{kind}"}} {sum_}']


def _process(meter: Meter) -> dict[str, tuple[str, float]]:
    found = {
        "process_start_seconds": ("When this process began, as seconds since 1970.", meter.started),
        "process_memory_bytes": ("Resident memory of this process.", _memory()),
    }
    with contextlib.suppress(OSError):
        found["process_open_files"] = ("Files this process has open.", len(list(Path("/proc/self/fd").iterdir())))
    return found


def _memory() -> float:
    """Resident bytes, where the system tells the present ones, else the most there were."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
