"""/departments — the units, and one with its names, reforms, cases and promises."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.queries.cases import CaseFilter, case_list
from cases.queries.commitments import CommitmentFilter, commitment_list
from cases.queries.departments import department_list, department_page
from server import pages
from server.auth import OPEN, actor_of
from server.forms import id_of, text_of

AnyRequest = Request[Any, Any, Any]
SHOWN = 10


class DepartmentPages(Controller):
    path = "/departments"
    opt = OPEN

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The units that have a part in something, or the whole directory."""
        text, whole = text_of(request.query_params.get("text")), request.query_params.get("whole") == "1"
        rows = await department_list(actor=actor_of(request), text=text, whole=whole)
        return pages.answer(
            request,
            whole="departments/index.html",
            part="departments/_rows.html",
            rows=rows,
            text=text,
            all_shown=whole,
        )

    @get("/{department_id:str}")
    async def one(self, request: AnyRequest, department_id: FromPath[str]) -> Response[str]:
        """One unit."""
        number, actor = id_of(department_id, kind="单位"), actor_of(request)
        return pages.page(
            request,
            "departments/page.html",
            page=await department_page(number, actor=actor),
            cases=await case_list(CaseFilter(department=number), actor=actor, per_page=SHOWN),
            promises=await commitment_list(CommitmentFilter(department=number), actor=actor, per_page=SHOWN),
        )
