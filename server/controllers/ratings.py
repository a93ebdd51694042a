"""/ratings — the addressee reads his reply and says what he thinks of it; made for a phone."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from cases.actions.ratings import Rating, open_delivery, rate
from cases.actions.readings import note_phones
from cases.actions.signed_forms import SignedForm, stored_form
from cases.errors import CaseError
from cases.intake.limits import FILE_BYTES, MB
from cases.queries.cases import case_page
from cases.queries.draft_lists import my_deliveries
from cases.queries.ratings import RatingPage, rating_page
from cases.queries.silent import silent_ones
from cases.vocabulary import Role, Score
from cases.vocabulary.writing import ToThePoint
from server import pages
from server.auth import actor_of, roles
from server.draft_forms import words_of
from server.forms import LARGEST_ID, code_of, id_of, version_of, whole_of
from server.proving import MANY_PHONES, hold_proved
from server.uploads import safe_name

AnyRequest = Request[Any, Any, Any]
KIND = "答复"
MOST_PROMISES = 100
LARGEST_BODY = FILE_BYTES + MB


class RatingPages(Controller):
    path = "/ratings"
    opt = roles(Role.SUBMITTER, Role.REVIEWER)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """Replies that were sent to the reader, those that wait first."""
        return pages.page(request, "ratings/index.html", rows=await my_deliveries(actor=actor_of(request)))

    @get("/replies/{reply_id:str}")
    async def of_reply(self, request: AnyRequest, reply_id: FromPath[str]) -> Response[Any]:
        """From a reply to the reader's own copy of it; staff goes to the list of all copies."""
        number, actor = id_of(reply_id, kind=KIND), actor_of(request)
        mine = next((row for row in await my_deliveries(actor=actor) if row.reply_id == number), None)
        return pages.done(request, f"/ratings/{mine.id}" if mine else f"/conclusions/replies/{number}")

    @get("/silent", opt=roles(Role.REVIEWER, Role.ASSIGNER))
    async def silent(self, request: AnyRequest) -> Response[str]:
        """Whom to ring up, because no reminder moved him to rate; that somebody read it is kept in the journal."""
        actor = actor_of(request)
        rows = await silent_ones(actor=actor)
        if len(rows) > MANY_PHONES:
            await hold_proved(request)
        if rows:
            await note_phones("delivery", actor=actor)
        return pages.page(request, "ratings/silent.html", rows=rows)

    @get("/{delivery_id:str}")
    async def one(self, request: AnyRequest, delivery_id: FromPath[str]) -> Response[str]:
        """The reply and the form under it; nothing is chosen beforehand."""
        page = await rating_page(id_of(delivery_id, kind=KIND), actor=actor_of(request))
        await open_delivery(page.delivery, actor=actor_of(request))
        return await _shown(request, page)

    @post("/{delivery_id:str}", status_code=200, request_max_body_size=LARGEST_BODY)
    async def give(self, request: AnyRequest, delivery_id: FromPath[str]) -> Response[Any]:
        """Keep the rating. Whoever is not satisfied first reads what that leads to, and confirms it."""
        number, form = id_of(delivery_id, kind=KIND), await request.form()
        rating = _rating(form)
        unhappy = Score.DISSATISFIED in (rating.attitude, rating.result)
        page = await rating_page(number, actor=actor_of(request))
        # The addressee is told before he sends; whoever copies a signed form has nothing left to decide.
        if unhappy and "understood" not in form and page.open and not page.on_paper:
            return await _shown(request, page, rating=rating, confirm=True)
        try:
            paper = await _paper(request, form) if page.on_paper else None
            await rate(number, rating, seen=version_of(form), actor=actor_of(request), paper=paper)
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _shown(request, page, rating=rating, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/ratings/{number}", flash="rated")


async def _paper(request: AnyRequest, form: Any) -> SignedForm | None:
    """The scan that came with the form. Raises a FileError."""
    sent = form.get("paper")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return None
    folder = request.app.state.settings.store
    return await stored_form(safe_name(sent.filename), await sent.read(), folder=folder)


def _rating(form: Any) -> Rating:
    said = [(name[8:], str(value)) for name, value in form.multi_items() if str(name).startswith("promise-")]
    known = [(whole_of(number, least=1, most=LARGEST_ID), value == "right") for number, value in said]
    promises = [(number, right) for number, right in known if number is not None]
    return Rating(
        attitude=code_of(str(form.get("attitude", "")), Score),
        result=code_of(str(form.get("result", "")), Score),
        to_the_point=code_of(str(form.get("to_the_point", "")), ToThePoint),
        told=words_of(form, "told"),
        promises=tuple(promises[:MOST_PROMISES]),
    )


async def _shown(
    request: AnyRequest,
    page: RatingPage,
    *,
    rating: Rating | None = None,
    confirm: bool = False,
    wrong: str = "",
    status: int = 200,
) -> Response[str]:
    case = await case_page(page.head.id, actor=actor_of(request))
    reply = next((one for one in case.replies if one.id == page.reply), None)
    document = reply.source.id if reply is not None and reply.source is not None else None
    return pages.page(
        request,
        "ratings/page.html",
        status=status,
        page=page,
        reply=reply,
        promises=[one for one in case.commitments if one.document_id == document],
        rating=rating,
        confirm=confirm,
        wrong=wrong,
        points=ToThePoint,
    )
