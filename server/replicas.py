"""Reads may go to a replica, but nobody reads anything older than what he has just written himself.

The place in the database's log that somebody's last commit reached goes with his browser, in a cookie, for a minute;
by then a replica that has not got there has long been left out. Forms never read from a replica.
"""

from typing import Any

from litestar import Request
from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

from cases import database
from cases.engines.replica import LAG, UNKNOWN
from server.cookies import cookie, sent

SEEN = "dafu_seen"
SECONDS = 60
_SAFE = ("GET", "HEAD", "OPTIONS")
assert SECONDS > LAG


def begin(request: Request[Any, Any, Any]) -> None:
    """Say from where the rest of this request may read. An answer to be kept is made of what the primary has."""
    if database.replica() is None:
        return
    after = place_of(sent(request, SEEN))
    state = request.scope["state"]
    state["reading"] = database.read_anywhere(after, allowed=request.method in _SAFE and not state.get("kept"))


async def note(message: Message, scope: Scope) -> None:
    """Hook of the framework, called before each message of each answer: hand the browser the place it has seen."""
    reading = scope.get("state", {}).get("reading")
    if reading is None or not reading.wrote or message["type"] != "http.response.start":
        return
    made = cookie(Request(scope), SEEN, f"{reading.wrote:x}", SECONDS)
    MutableScopeHeaders.from_message(message).add("Set-Cookie", made.to_header(header=""))


def place_of(text: str) -> int:
    """The place in a cookie; one that no replica has reached where it cannot be read."""
    if not text:
        return 0
    try:
        return int(text[:20], 16)
    except ValueError:
        return UNKNOWN
