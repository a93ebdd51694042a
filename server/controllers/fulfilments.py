"""/fulfilments — which promises a later document may tell of, and which are only said again. Proposals for people."""

from typing import Any

from litestar import Controller, Request, Response, get, post

from cases.actions.fulfilments import Sentence, judge_pair
from cases.errors import CaseError, ChoiceMissing
from cases.queries.fulfilments import fulfilments
from cases.vocabulary import Judgement
from cases.vocabulary.fulfilments import Why
from server import pages
from server.auth import OFFICES, STAFF, actor_of
from server.draft_forms import words_of
from server.forms import LARGEST_ID, choice_of, code_of, whole_of


class FulfilmentPages(Controller):
    path = "/fulfilments"
    opt = STAFF

    @get("/")
    async def index(self, request: Request[Any, Any, Any]) -> Response[str]:
        """The proposals of one place."""
        return await _listed(request, request.query_params)

    @post("/", status_code=200, opt=OFFICES)
    async def judge(self, request: Request[Any, Any, Any]) -> Response[Any]:
        """Accept a pair or reject it."""
        form = await request.form()
        judgement = code_of(str(form.get("judgement", "")), Judgement)
        why = code_of(str(form.get("why", "")), Why)
        try:
            if judgement is None or why is None:
                raise ChoiceMissing(what_for="认定的结果")
            await judge_pair(
                choice_of(form, "promise"), _sentence(form, "earlier"), _sentence(form, "later"), why, judgement,
                words_of(form, "told"), actor=actor_of(request),
            )  # fmt: skip
        except CaseError as problem:
            if problem.status in (403, 404):
                raise
            return await _listed(request, form, wrong=problem)
        place = choice_of(form, "place")
        return pages.done(request, "/fulfilments" + (f"?place={place}" if place else ""), flash="pair-judged")


def _sentence(form: Any, name: str) -> Sentence:
    """Where a sentence stands, sent as document-start-end."""
    parts = [whole_of(part, least=0, most=LARGEST_ID) or 0 for part in str(form.get(name, "")).split("-")]
    document, start, end = (*parts, 0, 0, 0)[:3]
    return Sentence(document, start, end)


async def _listed(request: Request[Any, Any, Any], asked: Any, *, wrong: CaseError | None = None) -> Response[str]:
    place = whole_of(str(asked.get("place", "")), least=1, most=LARGEST_ID)
    found = await fulfilments(actor=actor_of(request), place=place)
    status = wrong.status if wrong else 200
    return pages.page(request, "fulfilments/index.html", status=status, found=found, wrong=wrong, judgements=Judgement)
