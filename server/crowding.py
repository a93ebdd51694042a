"""More requests than can be answered: who comes on top is told so at once, strangers before people who are at work.

A machine that takes on twice what it can do answers everybody after a minute, which helps nobody. What counts is what
is being worked on: neither a body that is still arriving nor an answer that is still being read, or a few hundred slow
connections would shut the door to all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from litestar import Request
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from server.auth import SESSION
from server.cookies import sent
from server.errors import Trouble, show
from server.limits import Limits
from server.meter import READING

AGAIN_SECONDS = 5  # for Retry-After: by then the longest queue that is let in has been answered
# Costs nothing, or tells the machines around that this one lives; the way in is kept open as for people at work.
ASIDE, ENTRY = ("/static/", "/healthz", "/readyz", "/metrics"), "/account/"


@dataclass
class Crowd:
    """What one process is working on now."""

    under_way: int = 0

    def has_room(self, limits: Limits, *, known: bool) -> bool:
        """Whether one more is taken on. known: of somebody with a session, or about to begin one."""
        most = limits.at_once if known else limits.strangers_at_once
        return not most or self.under_way < most


def admitted(crowd: Crowd) -> Callable[[ASGIApp], ASGIApp]:
    """The middleware that answers 503 with Retry-After where there is no room."""

    def around(app: ASGIApp) -> ASGIApp:
        async def admitting(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or scope["path"].startswith(ASIDE):
                await app(scope, receive, send)
                return
            request: Request[Any, Any, Any] = Request(scope)
            known = scope["path"].startswith(ENTRY) or bool(sent(request, SESSION))
            if crowd.has_room(request.app.state.settings.limits, known=known):
                await _worked_on(crowd, app, scope, receive, send)
                return
            refusal = show(request, Trouble(503, what="crowded"), headers={"Retry-After": str(AGAIN_SECONDS)})
            await refusal.to_asgi_response(None, request)(scope, receive, send)

        return admitting

    return around


async def _worked_on(crowd: Crowd, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Count a request from when all of it is here until its answer begins."""
    counted = done = False

    def begin() -> None:
        nonlocal counted
        if not counted and not done:
            counted = True
            crowd.under_way += 1

    def end() -> None:
        nonlocal done
        if counted and not done:
            crowd.under_way -= 1
        done = True

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
        await app(scope, receiving, sending)
    finally:
        end()
