"""More requests than can be answered: who comes on top is told so at once, strangers before people who are at work.

A machine that takes on twice what it can do answers everybody after a minute, which helps nobody. What counts is what
is being worked on: neither a body that is still arriving nor an answer that is still being read, or a few hundred slow
connections would shut the door to all. One address has a quarter at most: an office comes from one, and so does an
attacker.
"""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from litestar import Request
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from cases.errors import Outage
from cases.queries.sessions import session_of
from cases.vocabulary.usage import Costly
from server.auth import SESSION
from server.clients import client_address
from server.cookies import sent
from server.errors import Trouble, show
from server.limits import Limits
from server.meter import READING
from server.spending import cost_of

AnyRequest = Request[Any, Any, Any]

AGAIN_SECONDS = 5  # for Retry-After: by then the longest queue that is let in has been answered
# Costs nothing, or tells the machines around that this one lives; the way in is kept open longer than the rest.
ASIDE, ENTRY = ("/static/", "/healthz", "/readyz", "/metrics"), "/account/"
QUARTER = 4
BELIEVED_SECONDS, MOST_BELIEVED = 60.0, 10_000
SEARCHES = 1  # of strangers at a time: a hard one takes a thread for half a second, and all threads take turns
SEARCHING, SPARE = 0.3, 2.0  # the part of the time that strangers may search, and seconds that they may lay by of it
PAGES = 4  # of strangers that are made at a time: the rest stand in line, so that people at work share with few
FIFTH = 5  # of the strangers' room is for those who wait for their turn to search; the rest is for pages


class Standing(Enum):
    """Who asks. ENTERING: for the pages of the entry, which anybody may fill with wrong passwords."""

    STRANGER, ENTERING, KNOWN = range(3)

    def room(self, limits: Limits) -> int:
        """Up to how many requests one of them is taken on; 0 for any number. The last part is for people at work."""
        if self is Standing.ENTERING and limits.strangers_at_once and limits.at_once:
            return (limits.strangers_at_once + limits.at_once + 1) // 2
        if self is Standing.ENTERING:
            return limits.at_once
        return limits.at_once if self is Standing.KNOWN else limits.strangers_at_once


