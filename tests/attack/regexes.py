"""Every regular expression of the program against texts that make it work as long as it can, each in its own time.

A pattern that is only ever asked at one place of a text is tried there, all others over the whole text. Nothing may
take more than a tenth of a second of processor time for 50,000 characters.
"""

import argparse
import multiprocessing
import re
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from tests.attack.hostile_texts import texts
from tests.attack.patterns import Found, collected, unseen, verbs
from tests.attack.rows import Row

LONGEST = 0.1
GIVEN_UP = 2.0
AT_ONE_PLACE = frozenset({"match", "fullmatch"})
MOST_UNSEEN = 6  # places that only special files or typing reach


class TooLong(Exception):
    """The pattern used up its processor time."""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", type=int, default=50_000, help="characters of each text")


def run(asked: argparse.Namespace) -> list[Row]:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as afresh:
        found, missing = afresh.submit(gathered).result()
    rows = {package: Row(f"patterns of {package}") for package in ("search", "cases", "server")}
    for one in found:
        row = rows[one.place.partition("/")[0]]
        row.taken += 1
        for name, seconds in tries(one, asked.size):
            row.took(seconds, f"{one.place}, {name}")
            if seconds > LONGEST:
                row.failed(f"{one.place}: {seconds:.2f} s for a {name}: {one.pattern[:100]!r}")
    missed = Row("places whose pattern was not made", tried=len(found), whose=", ".join(sorted(missing)))
    if len(missing) > MOST_UNSEEN:
        missed.failed(f"{len(missing)}: the archive no longer leads to them")
    return [*rows.values(), missed]


def gathered() -> tuple[list[Found], list[str]]:
    """Every pattern, and the places whose pattern was not made; in a process that has read no module of ours yet."""
    found = collected(read_the_archive)
    return found, unseen(found)


def tries(
    found: Found, size: int, given_up: float = GIVEN_UP, ways: Callable[..., Iterator[tuple[str, str]]] = texts
) -> Iterator[tuple[str, float]]:
    """Name and seconds of processor time of each text. What takes longer than ``given_up`` is stopped there."""
    compiled = re.compile(found.pattern, found.flags)
    once = verbs().get(found.place, frozenset()) or {"finditer"}
    for name, text in ways(found.pattern, found.flags, size):
        if once <= AT_ONE_PLACE:
            yield name, sum(spent(compiled, verb, text, given_up) for verb in once)
        else:
            yield name, spent(compiled, "finditer", text, given_up)


def spent(compiled: re.Pattern[Any], verb: str, text: str, given_up: float) -> float:
    """Seconds of processor time of one way to ask."""
    said: Any = text.encode() if isinstance(compiled.pattern, bytes) else text
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, given_up)
    begun = time.process_time()
    try:
        done = getattr(compiled, verb)(said)
        for _ in done if verb == "finditer" else ():
            pass
    except TooLong:
        return max(given_up, time.process_time() - begun)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - begun


def read_the_archive() -> None:
    """Read the pages that ship and ask for something, so that patterns that are made of words are made."""
    from cases.importing.parsing import parse
    from cases.intake.sources import read_document, read_paths
    from cases.resources import fixtures
    from search.matters import parts_of
    from search.snippets import marks

    for source in read_paths([fixtures() / "archive"]):
        raw = read_document(source.name, source.read())
        parse(raw)
        parts_of(raw.text[:500])
        marks(raw.text, ("养老", "停车"))


def _stop(*_: Any) -> None:
    raise TooLong
