"""/healthz, /readyz, /metrics — for programs that watch this one; nothing of people or cases."""

import asyncio
import hmac
from typing import Any

from litestar import Controller, MediaType, Request, Response, get

from cases.errors import NotFound
from server.auth import OPEN
from server.meter import exposition
from server.meters import others
from server.readiness import gauges, obstacles, on_duty, searchable

ANYBODY: dict[str, Any] = {**OPEN, "anonymous": True}
FORM = "text/plain; version=0.0.4; charset=utf-8"


class HealthPages(Controller):
    path = "/"
    opt = ANYBODY

    @get("/healthz")
    async def alive(self) -> Response[str]:
        """The process answers."""
        return _said("ok\n", 200)

    @get("/readyz")
    async def ready(self, request: Request[Any, Any, Any]) -> Response[str]:
        """People can work: database, schema, clock and index are there. Else 503 with what is not.

        It also names the keeper on duty, and says so while there is no search: no reason to send nobody
        here, for everything else works."""
        found = await obstacles(request.app.state)
        if found:
            return _said("not ready: " + " ".join(found) + "\n", 503)
        keeper = await on_duty()
        more = "" if await searchable(request.app.state) else "search: index being made anew\n"
        return _said("ready\n" + (f"keeper: {keeper}\n" if keeper else "") + more, 200)

    @get("/metrics")
    async def metrics(self, request: Request[Any, Any, Any]) -> Response[str]:
        """Counts for a monitoring system that knows the pass phrase; to anybody else there is no such page."""
        word = request.app.state.settings.metrics
        given = request.headers.get("Authorization", "")
        if not word or not hmac.compare_digest(given.encode(), f"Bearer {word}".encode()):
            raise NotFound(kind="页面", key="metrics")
        settings = request.app.state.settings
        beside = await asyncio.to_thread(others, settings.data_dir / "run")
        text = exposition(request.app.state.meter, await gauges(settings), beside)
        answer = _said(text, 200)
        answer.headers["Content-Type"] = FORM
        return answer


def _said(text: str, status: int) -> Response[str]:
    return Response(text, media_type=MediaType.TEXT, status_code=status, headers={"Cache-Control": "no-store"})
