"""/contacts — a unit records that it met the submitter; the submitter says whether it was so."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.contacts import NewContact, confirm_contact, record_contact
from cases.clock import today
from cases.errors import CaseError, DayUnfit
from cases.queries.contacts import contact_page
from cases.queries.parts import part_page
from cases.vocabulary import ContactForm, ContactStage, Machine, Role, Verb
from server import pages
from server.auth import SIGNED, actor_of, roles
from server.forms import LARGEST_ID, code_of, day_of, id_of, text_of, whole_of

AnyRequest = Request[Any, Any, Any]
UNIT_PEOPLE = roles(Role.CLERK, Role.HANDLER, Role.APPROVER)
SUBMITTERS = roles(Role.SUBMITTER)
NOUN = "沟通记录"
FIELDS = ("day", "form", "stage", "met", "summary")


class ContactPages(Controller):
    path = "/contacts"
    opt = SIGNED

    @get("/new", opt=UNIT_PEOPLE)
    async def new(self, request: AnyRequest) -> Response[str]:
        """The form for a meeting."""
        return await _form(request, request.query_params.get("assignment", ""))

    @post("/", status_code=200, opt=UNIT_PEOPLE)
    async def record(self, request: AnyRequest) -> Response[Any]:
        """Keep the record of a meeting."""
        form, actor = await request.form(), actor_of(request)
        sent = {name: str(form.get(name, "")) for name in FIELDS}
        number = id_of(str(form.get("assignment", "")), kind=Machine.ASSIGNMENT.label)
        try:
            await record_contact(number, _new(sent), actor=actor)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _form(request, str(number), sent=sent, wrong=problem)
        part = await part_page(number, actor=actor)
        return pages.done(request, f"/cases/{part.case_id}#contacts", flash="contacted")

    @get("/{contact_id:str}")
    async def one(self, request: AnyRequest, contact_id: FromPath[str]) -> Response[str]:
        """One meeting, with the question to the submitter whether it took place."""
        return await _page(request, contact_id)

    @post("/{contact_id:str}/confirm", status_code=200, opt=SUBMITTERS)
    async def confirm(self, request: AnyRequest, contact_id: FromPath[str]) -> Response[Any]:
        """The submitter says that it took place, or that it did not."""
        form, number = await request.form(), id_of(contact_id, kind=NOUN)
        held = {"yes": True, "no": False}.get(str(form.get("held", "")))
        if held is None:
            return await _page(request, contact_id, unsaid=True)
        await confirm_contact(number, held=held, actor=actor_of(request))
        return pages.done(request, f"/contacts/{number}", flash="confirmed" if held else "denied")


def _new(sent: dict[str, str]) -> NewContact:
    day = day_of(sent["day"])
    if day is None:
        raise DayUnfit(field="沟通日期", why="没有填写或格式不对")
    return NewContact(
        happened_on=day,
        form=code_of(sent["form"], ContactForm) or ContactForm.PHONE,
        stage=code_of(sent["stage"], ContactStage) or ContactStage.DURING,
        met=text_of(sent["met"]),
        summary=text_of(sent["summary"], longest=2000),
    )


async def _form(
    request: AnyRequest, assignment: str, *, sent: dict[str, str] | None = None, wrong: CaseError | None = None
) -> Response[str]:
    number = whole_of(assignment, least=1, most=LARGEST_ID) or 0
    part = await part_page(number, actor=actor_of(request))
    first = {"day": today().isoformat(), "form": "", "stage": "", "met": "、".join(part.met), "summary": ""}
    return pages.page(
        request,
        "contacts/new.html",
        status=wrong.status if wrong else 200,
        part=part,
        sent=sent or first,
        wrong=wrong,
        forms=ContactForm,
        stages=ContactStage,
        verbs=Verb,
    )


async def _page(request: AnyRequest, contact_id: str, *, unsaid: bool = False) -> Response[str]:
    found = await contact_page(id_of(contact_id, kind=NOUN), actor=actor_of(request))
    return pages.page(request, "contacts/page.html", status=422 if unsaid else 200, contact=found, unsaid=unsaid)
