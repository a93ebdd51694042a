"""Somebody was faster: the form that came too late, to be looked at beside what is there now and sent once more.

Nothing is sent by itself: whoever lost reads who did what and decides. The same form goes out again upon the version
that is in force by now, and whatever the rules forbid by then is refused as ever.
"""

from dataclasses import dataclass
from typing import Any

from litestar import Request

from cases.errors import ChangedMeanwhile

AnyRequest = Request[Any, Any, Any]
MOST_KEPT = 400_000  # characters of a form that is written into the page


@dataclass(frozen=True, slots=True)
class Late:
    """A form that came too late. case: what to look at first; place and fields: to send it again, none where it
    cannot be sent as it was."""

    case: int | None
    place: str
    fields: tuple[tuple[str, str], ...]


def late(request: AnyRequest, error: ChangedMeanwhile) -> Late:
    """What came too late. Only a form about one thing names the version it was written upon as ``seen``."""
    sent: tuple[tuple[str, str], ...] = request.scope.get("state", {}).get("sent", ())
    known = any(name == "seen" for name, _ in sent) and error.version is not None
    size = sum(len(name) + len(value) for name, value in sent)
    if not known or size > MOST_KEPT:
        return Late(error.case, "", ())
    fields = tuple((name, str(error.version) if name == "seen" else value) for name, value in sent)
    return Late(error.case, request.url.path, fields)
