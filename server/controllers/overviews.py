"""/overview — what leaders look at, also on a wall; /departments/{id}/record — all that is known of a unit."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.queries.counting import choices
from cases.queries.overviews import leaders_page, unit_record
from cases.vocabulary import Role, Track
from server import pages
from server.auth import STAFF, actor_of, roles
from server.forms import id_of
from server.scopes import scope_of, scope_pairs

AnyRequest = Request[Any, Any, Any]


class OverviewPages(Controller):
    path = "/"
    opt = STAFF

    @get("/overview", opt=roles(Role.LEADER, Role.OVERSIGHT, Role.REVIEWER, Role.ASSIGNER))
    async def leaders(self, request: AnyRequest) -> Response[str]:
        """Five numbers and three tables, counted when the page is opened."""
        actor, scope = actor_of(request), scope_of(request.query_params)
        return pages.page(
            request,
            "overviews/leaders.html",
            page=await leaders_page(scope, actor=actor),
            scope=scope,
            tracks=Track,
            choices=await choices(actor=actor),
            pairs=scope_pairs,
        )

    @get("/departments/{department_id:str}/record")
    async def unit(self, request: AnyRequest, department_id: FromPath[str]) -> Response[str]:
        """A unit's whole record."""
        found = await unit_record(id_of(department_id, kind="单位"), actor=actor_of(request))
        return pages.page(request, "overviews/unit.html", page=found, pairs=scope_pairs)
