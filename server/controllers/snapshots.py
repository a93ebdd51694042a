"""/snapshots — tables of statistics frozen at an hour, and what they would be today."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.snapshots import take_snapshot
from cases.errors import CaseError, NotFound
from cases.queries.snapshots import snapshot_list, snapshot_page
from cases.vocabulary import Role
from cases.vocabulary.statistics import Report
from server import pages
from server.auth import actor_of, roles
from server.forms import code_of, id_of, text_of
from server.scopes import scope_of, scope_pairs

AnyRequest = Request[Any, Any, Any]


class SnapshotPages(Controller):
    path = "/snapshots"
    opt = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """Those there are."""
        return await _list(request)

    @post("/", status_code=200)
    async def take(self, request: AnyRequest) -> Response[Any]:
        """Freeze the table that the form names."""
        form = await request.form()
        report = code_of(str(form.get("report", "")), Report)
        if report is None:
            raise NotFound(kind="统计表", key=str(form.get("report", "")))
        try:
            made = await take_snapshot(
                report, scope_of(form), text_of(str(form.get("title", "")), longest=100), actor=actor_of(request)
            )
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _list(request, wrong=problem)
        return pages.done(request, f"/snapshots/{made}", flash="frozen")

    @get("/{snapshot_id:str}")
    async def one(self, request: AnyRequest, snapshot_id: FromPath[str]) -> Response[str]:
        """One of them as it was."""
        found = await snapshot_page(id_of(snapshot_id, kind="统计快照"), actor=actor_of(request))
        return pages.page(request, "snapshots/page.html", page=found, asked=scope_pairs(found.scope))


async def _list(request: AnyRequest, *, wrong: CaseError | None = None) -> Response[str]:
    rows = await snapshot_list(actor=actor_of(request))
    return pages.page(request, "snapshots/index.html", status=wrong.status if wrong else 200, rows=rows, wrong=wrong)
