"""/administration/units — units as reforms change them."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.units import LONGEST_DUTIES, NewUnit, add_unit, describe_unit, merge_unit, rename_unit
from cases.clock import today
from cases.errors import CaseError, FieldMissing, NameNotTyped
from cases.queries.units import names_of_unit, place_options, unit_list, unit_options, unit_row
from cases.vocabulary import DepartmentKind, Role
from server import pages
from server.auth import actor_of, roles
from server.forms import LARGEST_ID, choice_of, code_of, day_of, id_of, slice_of, text_of, whole_of

AnyRequest = Request[Any, Any, Any]


class AdministrationUnitPages(Controller):
    path = "/administration/units"
    opt = roles(Role.ADMIN)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The units, by name."""
        return await _index(request)

    @post("/", status_code=200)
    async def add(self, request: AnyRequest) -> Response[Any]:
        """Enter a unit."""
        form = await request.form()
        try:
            place = choice_of(form, "place")
            if place is None:
                raise FieldMissing(field="所在地")
            new = NewUnit(
                place,
                text_of(str(form.get("name", ""))),
                text_of(str(form.get("short_name", ""))),
                code_of(str(form.get("kind", "")), DepartmentKind) or DepartmentKind.GOVERNMENT,
            )
            number = await add_unit(new, actor=actor_of(request), since=day_of(str(form.get("since", ""))))
        except CaseError as problem:
            return await _index(request, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/units/{number}", flash="saved")

    @get("/{unit_id:str}")
    async def one(self, request: AnyRequest, unit_id: FromPath[str]) -> Response[str]:
        """One unit with its names and what can be done to it."""
        return await _one(request, id_of(unit_id, kind="单位"))

    @post("/{unit_id:str}/duties", status_code=200)
    async def describe(self, request: AnyRequest, unit_id: FromPath[str]) -> Response[Any]:
        """Say what the unit is responsible for."""
        number, form = id_of(unit_id, kind="单位"), await request.form()
        try:
            await describe_unit(number, str(form.get("duties", "")), actor=actor_of(request))
        except CaseError as problem:
            return await _one(request, number, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/units/{number}", flash="saved")

    @post("/{unit_id:str}/rename", status_code=200)
    async def rename(self, request: AnyRequest, unit_id: FromPath[str]) -> Response[Any]:
        """Let the unit go on under another name."""
        number, form = id_of(unit_id, kind="单位"), await request.form()
        try:
            moved = await rename_unit(
                number,
                text_of(str(form.get("name", ""))),
                text_of(str(form.get("short_name", ""))),
                on=day_of(str(form.get("on", ""))) or today(),
                actor=actor_of(request),
            )
        except CaseError as problem:
            return await _one(request, number, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/units/{moved.heir}?left={moved.left}", flash="saved")

    @post("/{unit_id:str}/merge", status_code=200)
    async def merge(self, request: AnyRequest, unit_id: FromPath[str]) -> Response[Any]:
        """Let the unit become part of another, confirmed by typing its name."""
        number, form = id_of(unit_id, kind="单位"), await request.form()
        try:
            into = choice_of(form, "into")
            if into is None:
                raise FieldMissing(field="并入的单位")
            name = (await unit_row(number)).name
            if text_of(str(form.get("typed", ""))) != name:
                raise NameNotTyped(name=name)
            on = day_of(str(form.get("on", ""))) or today()
            moved = await merge_unit(number, into, on=on, actor=actor_of(request))
        except CaseError as problem:
            return await _one(request, number, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/units/{moved.heir}?left={moved.left}", flash="saved")


async def _index(request: AnyRequest, *, wrong: str = "", status: int = 200) -> Response[str]:
    text, part = text_of(request.query_params.get("text")), slice_of(request.query_params)
    rows = await unit_list(text=text, page=part.page, per_page=part.per_page)
    return pages.page(
        request,
        "administration/units.html",
        status=status,
        rows=rows,
        text=text,
        places=await place_options(),
        kinds=DepartmentKind,
        wrong=wrong,
    )


async def _one(request: AnyRequest, number: int, *, wrong: str = "", status: int = 200) -> Response[str]:
    unit = await unit_row(number)
    return pages.page(
        request,
        "administration/unit.html",
        status=status,
        unit=unit,
        names=await names_of_unit(number),
        others=[one for one in await unit_options() if one.id != number] if unit.successor is None else [],
        longest_duties=LONGEST_DUTIES,
        left=whole_of(request.query_params.get("left"), least=0, most=LARGEST_ID) or 0,
        wrong=wrong,
    )
