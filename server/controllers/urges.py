"""/urges — urging one unit or many: chosen, previewed with what each will read, sent."""

from typing import Any

from litestar import Controller, Request, Response, get, post

from cases.actions.urges import MOST_URGED, urge
from cases.errors import CaseError, NothingChosen
from cases.queries.urges import Urgeable, urgeable
from cases.vocabulary import Machine, Role, UrgeForm
from server import pages
from server.auth import MAILS, actor_of, roles
from server.forms import code_of, text_of
from server.routing_forms import chosen_of

AnyRequest = Request[Any, Any, Any]
URGERS = roles(
    Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.CLERK, Role.HANDLER, Role.APPROVER
)  # fmt: skip
LONGEST = 500


class UrgePages(Controller):
    path = "/urges"
    opt = URGERS

    @get("/new")
    async def new(self, request: AnyRequest) -> Response[str]:
        """The units that would be urged, each with its day, and the words they will read."""
        asked = request.query_params
        return await _form(request, asked)

    @post("/", status_code=200, opt=MAILS)
    async def send(self, request: AnyRequest) -> Response[Any]:
        """Urge the ticked units, all or none."""
        form = await request.form()
        chosen = chosen_of(form.getall("assignment", []))
        words = text_of(str(form.get("words", "")), longest=LONGEST)
        kind = code_of(str(form.get("form", "")), UrgeForm) or UrgeForm.MESSAGE
        try:
            await urge(chosen, kind, words, actor=actor_of(request))
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _form(request, form, wrong=problem)
        back = pages.inside(str(form.get("back", "/"))[:2000])
        return pages.done(request, back, flash="urged")


async def _form(request: AnyRequest, sent: Any, *, wrong: CaseError | None = None) -> Response[str]:
    rows = await urgeable(
        actor=actor_of(request),
        assignments=[one.id for one in chosen_of(sent.getall("assignment", []))],
        cases=[one.id for one in chosen_of(sent.getall("case", []))],
    )
    if not rows and wrong is None:
        raise NothingChosen(kind=f"可以催办的{Machine.ASSIGNMENT.label}")
    return pages.page(
        request,
        "urges/new.html",
        status=wrong.status if wrong else 200,
        rows=rows,
        words=text_of(str(sent.get("words", "")), longest=LONGEST),
        chosen=str(sent.get("form", "")),
        forms=_forms(request),
        back=_back(sent, rows),
        wrong=wrong,
        most=MOST_URGED,
    )


def _forms(request: AnyRequest) -> list[UrgeForm]:
    """A lead unit asks its co-handlers; the formal rungs belong to the offices."""
    of_unit = actor_of(request).unit is not None
    return [UrgeForm.MESSAGE, UrgeForm.PHONE] if of_unit else list(UrgeForm)


def _back(sent: Any, rows: tuple[Urgeable, ...]) -> str:
    named = str(sent.get("back", ""))
    if named:
        return pages.inside(named[:2000])
    return f"/cases/{rows[0].case_id}" if len({row.case_id for row in rows}) == 1 else "/"
