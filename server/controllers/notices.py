"""/notices — what waits for whoever is signed in, what he should know, and whether it comes by mail."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.notices import mark_read, open_case, set_digest, set_mail
from cases.errors import NotFound
from cases.queries.notices import digest_state, mail_settings, notice_list, notice_place, tab_counts
from cases.vocabulary import Event, MailChoice, Tab
from server import pages
from server.auth import SIGNED, actor_of
from server.forms import LARGEST_ID, code_of, id_of, slice_of, whole_of

AnyRequest = Request[Any, Any, Any]


class NoticePages(Controller):
    path = "/notices"
    opt = SIGNED

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The notices of one tab, grouped by when they came."""
        return await _index(request)

    @get("/cases/{case_id:str}")
    async def of_case(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Go on to a task of a case; what was told of the case counts as read from then on."""
        await open_case(id_of(case_id, kind="提案建议"), actor=actor_of(request))
        return pages.done(request, pages.inside(request.query_params.get("to", "/")[:500]))

    @get("/settings")
    async def settings(self, request: AnyRequest) -> Response[str]:
        """Of what its reader hears by mail, and how."""
        actor = actor_of(request)
        email, wanted = await digest_state(actor)
        return pages.page(
            request,
            "notices/settings.html",
            settings=await mail_settings(actor),
            choices=MailChoice,
            email=email,
            wanted=wanted,
        )

    @post("/settings", status_code=200)
    async def choose(self, request: AnyRequest) -> Response[Any]:
        """Keep what was chosen; what is no choice of ours is passed over."""
        form = await request.form()
        said = {event: code_of(str(form.get(event.value, "")), MailChoice) for event in Event}
        await set_mail(actor_of(request), {event: choice for event, choice in said.items() if choice is not None})
        return pages.done(request, "/notices/settings", flash="digest_set")

    @get("/{notice_id:str}")
    async def open(self, request: AnyRequest, notice_id: FromPath[str]) -> Response[Any]:
        """Go where a notice leads; it counts as read from then on."""
        number, actor = id_of(notice_id, kind="消息"), actor_of(request)
        place = await notice_place(number, actor=actor)
        if place is None:
            raise NotFound(kind="消息", key=notice_id)
        await mark_read(actor, [number])
        return pages.done(request, place)

    @post("/read", status_code=200)
    async def read(self, request: AnyRequest) -> Response[Any]:
        """Mark the ticked ones as read, or all of them."""
        form = await request.form()
        ticked = [whole_of(str(one), least=1, most=LARGEST_ID) for one in form.getall("notice", [])]
        numbers = [one for one in ticked if one is not None]
        if not numbers and not form.get("all"):
            return await _index(request, wrong=True, status=422)
        await mark_read(actor_of(request), None if form.get("all") else numbers)
        tab = code_of(str(form.get("tab", "")), Tab) or Tab.TO_DO
        return pages.done(request, f"/notices?tab={tab.value}", flash="notices_read")

    @post("/digest", status_code=200)
    async def digest(self, request: AnyRequest) -> Response[Any]:
        """Want the daily mail, or not."""
        form = await request.form()
        await set_digest(actor_of(request), wanted=bool(form.get("wanted")))
        return pages.done(request, "/notices", flash="digest_set")


async def _index(request: AnyRequest, *, wrong: bool = False, status: int = 200) -> Response[str]:
    actor, asked = actor_of(request), request.query_params
    tab, part = code_of(asked.get("tab"), Tab) or Tab.TO_DO, slice_of(asked)
    email, wanted = await digest_state(actor)
    return pages.page(
        request,
        "notices/index.html",
        status=status,
        tab=tab,
        counts=await tab_counts(actor),
        rows=await notice_list(tab, actor=actor, page=part.page, per_page=part.per_page),
        email=email,
        wanted=wanted,
        wrong=wrong,
    )
