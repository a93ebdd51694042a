"""/gk/promises — what was promised in public and what became of it, by subject, unit and year."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from litestar import Controller, Request, Response, get

from cases.actor import PUBLIC
from cases.clock import BEIJING
from cases.errors import TooManyRows
from cases.queries.commitments import CommitmentFilter, CommitmentRow, every_commitment
from cases.queries.counting import choices
from cases.queries.promises import promise_facets, promise_list
from cases.vocabulary.keeping import Keeping
from server import icalendar, jsonld, open_answers, pages
from server.auth import ALIKE, ANYBODY, actor_of
from server.forms import slice_of
from server.list_forms import commitment_filter, pairs_of

AnyRequest = Request[Any, Any, Any]
# Only these narrow here, as in the skins for programs; the ledger has more.
FILES = {
    "text/csv": "/api/v1/commitments.csv",
    "application/json": "/api/v1/commitments",
    "text/calendar": "/gk/promises.ics",
}
MOST_DAYS = 5_000
NARROWING = ("text", "department", "place", "year", "category", "keeping")


class PromisePages(Controller):
    path = "/gk"
    opt = ALIKE

    @get("/promises")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The promises in the order of their days; units are told apart, not ranked."""
        wanted, part, actor = narrowed(request), slice_of(request.query_params), actor_of(request)
        return pages.answer(
            request,
            whole="promises/index.html",
            part="promises/_rows.html",
            wanted=wanted,
            asked=pairs_of(wanted),
            rows=await promise_list(wanted, actor=actor, page=part.page, per_page=part.per_page),
            facets=await promise_facets(wanted, actor=actor),
            choices=await choices(actor=actor),
            keepings=Keeping,
            linked=jsonld.of_list("/gk/promises", FILES, pages.base_of(request)),
        )

    @get("/promises.ics", opt={**ANYBODY, **ALIKE})
    async def days(self, request: AnyRequest) -> Response[Any]:
        """The last days of the same promises, to subscribe to."""
        wanted, base = replace(narrowed(request), due="dated"), pages.base_of(request)
        rows = await every_commitment(wanted, actor=PUBLIC, most=MOST_DAYS + 1)
        if len(rows) > MOST_DAYS:
            raise TooManyRows(count=len(rows), limit=MOST_DAYS)
        title = pages.render(request, "promises/title.txt").strip()
        body = icalendar.calendar(title, (_event(row, base) for row in rows), host=urlsplit(base).hostname or "")
        return open_answers.sent(request, body, icalendar.MEDIA)


def _event(row: CommitmentRow, base: str) -> icalendar.Event:
    assert row.due_on is not None
    stamped = datetime.combine(row.signed_on or date(2000, 1, 1), time(), BEIJING)
    told = "，".join(said for said in (row.department, row.case_title or row.document_title, row.number) if said)
    place = base + pages.place_of(row)
    return icalendar.Event(f"commitment-{row.id}", row.due_on, row.quote, told, place, stamped)


def narrowed(request: AnyRequest) -> CommitmentFilter:
    """The filter of an address, as far as it narrows here."""
    asked = request.query_params
    return commitment_filter({name: asked[name] for name in NARROWING if name in asked})
