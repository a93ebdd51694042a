"""/exports — tables too long to wait for: beginning one, how far it is, and fetching it. Each sees his own only."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.errors import NotFound
from cases.queries.counting import choices
from cases.queries.exports import export_list, export_row
from cases.vocabulary import ExportState, Role
from server import exports, long_exports, pages
from server.auth import EXPORTS, SIGNED, actor_of
from server.filters import query
from server.forms import id_of, text_of
from server.hits_listing import listing_for
from server.listings import offered
from server.proving import hold_proved

AnyRequest = Request[Any, Any, Any]
NOUN = "导出的表格"


class ExportPages(Controller):
    path = "/exports"
    opt = SIGNED

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """One's own tables that are still kept, and what may be exported."""
        actor = actor_of(request)
        return pages.page(request, "exports/index.html", rows=await export_list(actor=actor), lists=offered(actor))

    @get("/new")
    async def new(self, request: AnyRequest) -> Response[str]:
        """What would be written, and how much of it; a button begins. Without a list that of the cases."""
        noun, actor = text_of(request.query_params.get("noun")) or "cases", actor_of(request)
        listing = listing_for(request.app.state.index, noun, actor=actor)
        wanted = listing.read(request.query_params)
        total = (await listing.page(wanted, actor=actor, page=1, per_page=1)).total
        return pages.page(
            request,
            "exports/new.html",
            noun=noun,
            listing=listing,
            total=total,
            asked=query([one for one in request.query_params.multi_items() if one[0] != "noun"]),
            conditions=listing.said(wanted, await choices(actor=actor)),
        )

    @post("/", status_code=200, opt=EXPORTS)
    async def begin(self, request: AnyRequest) -> Response[Any]:
        """Begin to write the table."""
        form, actor = await request.form(), actor_of(request)
        if actor.role is not Role.SUBMITTER:
            await hold_proved(request)
        noun, asked = text_of(str(form.get("noun", ""))), str(form.get("asked", ""))[:2_000]
        job = await long_exports.start(request.app, noun, asked, actor=actor, base=pages.base_of(request))
        return pages.done(request, f"/exports/{job}")

    @get("/{export_job_id:str}")
    async def one(self, request: AnyRequest, export_job_id: FromPath[str]) -> Response[str]:
        """How far a table is; the part that changes is asked for anew while it is being written."""
        job = await export_row(id_of(export_job_id, kind=NOUN), actor=actor_of(request))
        return pages.answer(request, whole="exports/page.html", part="exports/_progress.html", job=job)

    @get("/{export_job_id:str}/file")
    async def file(self, request: AnyRequest, export_job_id: FromPath[str]) -> Response[bytes]:
        """The finished table."""
        job = await export_row(id_of(export_job_id, kind=NOUN), actor=actor_of(request))
        if job.state is not ExportState.READY:
            raise NotFound(kind=NOUN, key=str(job.id))
        try:
            body = await long_exports.fetched(request.app.state.settings.store, job.id)
        except FileNotFoundError as problem:
            raise NotFound(kind=NOUN, key=str(job.id)) from problem
        return exports.attached(body, job.title, "xlsx", exports.SHEET)
