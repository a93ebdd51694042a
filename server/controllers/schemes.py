"""/administration/schemes — the rules of a jurisdiction, version by version, and how numbers are given."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.schemes import add_version
from cases.clock import today
from cases.errors import CaseError, NoScheme
from cases.queries.schemes import SchemeRow, example_number, number_counters, scheme_list, scheme_page
from cases.schemes import data_of
from cases.vocabulary import ClassSemantic, Clock, JointRule, NumberedBy, RatedBy, Role, Score
from server import pages
from server.auth import actor_of, roles
from server.forms import day_of, placed_number, text_of

AnyRequest = Request[Any, Any, Any]
CLASSES = 6  # rows of the form
SWITCHES = ("roll_forward", "start_next_day", "restart_on_reassignment", "silence_accepts", "cosign", "filing_gate")
CHOICES: dict[str, Any] = {
    "clocks": tuple(Clock),
    "scores": tuple(Score),
    "semantics": tuple(ClassSemantic),
    "joints": tuple(JointRule),
    "raters": tuple(RatedBy),
    "ranges": tuple(NumberedBy),
}


class SchemePages(Controller):
    path = "/administration/schemes"
    opt = roles(Role.ADMIN, Role.AUDITOR)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """Every version."""
        return pages.page(request, "schemes/index.html", rows=await scheme_list(actor_of(request)))

    @get("/{name:str}/{version:str}")
    async def one(self, request: AnyRequest, name: FromPath[str], version: FromPath[str]) -> Response[str]:
        """One version; the newest also as the form of the next one."""
        row = await _row(request, name, version)
        return _form(request, row, data_of(row.rules))

    @post("/{name:str}/{version:str}", status_code=200, opt=roles(Role.ADMIN))
    async def save(self, request: AnyRequest, name: FromPath[str], version: FromPath[str]) -> Response[Any]:
        """Make the next version."""
        row, form = await _row(request, name, version), await request.form()
        data = {**_sent(form), "track": row.rules.track.value}
        title, since = text_of(str(form.get("title", ""))), day_of(str(form.get("valid_from", "")))
        try:
            made = await add_version(
                name, row.rules.version, title, data, valid_from=since or today(), actor=actor_of(request)
            )
        except CaseError as problem:
            return _form(request, row, data, title=title, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/schemes/{made.key}", flash="scheme_made")


class NumberingPages(Controller):
    path = "/administration/numbering"
    opt = roles(Role.ADMIN, Role.AUDITOR)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """How the newest rules give numbers, and where the counters stand."""
        rows = await scheme_list(actor_of(request))
        return pages.page(
            request,
            "schemes/numbering.html",
            rows=rows,
            examples={row.rules.key: example_number(row.rules) for row in rows},
            counters=await number_counters(),
        )


async def _row(request: AnyRequest, name: str, version: str) -> SchemeRow:
    number = placed_number(version, least=1, most=99_999)
    if number is None:
        raise NoScheme(key=text_of(f"{name}/{version}", longest=60))
    return await scheme_page(name, number, actor_of(request))


def _form(
    request: AnyRequest, row: SchemeRow, data: dict[str, Any], *, title: str = "", wrong: str = "", status: int = 200
) -> Response[str]:
    edits = row.newest and actor_of(request).role is Role.ADMIN
    blank = [{"code": "", "label": "", "semantic": ""}] * (CLASSES - len(data["classes"]))
    return pages.page(
        request,
        "schemes/page.html",
        status=status,
        row=row,
        data=data,
        title=title or row.rules.title,
        classes=[*data["classes"], *blank] if edits else data["classes"],
        switches=SWITCHES,
        edits=edits,
        wrong=wrong,
        example=example_number(row.rules),
        **CHOICES,
    )


def _sent(form: Any) -> dict[str, Any]:
    """The rules as the form has them; whether they can be is decided by ``cases.schemes``."""

    def text(name: str) -> str:
        return text_of(str(form.get(name, "")))

    def several(name: str) -> list[str]:
        return [text_of(str(one)) for one in form.getall(name, [])]

    columns = zip(several("class_code"), several("class_label"), several("class_semantic"), strict=False)
    return {
        "classes": [
            {"code": code, "label": label, "semantic": semantic} for code, label, semantic in columns if code or label
        ][:CLASSES],
        "scale": several("scale"),
        "content": several("content"),
        "rehandle_on": several("rehandle_on"),
        "spans": {clock.value: text(f"span_{clock.value}") for clock in Clock},
        "levels": _lines(form.get("levels")),
        "key_levels": _lines(form.get("key_levels")),
        "rated_by": text("rated_by"),
        "joint": text("joint"),
        "number_pattern": text("number_pattern"),
        "numbered_by": text("numbered_by"),
        **{name: bool(form.get(name)) for name in SWITCHES},
    }


def _lines(value: Any) -> list[str]:
    return [line for line in (text_of(line) for line in str(value or "").splitlines()) if line][:8]
