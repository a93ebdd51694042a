"""How much of what costs one may have: the figures, why they are so, and how an installation sets its own."""

from dataclasses import dataclass, fields, replace
from datetime import timedelta

from cases.vocabulary.usage import Costly

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MB = 1024 * 1024
SPANS = {Costly.SEARCH: MINUTE, Costly.EXPORT: HOUR, Costly.UPLOAD: DAY, Costly.MAIL: HOUR}


@dataclass(frozen=True, slots=True)
class Limits:
    """0 lifts a limit.

    search: a person's in a minute; nobody reads two answers a second, a script does. search_address: a minute's of all
    at one address without an account; a whole building of deputies sits behind one. What many hard ones cost at once is
    held by turns (``server.crowding``). export: tables, papers and archives a person fetches in an hour; printing a
    session's cases one by one stays below. export_address: the same without an account. mail: acts in an hour that
    write to people. upload_mb: a person's in a day. free_mb: of disk that uploads leave alone. tries_address: wrong
    passwords in a quarter of an hour from one address. tries_hour: in an hour in all, above which somebody should look.
    at_once: requests that one process works on; with 20 ms of the processor each, the last waits five seconds.
    strangers_at_once: of those without a session, once so many of any kind are worked on. The pages of the entry are
    counted by themselves, up to the middle of both.
    """

    search: int = 120
    search_address: int = 1200
    export: int = 300
    export_address: int = 300
    mail: int = 120
    upload_mb: int = 500
    free_mb: int = 2048
    tries_address: int = 50
    tries_hour: int = 1000
    at_once: int = 240
    strangers_at_once: int = 40

    def of(self, what: Costly, *, known: bool) -> int:
        """The most of something within its span, in pieces or bytes. known: of a person, else of an address."""
        if what is Costly.UPLOAD:
            return self.upload_mb * MB
        if what is Costly.MAIL or known:
            return int(getattr(self, what.value))
        return int(getattr(self, f"{what.value}_address"))


OFF = Limits(**dict.fromkeys((f.name for f in fields(Limits)), 0))
NAMES = tuple(f.name for f in fields(Limits))


def limits_from(said: str) -> Limits:
    """``search=60,export=0``: those that are named, the others as they are. Raises ValueError with what is wrong."""
    changes = {}
    for part in filter(None, (one.strip() for one in said.split(","))):
        name, _, number = (one.strip() for one in part.partition("="))
        if name not in NAMES or not (number.isascii() and number.isdigit() and len(number) <= 9):
            raise ValueError(f"{part}：请写成 名称=整数，名称有 {'、'.join(NAMES)}")
        changes[name] = int(number)
    return replace(Limits(), **changes)