@dataclass
class Crowd:
    """What one process is working on now. entering: pages of the entry, which wait for passwords to be compared and
    are counted by themselves; of: all, by address; searches: for strangers who wait for an answer's turn; living:
    sessions lately found alive, by their cookie, and until when that is believed; spare: seconds of searching that
    strangers had laid by at the moment ``since``, less than none where they have had more than their part; searchers:
    strangers who wait for their turn to search, or have it; pages: the turns of strangers' pages."""

    under_way: int = 0
    entering: int = 0
    of: Counter[str] = field(default_factory=Counter)
    living: dict[str, float] = field(default_factory=dict)
    searches: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SEARCHES))
    spare: float = SPARE
    since: float = field(default_factory=time.monotonic)
    searchers: int = 0
    pages: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PAGES))

    def has_room(self, limits: Limits, address: str, standing: Standing) -> bool:
        """Whether one more is taken on."""
        most, among = standing.room(limits), self.entering if standing is Standing.ENTERING else self.under_way
        return not most or (among < most and self.of[address] < max(1, most // QUARTER))

    def begin(self, address: str, *, entering: bool) -> None:
        """One more is being worked on."""
        self._count(address, 1, entering)

    def end(self, address: str, *, entering: bool) -> None:
        """One less."""
        self._count(address, -1, entering)

    def _count(self, address: str, one: int, entering: bool) -> None:
        if entering:
            self.entering += one
        else:
            self.under_way += one
        self.of[address] += one
        if not self.of[address]:
            del self.of[address]

    @contextlib.asynccontextmanager
    async def turn_to_search(self) -> AsyncIterator[None]:
        """A stranger's, when nobody else of them searches and they have not had their part of the time: a thread that
        searches stops the pages of everybody else at each of their steps."""
        self.searchers += 1
        try:
            async with self.searches:
                begun = time.monotonic()
                self.spare, self.since = min(SPARE, self.spare + (begun - self.since) * SEARCHING), begun
                await asyncio.sleep(max(0.0, -self.spare / SEARCHING))
                begun = time.monotonic()
                try:
                    yield
                finally:
                    self.spare -= time.monotonic() - begun
        finally:
            self.searchers -= 1


def may_enter(request: AnyRequest) -> bool:
    """Whether somebody without a session who asks this is let in now."""
    settings, crowd, path = request.app.state.settings, request.app.state.crowd, request.scope["path"]
    limits: Limits = settings.limits
    searches = cost_of(request, request.scope["route_handler"].opt) is Costly.SEARCH
    if searches and 0 < limits.strangers_at_once <= crowd.searchers * FIFTH:
        return False
    standing = Standing.ENTERING if path.startswith(ENTRY) else Standing.STRANGER
    return bool(crowd.has_room(limits, client_address(request, settings.proxies), standing))


def admitted() -> Callable[[ASGIApp], ASGIApp]:
    """The middleware that answers 503 with Retry-After where there is no room; the crowd is in the app's state."""

    def around(app: ASGIApp) -> ASGIApp:
        async def admitting(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or scope["path"].startswith(ASIDE):
                await app(scope, receive, send)
                return
            request: AnyRequest = Request(scope)
            settings, crowd = request.app.state.settings, request.app.state.crowd
            address = client_address(request, settings.proxies)
            if may_enter(request) or (
                crowd.has_room(settings.limits, address, Standing.KNOWN) and await _lives(crowd, sent(request, SESSION))
            ):
                turns = crowd.pages if await _stands_in_line(request, crowd) else None
                await _worked_on(crowd, address, turns, app, scope, receive, send)
                return
            trouble = Trouble(503, what="crowded", again=request.method in ("GET", "HEAD"))
            refusal = show(request, trouble, headers={"Retry-After": str(AGAIN_SECONDS)})
            await refusal.to_asgi_response(None, request)(scope, receive, send)

        return admitting

    return around


async def _lives(crowd: Crowd, token: str) -> bool:
    """Whether the session that a browser names is one: anybody can send a cookie. Asked for only where it decides, so
    that a read by key is all that somebody costs who is then sent away. The gate itself asks again for each request."""
    if crowd.living.get(token, 0.0) > time.monotonic():
        return True
    with contextlib.suppress(Outage):
        if token and await session_of(token) is not None:
            if len(crowd.living) >= MOST_BELIEVED:
                crowd.living.clear()
            crowd.living[token] = time.monotonic() + BELIEVED_SECONDS
            return True
    return False


async def _stands_in_line(request: AnyRequest, crowd: Crowd) -> bool:
    """Whether a page is made in its turn: a stranger's, whose addresses differ so that none is an answer kept. Not the
    way in; not what has turns of its own or a price. Who has a session is only asked for where there is a line."""
    path, opt = request.scope["path"], request.scope["route_handler"].opt
    if request.method not in READING or path.startswith(ENTRY) or cost_of(request, opt) is not None:
        return False
    return not (crowd.pages.locked() and await _lives(crowd, sent(request, SESSION)))


async def _worked_on(
    crowd: Crowd,
    address: str,
    turns: asyncio.Semaphore | None,
    app: ASGIApp,
    scope: Scope,
    receive: Receive,
    send: Send,
) -> None:
    """Count a request from when all of it is here until its answer begins, and let it wait for one of ``turns``."""
    counted = done = held = False
    entering = scope["path"].startswith(ENTRY)

    def begin() -> None:
        nonlocal counted
        if not counted and not done:
            counted = True
            crowd.begin(address, entering=entering)

    def end() -> None:
        nonlocal done, held
        if counted and not done:
            crowd.end(address, entering=entering)
        if held and turns is not None:
            turns.release()
        done, held = True, False

    async def receiving() -> Any:
        message = await receive()
        if not message.get("more_body", False):
            begin()
        return message

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            end()
        await send(message)

    if str(scope.get("method")) in READING:
        begin()
    try:
        if turns is not None:
            held = await turns.acquire()
        await app(scope, receiving, sending)
    finally:
        end()
