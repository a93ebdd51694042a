"""/similar — earlier cases on the matter of a submission, for its writer and for the review."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.fulltext import SearchError
from cases.queries.similar import similar_cases
from cases.queries.submissions import submission_page
from cases.vocabulary import Role
from server import pages
from server.alike import MOST, alike, asked_by
from server.auth import actor_of, roles
from server.forms import id_of

AnyRequest = Request[Any, Any, Any]


class SimilarPages(Controller):
    path = "/similar"
    opt = roles(Role.SUBMITTER, Role.REVIEWER)

    @get("/{case_id:str}")
    async def one(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """What the reader may see of similar cases, the most alike first."""
        actor = actor_of(request)
        page = await submission_page(id_of(case_id, kind="提案建议"), actor=actor)
        ids: tuple[int, ...] = ()
        failed = False
        try:
            ids = await alike(request, page, actor=actor)
        except SearchError:  # the writing goes on without
            failed = True
        rows = (await similar_cases(ids, actor=actor))[:MOST]
        return pages.answer(
            request,
            whole="similar/index.html",
            part="similar/_similar.html",
            page=page,
            rows=rows,
            questions=asked_by(page),
            failed=failed,
        )
