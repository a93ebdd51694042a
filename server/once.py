"""A form does its work once: a second press, a reload, a network that sends again are led to where the first one led.

The gate gives each POST's key to the actor, ``cases.journal`` leaves it behind in the transaction of the act, and the
hook here keeps where the answer led to. A request that lost against its own twin, whatever error it met, is led there.
"""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

from cases.actor import Once
from cases.database import outage_of
from cases.requests import AlreadyDone, key_of, note_place, place_of
from server.pages import inside

LOOKS = 20
PAUSE = 0.05  # seconds between two looks for the place of a twin that is still being answered


async def begin(sender: str, sent: str) -> Once:
    """The key of a request that is about to act. Raises AlreadyDone where that was done before."""
    key = key_of(sender, sent)
    place = await _settled(key)
    if place is not None:
        raise AlreadyDone(place)
    return Once(key)


async def settle(message: Message, scope: Scope) -> None:
    """Hook of the framework, called before each message of each answer."""
    once: Once | None = scope.get("state", {}).get("once")
    if once is None or message["type"] != "http.response.start":
        return
    try:
        await _place_kept_or_found(once, message, scope)
    except Exception as error:  # the act is done or not, whether or not this can be looked up now
        if outage_of(error) is None:
            raise


async def _place_kept_or_found(once: Once, message: Any, scope: Scope) -> None:
    headers: Any = MutableScopeHeaders.from_message(message)
    if once.taken and message["status"] < 400:
        place = headers.get("location") or headers.get("hx-redirect") or _page_of(scope)
        await note_place(once.key, place)
    elif not once.taken and message["status"] >= 400:
        place = await _settled(once.key)
        if place is not None:
            lead(message, headers, scope, place)


def lead(message: Message, headers: Any, scope: Scope, place: str) -> None:
    """Turn an answer into a redirect to where the first one led."""
    asked = any(name == b"hx-request" for name, _ in scope["headers"])
    message["status"] = 200 if asked else 303  # type: ignore[typeddict-unknown-key]
    headers["HX-Redirect" if asked else "Location"] = place or _page_of(scope)


async def _settled(key: str) -> str | None:
    """Where a key led to, after a little patience while that is not known yet; None where it was never used."""
    place = await place_of(key)
    for _ in range(LOOKS):
        if place != "":
            break
        await asyncio.sleep(PAUSE)
        place = await place_of(key)
    return place


def _page_of(scope: Scope) -> str:
    """The page of this site that the form stood on."""
    sent = dict(scope["headers"])
    came = urlsplit(sent.get(b"referer", b"").decode("latin-1"))
    ours = came.netloc and came.netloc == sent.get(b"host", b"").decode("latin-1")
    return inside(came.path + (f"?{came.query}" if came.query else "")) if ours else "/"
