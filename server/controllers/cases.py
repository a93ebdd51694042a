"""/cases — the list, and one case with proposal and replies side by side."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath

from cases.actions.readings import note_reading
from cases.queries.cases import case_list, case_page
from cases.queries.counting import choices
from cases.queries.course import case_course
from cases.vocabulary import Track
from server import pages
from server.acts import acts_of
from server.auth import OPEN, actor_of
from server.forms import id_of, slice_of
from server.list_forms import case_filter, pairs_of

AnyRequest = Request[Any, Any, Any]


class CasePages(Controller):
    path = "/cases"
    opt = OPEN

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
        )

    @get("/{case_id:str}")
    async def one(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """One case."""
        actor = actor_of(request)
        found = await case_page(id_of(case_id, kind="提案建议"), actor=actor)
        course = await case_course(found.case.id, actor=actor)
        made = pages.page(
            request,
            "cases/page.html",
            page=found,
            course=course,
            acts=acts_of(course) if course else (),
            modified=found.updated_at,
        )
        # After the page is out, so that no reader waits for a writer.
        made.background = BackgroundTask(note_reading, found.case.id, actor=actor)
        return made
