"""What an attack came to, as rows of a table."""

import time
from dataclasses import dataclass, field


@dataclass
class Row:
    """One kind of input. slowest: seconds, and whose they were; wrong: what did not hold, a line each."""

    kind: str
    tried: int = 0
    taken: int = 0
    refused: int = 0
    slowest: float = 0.0
    whose: str = ""
    wrong: list[str] = field(default_factory=list)

    def took(self, seconds: float, whose: str) -> None:
        """Count one try and keep the longest."""
        self.tried += 1
        if seconds > self.slowest:
            self.slowest, self.whose = seconds, whose

    def failed(self, line: str) -> None:
        """Keep what did not hold."""
        self.wrong.append(line)


class Watch:
    """Seconds since it was begun."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._start


def table(rows: list[Row]) -> str:
    """The rows under each other, then every line of what did not hold."""
    head = f"{'kind':34}{'tried':>8}{'taken':>8}{'refused':>9}{'wrong':>7}{'slowest s':>11}  whose"
    lines = [head]
    for row in rows:
        counts = f"{row.tried:>8}{row.taken:>8}{row.refused:>9}{len(row.wrong):>7}{row.slowest:>11.3f}"
        lines.append(f"{row.kind[:33]:34}{counts}  {row.whose[:60]}")
    lines += [f"  {row.kind}: {line}" for row in rows for line in row.wrong]
    return "\n".join(lines)
