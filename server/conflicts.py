"""Somebody was faster: the form that came too late, to be looked at beside what is there now and sent once more.

Nothing is sent by itself: whoever lost reads who did what and decides. The same form goes out again upon the version
that is in force by now, and whatever the rules forbid by then is refused as ever.
"""

from dataclasses import dataclass
from typing import Any

from litestar import Request

from cases.errors import ChangedMeanwhile
from server.addresses import path_of

AnyRequest = Request[Any, Any, Any]
MOST_KEPT = 400_000  # characters of a form that is written into the page


@dataclass(frozen=True, slots=True)
class Late:
    """A form that came too late. case: what to look at first; now: who did what when, and the state since then; words:
    what the reader wrote; place and fields: to send it again, none where it cannot be sent as it was."""

    case: int | None
    now: ChangedMeanwhile
    words: tuple[str, ...]
    place: str
    fields: tuple[tuple[str, str], ...]


def late(request: AnyRequest, error: ChangedMeanwhile) -> Late:
    """What came too late. Only a form about one thing names the version it was written upon as ``seen``."""
    state = request.scope.get("state", {})
    sent: tuple[tuple[str, str], ...] = state.get("sent", ())
    words: tuple[str, ...] = state.get("written", ())
    known = any(name == "seen" for name, _ in sent) and error.version is not None
    size = sum(len(name) + len(value) for name, value in sent)
    if not known or size > MOST_KEPT:
        return Late(error.case, error, words, "", ())
    fields = tuple((name, str(error.version) if name == "seen" else value) for name, value in sent)
    return Late(error.case, error, words, path_of(request), fields)
