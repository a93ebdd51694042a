"""/administration/calendar — the working calendar, what a change of it moves; and how a due day was counted."""

from datetime import date
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from cases.actions.calendar import SpecialDay, read_days, set_year, written_days
from cases.clock import today
from cases.errors import CaseError, NotFound
from cases.queries.calendar import YearPage, by_month, counted_page, moved_by, reasons, year_page
from cases.vocabulary import DayKind, Role
from server import pages
from server.auth import SIGNED, actor_of, roles
from server.forms import LARGEST_ID, id_of, placed_number, whole_of

AnyRequest = Request[Any, Any, Any]
FIRST, LAST = 2000, 2100
LARGEST_FILE = 100_000
WRITES = roles(Role.ADMIN)


class CalendarPages(Controller):
    path = "/administration/calendar"
    opt = roles(Role.ADMIN, Role.AUDITOR)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The grid of a year, by default the present one."""
        year = whole_of(request.query_params.get("year"), least=FIRST, most=LAST) or today().year
        return await _year(request, year)

    @post("/{year:str}/try", status_code=200, opt={**WRITES, "key": False})
    async def preview(self, request: AnyRequest, year: FromPath[str]) -> Response[str]:
        """What the ticked days, or those of a notice, would move. Nothing is written yet."""
        number, form = _year_of(year), await request.form()
        shown = await year_page(number)
        try:
            days = await _sent(form, shown)
        except CaseError as problem:
            return await _year(request, number, wrong=str(problem), status=problem.status)
        return pages.page(
            request,
            "calendar/preview.html",
            year=number,
            days=written_days(days),
            count=len(days),
            provisional=bool(form.get("provisional")),
            moved=await moved_by(number, days, actor=actor_of(request)),
        )

    @post("/{year:str}", status_code=200, opt=WRITES)
    async def commit(self, request: AnyRequest, year: FromPath[str]) -> Response[Any]:
        """Set the days of the year and count the open due days anew."""
        number, form = _year_of(year), await request.form()
        try:
            days = read_days(str(form.get("days", "")), number)
            await set_year(number, days, provisional=bool(form.get("provisional")), actor=actor_of(request))
        except CaseError as problem:
            return await _year(request, number, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/calendar?year={number}", flash="calendar_set")


class CountedDayPages(Controller):
    path = "/cases/{case_id:str}/days"
    opt = SIGNED

    @get("/")
    async def index(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """Every day between the assignment and the due day, counted or why not."""
        unit = whole_of(request.query_params.get("assignment"), least=1, most=LARGEST_ID)
        found = await counted_page(id_of(case_id, kind="提案建议"), unit, actor=actor_of(request))
        return pages.page(
            request, "calendar/days.html", page=found, months=by_month(found.days), reasons=reasons(found.days)
        )


async def _year(request: AnyRequest, year: int, *, wrong: str = "", status: int = 200) -> Response[str]:
    shown = await year_page(year)
    edits = actor_of(request).role is Role.ADMIN
    return pages.page(request, "calendar/index.html", status=status, page=shown, edits=edits, wrong=wrong)


def _year_of(year: str) -> int:
    number = placed_number(year, least=FIRST, most=LAST)
    if number is None:
        raise NotFound(kind="年份", key=year[:10])
    return number


async def _sent(form: Any, shown: YearPage) -> tuple[SpecialDay, ...]:
    """The days of the form: a file of the notice, its pasted lines, or the ticked days of the grid."""
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        return read_days(_decoded(await file.read(LARGEST_FILE)), shown.year)
    if form.get("notice"):
        return read_days(str(form.get("text", ""))[:LARGEST_FILE], shown.year)
    return _ticked({str(one) for one in form.getall("day", [])}, shown)


def _ticked(sent: set[str], shown: YearPage) -> tuple[SpecialDay, ...]:
    """A tick on a weekday means a day off, at a weekend a working day; days off at weekends keep their names."""
    days: list[SpecialDay] = []
    for one in (day for month in shown.months for week in month for day in week if day is not None):
        weekend = one.day.weekday() >= 5
        if one.day.isoformat() in sent:
            days.append((one.day, DayKind.WORKDAY if weekend else DayKind.HOLIDAY, one.name or _named(one.day)))
        elif weekend and one.special is DayKind.HOLIDAY:
            days.append((one.day, DayKind.HOLIDAY, one.name))
    return tuple(days)


def _named(day: date) -> str:
    return "调休" if day.weekday() >= 5 else "放假"


def _decoded(data: bytes) -> str:
    """Text as office programs save it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")
