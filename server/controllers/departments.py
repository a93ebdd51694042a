"""/departments — the units, and one with its names, reforms, cases and promises."""

from collections.abc import Sequence
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.queries.cases import CaseFilter, case_list
from cases.queries.commitments import CommitmentFilter, commitment_list
from cases.queries.departments import DepartmentYear, department_list, department_page, department_years
from server import pages
from server.auth import ALIKE, actor_of
from server.forms import id_of, text_of

AnyRequest = Request[Any, Any, Any]
SHOWN = 10


class DepartmentPages(Controller):
    path = "/departments"
    opt = ALIKE

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
        years = await department_years(number, actor=actor)
        return pages.page(
            request,
            "departments/page.html",
            page=await department_page(number, actor=actor),
            years=years,
            chart=_chart(years),
            cases=await case_list(CaseFilter(department=number), actor=actor, per_page=SHOWN),
            promises=await commitment_list(CommitmentFilter(department=number), actor=actor, per_page=SHOWN),
        )


def _chart(years: Sequence[DepartmentYear]) -> dict[str, Any]:
    """The table of years as a chart of bars; years that no page said have no place on an axis."""
    known = [row for row in years if row.year is not None]
    told = "；".join(f"{row.year}年答复 {row.replies} 件、承诺 {row.promises} 条" for row in known)
    return {
        "labels": [f"{row.year}年" for row in known],
        "series": [
            {"name": "答复（件）", "values": [row.replies for row in known]},
            {"name": "承诺（条）", "values": [row.promises for row in known]},
        ],
        "words": f"各年答复和承诺的柱形图，数字与旁边的表相同：{told}。",
    }
