"""/cases — the list, and one case with proposal and replies side by side."""

import contextlib
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath

from cases.actions.notices import open_case
from cases.actions.readings import note_reading
from cases.actor import Actor
from cases.errors import Outage
from cases.queries.cases import case_list, case_page
from cases.queries.counting import choices
from cases.queries.course import case_course
from cases.vocabulary import CaseState, Track
from server import pages
from server.acts import acts_of
from server.auth import ALIKE, actor_of
from server.forms import id_of, slice_of
from server.list_forms import case_filter, pairs_of

AnyRequest = Request[Any, Any, Any]


class CasePages(Controller):
    path = "/cases"
    opt = ALIKE

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The cases, narrowed by the address."""
        actor, wanted, part = actor_of(request), case_filter(request.query_params), slice_of(request.query_params)
        rows = await case_list(wanted, actor=actor, page=part.page, per_page=part.per_page)
        return pages.answer(
            request,
            whole="cases/index.html",
            part="cases/_rows.html",
            wanted=wanted,
            asked=pairs_of(wanted),
            rows=rows,
            choices=await choices(actor=actor),
            tracks=Track,
            states=CaseState,
        )

    @get("/{case_id:str}")
    async def one(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """One case."""
        actor = actor_of(request)
        found = await case_page(id_of(case_id, kind="提案建议"), actor=actor)
        course = await case_course(found.case.id, actor=actor) if found.handled_here else None
        made = pages.page(
            request,
            "cases/page.html",
            page=found,
            course=course,
            acts=acts_of(course) if course else (),
            modified=found.updated_at,
        )
        # After the page is out, so that no reader waits for a writer.
        made.background = BackgroundTask(_opened, found.case.id, actor=actor)
        return made


async def _opened(case_id: int, *, actor: Actor) -> None:
    """What follows from reading a case: a row in the journal where that is asked for, and its notices are read."""
    await note_reading(case_id, actor=actor)
    if actor.owner is not None:
        with contextlib.suppress(Outage):
            await open_case(case_id, actor=actor)
