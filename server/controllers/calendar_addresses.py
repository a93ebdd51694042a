"""/account/calendar — the secret address of one's own due days; /calendars — where calendar programs fetch them."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.calendar_addresses import open_calendar, withdraw_calendar
from cases.errors import NotFound
from cases.queries.calendar_addresses import DueTask, living_address, owner_of, tasks_due
from server import icalendar, open_answers, pages
from server.auth import ANYBODY, SIGNED, actor_of
from server.filters import numbered

AnyRequest = Request[Any, Any, Any]
LONGEST_SECRET = 100
UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)  # a task says no time of its last change


class CalendarAddressPages(Controller):
    path = "/account/calendar"
    opt = SIGNED

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """Whether there is an address, and what it is good for."""
        return await _index(request)

    @post("/", status_code=200)
    async def make(self, request: AnyRequest) -> Response[str]:
        """Make one; it is shown on this answer only."""
        secret = await open_calendar(actor=actor_of(request))
        return await _index(request, address=f"{pages.base_of(request)}/calendars/{secret}.ics")

    @post("/withdraw", status_code=200)
    async def withdraw(self, request: AnyRequest) -> Response[Any]:
        """Take it back."""
        await withdraw_calendar(actor=actor_of(request))
        return pages.done(request, "/account/calendar", flash="calendar-withdrawn")


class CalendarFeed(Controller):
    path = "/calendars"
    opt = ANYBODY  # whoever holds the address is let in by it alone

    @get("/{name:str}")
    async def feed(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """What is due, for whoever holds the address; an unknown one and one that was taken back are alike."""
        secret, dot, form = name.rpartition(".")
        if not dot or form != "ics" or len(secret) > LONGEST_SECRET:
            raise NotFound(kind="日历", key="…")
        base, tasks = pages.base_of(request), await tasks_due(actor=await owner_of(secret))
        title = pages.render(request, "calendar_addresses/title.txt").strip()
        body = icalendar.calendar(title, (_event(task, base) for task in tasks), host=urlsplit(base).hostname or "")
        return open_answers.sent(request, body, icalendar.MEDIA, headers={"Cache-Control": "private, no-cache"})


def _event(task: DueTask, base: str) -> icalendar.Event:
    summary = f"{numbered(task.number, ordinal=True)} {task.what}" if task.number else task.what
    return icalendar.Event(task.key, task.due_on, summary, task.unit or "", f"{base}/cases/{task.case_id}", UNKNOWN)


async def _index(request: AnyRequest, *, address: str = "") -> Response[str]:
    since = await living_address(actor=actor_of(request))
    return pages.page(request, "calendar_addresses/index.html", since=since, address=address)
