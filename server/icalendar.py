"""Days as a calendar that programs subscribe to (RFC 5545). Pure: the same days make the same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MEDIA = "text/calendar; charset=utf-8"
LONGEST = 75  # octets of a line without its end


@dataclass(frozen=True, slots=True)
class Event:
    """One day. uid: the same for ever. stamped: when what it says last changed, or as good as known."""

    uid: str
    day: date
    summary: str
    told: str
    url: str
    stamped: datetime


def calendar(name: str, events: Iterable[Event], *, host: str) -> bytes:
    """The whole file. host: of this site, which makes the uids unique in the world."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dafu//Dafu//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}@{host}",
            f"DTSTAMP:{event.stamped.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(1):%Y%m%d}",
            f"SUMMARY:{_escaped(event.summary)}",
            f"DESCRIPTION:{_escaped(event.told)}",
            f"URL:{event.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    plain = " ".join(text.replace("\r\n", "\n").split("\r"))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return "".join(char for char in plain.replace("\n", "\\n") if char.isprintable())


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, never within a character; each further piece begins with a blank."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
