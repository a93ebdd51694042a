"""/progress_reports — every commitment of a unit that asks for a word now, on one page with one button."""

from typing import Any

from litestar import Controller, Request, Response, get, post

from cases.actions.progress_reports import Told, report_several
from cases.errors import CaseError
from cases.queries.commitment_progress import warned_until
from cases.queries.progress_reports import due_reports
from cases.vocabulary import Role, Stage
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import words_of
from server.forms import LARGEST_ID, code_of, slice_of, version_of, whole_of

AnyRequest = Request[Any, Any, Any]


class ProgressReportPages(Controller):
    path = "/progress_reports"
    opt = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The commitments that are late, near, or not heard of for a quarter, or the page of them that has a certain
        one."""
        return await _page(request)

    @post("/", status_code=200)
    async def report(self, request: AnyRequest) -> Response[Any]:
        """Report on those that were written about; the others stay as they are."""
        form = await request.form()
        said: dict[int, Told] = {}
        try:
            for one in form.getall("commitment", []):
                number = whole_of(str(one), least=1, most=LARGEST_ID)
                if number is not None:
                    stage = code_of(str(form.get(f"stage-{number}", "")), Stage)
                    said[number] = Told(version_of(form, f"seen-{number}"), stage, words_of(form, f"told-{number}"))
            await report_several(said, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _page(request, sent=said, wrong=problem)
        return pages.done(request, "/progress_reports", flash="progress-reported")


async def _page(
    request: AnyRequest, *, sent: dict[int, Told] | None = None, wrong: CaseError | None = None
) -> Response[str]:
    """One page of the list; what was sent and refused stands by itself, for the list may have moved meanwhile."""
    asked, part = request.query_params, slice_of(request.query_params)
    found = await due_reports(
        actor=actor_of(request),
        page=1 if sent else part.page,
        per_page=max(part.per_page, len(sent or ())),
        beside=None if sent else whole_of(asked.get("commitment"), least=1, most=LARGEST_ID),
        among=list(sent) if sent else None,
    )
    return pages.page(
        request,
        "progress_reports/index.html",
        status=wrong.status if wrong else 200,
        rows=found,
        warned=await warned_until(),
        sent=sent or {},
        stages=Stage,
        wrong=wrong,
        asked=[("per", str(part.per_page))] if asked.get("per") else [],
    )
