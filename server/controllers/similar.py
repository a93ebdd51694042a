"""/similar — cases on the matter of another: for its writer, for the review, for whoever answers it, for any reader."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.fulltext import SearchError
from cases.queries.similar import compared_case, similar_cases
from server import pages
from server.alike import alike, names_a_matter
from server.auth import OPEN, actor_of
from server.forms import id_of

AnyRequest = Request[Any, Any, Any]

MOST = 10


class SimilarPages(Controller):
    path = "/similar"
    opt = OPEN

    @get("/{case_id:str}")
    async def one(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """What the reader may see of similar cases, the nearest first."""
        actor = actor_of(request)
        page = await compared_case(id_of(case_id, kind="提案建议"), actor=actor)
        near, failed = {}, False
        try:
            near = {one.case: one.words for one in await alike(request, page, actor=actor)}
        except SearchError:  # the writing goes on without
            failed = True
        rows = await similar_cases(list(near)[:MOST], actor=actor)
        return pages.answer(
            request,
            whole="similar/index.html",
            part="similar/_similar.html",
            page=page,
            rows=rows,
            words=near,
            named=names_a_matter(page),
            failed=failed,
        )
