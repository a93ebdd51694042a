"""/saved_searches — searches kept under a name, what is new in each, and the last ones that were made."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.saved_searches import (
    LONGEST_NAME,
    delete_search,
    forget_searches,
    rename_search,
    save_search,
    set_told,
)
from cases.actions.search_news import MOST_HITS
from cases.errors import CaseError
from cases.queries.counting import choices
from cases.queries.notices import digest_state
from cases.queries.saved_searches import NOUN, SHOWN_FOR, SavedRow, news_of, recent_list, saved_list, saved_one
from cases.vocabulary.searches import HitNews, SavedPage
from server import pages
from server.auth import SIGNED, actor_of
from server.forms import code_of, id_of, text_of
from server.saved_searches import conditions_of, finder, plain_query

AnyRequest = Request[Any, Any, Any]


class SavedSearchPages(Controller):
    path = "/saved_searches"
    opt = SIGNED

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """One's own, and the last searches without a name."""
        return await _index(request)

    @post("/", status_code=200)
    async def save(self, request: AnyRequest) -> Response[Any]:
        """Keep a search under a name."""
        form, actor = await request.form(), actor_of(request)
        page = code_of(str(form.get("page", "")), SavedPage) or SavedPage.SEARCH
        text, name = plain_query(page, str(form.get("query", ""))), _name(form)
        try:
            made = await save_search(page, text, name, finder(request.app.state.index), actor=actor)
        except CaseError as problem:
            return await _index(request, wrong=problem, asked=(page, text, name))
        return pages.done(request, f"/saved_searches/{made}", flash="search-saved")

    @post("/forget", status_code=200)
    async def forget(self, request: AnyRequest) -> Response[Any]:
        """Erase the last searches."""
        await forget_searches(actor=actor_of(request))
        return pages.done(request, "/saved_searches", flash="searches-forgotten")

    @get("/{saved_search_id:str}")
    async def one(self, request: AnyRequest, saved_search_id: FromPath[str]) -> Response[str]:
        """What is new in one, and what may be done with it."""
        return await _one(request, id_of(saved_search_id, kind=NOUN))

    @post("/{saved_search_id:str}/name", status_code=200)
    async def rename(self, request: AnyRequest, saved_search_id: FromPath[str]) -> Response[Any]:
        """Another name."""
        form, number = await request.form(), id_of(saved_search_id, kind=NOUN)
        try:
            await rename_search(number, _name(form), actor=actor_of(request))
        except CaseError as problem:
            return await _one(request, number, wrong=problem, name=_name(form))
        return pages.done(request, f"/saved_searches/{number}", flash="saved")

    @post("/{saved_search_id:str}/told", status_code=200)
    async def told(self, request: AnyRequest, saved_search_id: FromPath[str]) -> Response[Any]:
        """Be told daily of what is new, or not."""
        form, number = await request.form(), id_of(saved_search_id, kind=NOUN)
        wanted = form.get("wanted") == "1"
        try:
            await set_told(number, wanted, finder(request.app.state.index), actor=actor_of(request))
        except CaseError as problem:
            return await _one(request, number, wrong=problem)
        return pages.done(request, f"/saved_searches/{number}", flash="search-told" if wanted else "search-paused")

    @post("/{saved_search_id:str}/delete", status_code=200)
    async def delete(self, request: AnyRequest, saved_search_id: FromPath[str]) -> Response[Any]:
        """Take it away."""
        await delete_search(id_of(saved_search_id, kind=NOUN), actor=actor_of(request))
        return pages.done(request, "/saved_searches", flash="search-deleted")


def _name(form: Any) -> str:
    return text_of(str(form.get("name", "")), longest=2 * LONGEST_NAME)


async def _index(
    request: AnyRequest, *, wrong: CaseError | None = None, asked: tuple[SavedPage, str, str] | None = None
) -> Response[str]:
    """asked: page, query and name of a search that was not saved."""
    actor = actor_of(request)
    known, email = await choices(actor=actor), (await digest_state(actor))[0]

    def listed(rows: tuple[SavedRow, ...]) -> list[tuple[SavedRow, str]]:
        return [(row, conditions_of(row.page, row.query, known)) for row in rows]

    return pages.page(
        request,
        "saved_searches/index.html",
        status=wrong.status if wrong else 200,
        rows=listed(await saved_list(actor=actor)),
        recent=listed(await recent_list(actor=actor)),
        asked=asked,
        asked_words=conditions_of(asked[0], asked[1], known) if asked else "",
        email=email,
        wrong=wrong,
    )


async def _one(
    request: AnyRequest, number: int, *, wrong: CaseError | None = None, name: str | None = None
) -> Response[str]:
    actor = actor_of(request)
    if wrong is not None and wrong.status == 404:
        raise wrong
    row = await saved_one(number, actor=actor)
    email, digest = await digest_state(actor)
    return pages.page(
        request,
        "saved_searches/page.html",
        status=wrong.status if wrong else 200,
        row=row,
        name=row.name if name is None else name,
        conditions=conditions_of(row.page, row.query, await choices(actor=actor)),
        news=await news_of(number, actor=actor),
        reasons=HitNews,
        most=MOST_HITS,
        shown_days=SHOWN_FOR.days,
        email=email,
        digest=digest,
        wrong=wrong,
    )
