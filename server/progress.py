"""How far a long command is: a bar with the time left on a terminal, plain lines otherwise. Always on stderr."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click

LINE_EVERY = 5.0


class Report(Protocol):
    """Say how many are done, of how many, and what the last one was."""

    def __call__(self, done: int, total: int, last: str) -> None: ...


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """A place to report to while the block runs."""
    if sys.stderr.isatty():
        yield from _bar(title)
    else:
        yield from _lines(title)


def _bar(title: str) -> Iterator[Report]:
    from rich.console import Console  # here, for only a long command at a terminal draws one
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("已用"),
        TimeElapsedColumn(),
        TextColumn("还需"),
        TimeRemainingColumn(),
        TextColumn("[dim]{task.fields[last]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, last="")

        def report(done: int, total: int, last: str) -> None:
            bar.update(task, completed=done, total=total, last=last[-40:])

        yield report


def _lines(title: str) -> Iterator[Report]:
    said = -LINE_EVERY

    def report(done: int, total: int, last: str) -> None:
        nonlocal said
        if done == total or time.monotonic() - said >= LINE_EVERY:
            said = time.monotonic()
            click.echo(f"{title} {done}/{total}", err=True)

    yield report
