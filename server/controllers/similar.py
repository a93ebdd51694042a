"""/similar — earlier cases on the matter of a submission, for its writer and for the review."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases import fulltext
from cases.queries.similar import questions_of, similar_cases
from cases.queries.submissions import submission_page
from cases.vocabulary import Role
from server import pages
from server.auth import actor_of, roles
from server.forms import id_of

AnyRequest = Request[Any, Any, Any]
MOST = 10
KINDS = ("proposal", "reply")


class SimilarPages(Controller):
    path = "/similar"
    opt = roles(Role.SUBMITTER, Role.REVIEWER)

    @get("/{case_id:str}")
    async def one(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """What the reader may see of similar cases, the most alike first."""
        actor = actor_of(request)
        page = await submission_page(id_of(case_id, kind="提案建议"), actor=actor)
        questions = questions_of(page.words.title, page.words.recommendations)
        try:
            ids = [i for i in await _found(request, questions) if i != page.id]
            failed = False
        except fulltext.SearchError:  # the writing goes on without
            ids, failed = [], True
        rows = await similar_cases(ids, actor=actor)
        return pages.page(
            request, "similar/index.html", page=page, rows=rows[:MOST], questions=questions, failed=failed
        )


async def _found(request: AnyRequest, questions: tuple[str, ...]) -> list[int]:
    """Ids of cases, those that answer an earlier question first."""
    ids: dict[int, None] = {}
    for text in questions:
        found = await fulltext.find(request.app.state.index, text, actor=actor_of(request), kinds=KINDS, size=MOST)
        ids |= dict.fromkeys(card.case_id for card in found.hits if card.case_id is not None)
        if len(ids) > MOST:
            break
    return list(ids)
