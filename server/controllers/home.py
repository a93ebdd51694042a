"""/ — for the public the search box and what is new; for everyone else the queue of what waits for him."""

from typing import Any

from litestar import Controller, Request, Response, get

from cases.actor import Actor
from cases.clock import now, today
from cases.queries.cases import CaseFilter, states_of
from cases.queries.commitments import due_soon
from cases.queries.counting import numbers
from cases.queries.delegations import DelegationRow, delegations_of
from cases.queries.notices import latest_notices
from cases.queries.phones import phones_of
from cases.queries.queue import SORTS, QueueFilter, first_task, queue_of
from cases.queries.queue_rows import QueueRow
from cases.queries.replies import ReplyFilter, reply_list
from cases.queries.waiting import QUEUED
from cases.vocabulary import QueueTab, Role, Track, Waiting
from server import desk, pages
from server.auth import ALIKE, SIGNED, actor_of
from server.filters import query
from server.forms import LARGEST_ID, PER_PAGE, slice_of, whole_of
from server.list_forms import pairs_of, queue_filter

AnyRequest = Request[Any, Any, Any]
SHOWN, LATEST, TOLD, MOST_PRINTED = 8, 3, 5, 500
FIRST_ROWS = 10  # the rest of the desk is to be seen without scrolling
# Where each kind of work is done; all else on the page of the case.
PLACES: dict[Waiting, str] = {
    Waiting.TO_SIGN_JOINTLY: "/submissions/{case}",
    Waiting.TO_REVISE: "/submissions/{case}/edit",
    Waiting.ENTRY_TO_CONFIRM: "/submissions/{case}",
    Waiting.TO_RATE: "/ratings/{thing}",
    Waiting.TO_CONFIRM: "/contacts/{thing}",
    Waiting.TO_REVIEW: "/reviews/{case}",
    Waiting.TO_ASSIGN: "/assignments/new?case={case}-{seen}",
    Waiting.RETURN_ASKED: "/returns/decide?assignment={thing}",
    Waiting.EXTENSION_ASKED: "/extensions/decide?assignment={thing}",
    Waiting.TO_ACCEPT: "/assignments/{thing}/accept",
    Waiting.TO_PLAN: "/assignments/{thing}/plan",
    Waiting.TO_COSIGN: "/drafts/{thing}",
    Waiting.TO_APPROVE: "/approvals/{thing}",
    Waiting.SENT_BACK: "/drafts/{thing}",
    Waiting.TO_SEND: "/drafts/{thing}",
}


class HomePages(Controller):
    path = "/"
    opt = ALIKE

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """Every number leads to exactly the rows it counts."""
        if actor_of(request).role in QUEUED:
            return await _queue(request)
        actor = actor_of(request)
        return pages.page(
            request,
            "home/index.html",
            numbers=await numbers(actor=actor),
            newest=await reply_list(ReplyFilter(), actor=actor, per_page=SHOWN),
            due=await due_soon(actor=actor, limit=SHOWN),
        )

    @get("/next", opt=SIGNED)
    async def next(self, request: AnyRequest) -> Response[Any]:
        """To what is most urgent now; after: the case that was just dealt with."""
        after = whole_of(request.query_params.get("after"), least=1, most=LARGEST_ID)
        row = await first_task(actor=actor_of(request), after=after)
        return pages.done(request, place(row) if row else "/")

    @get("/today", opt=SIGNED)
    async def today(self, request: AnyRequest) -> Response[str]:
        """What waits, as a sheet to print."""
        actor = actor_of(request)
        found = await queue_of(QueueFilter(), actor=actor, per_page=MOST_PRINTED)
        rows = found.rows.rows
        phones = await phones_of([row.case_id for row in rows], actor=actor)
        return pages.page(request, "home/today.html", rows=rows, total=found.rows.total, phones=phones)


def place(row: QueueRow) -> str:
    """The page on which a row of the queue is dealt with."""
    where = PLACES.get(row.waiting, "/cases/{case}") if row.waiting else "/cases/{case}"
    return where.format(case=row.case_id, thing=row.thing, seen=row.seen)


async def _queue(request: AnyRequest) -> Response[str]:
    actor, wanted, part = (
        actor_of(request),
        queue_filter(request.query_params),
        slice_of(request.query_params, FIRST_ROWS),
    )
    found = await queue_of(wanted, actor=actor, page=part.page, per_page=part.per_page)
    latest: tuple[QueueRow, ...] = ()
    if actor.role is Role.SUBMITTER:
        told = await queue_of(QueueFilter(tab=QueueTab.TOLD), actor=actor, per_page=LATEST)
        latest = told.rows.rows
    year = CaseFilter(year=today().year, department=actor.unit)
    made = pages.page(
        request,
        "home/queue.html",
        queue=found,
        wanted=wanted,
        pairs=_pairs(wanted),
        tabs=QueueTab,
        tracks=Track,
        place=_opening,
        latest=latest,
        told=await latest_notices(TOLD, actor=actor),
        progress=await states_of(year, actor=actor),
        year=pairs_of(year),
        lent=await _lent(actor),
        read_at=now(),
        per=part.per_page,
        lengths=(FIRST_ROWS, *PER_PAGE),
    )
    desk.remember(request, made)
    return made


def _opening(row: QueueRow) -> str:
    """Where the link of a row leads: past what was told of the case, so that it counts as read, to the task."""
    return f"/notices/cases/{row.case_id}?{query({'to': place(row)})}" if row.fresh else place(row)


async def _lent(actor: Actor) -> tuple[DelegationRow, ...]:
    """Posts that others have lent to the reader for these days, while he acts in his own."""
    if actor.acts_as is not None:
        return ()
    rows = await delegations_of(actor=actor)
    return tuple(row for row in rows if row.running and row.deputy_id == actor.person)


def _pairs(wanted: QueueFilter) -> list[tuple[str, str]]:
    """The filter as an address has it; what is as ever is left out."""
    said = {
        "tab": "" if wanted.tab is QueueTab.TO_DO else wanted.tab.value,
        "waiting": wanted.waiting.value if wanted.waiting else "",
        "light": wanted.light,
        "due": wanted.due,
        "text": wanted.text,
        "track": wanted.track.value if wanted.track else "",
        "unit": str(wanted.unit or ""),
        "sort": "" if wanted.sort == SORTS[0] else wanted.sort,
    }
    return [(name, value) for name, value in said.items() if value]
