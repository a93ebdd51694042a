"""Earlier cases on the matter of a submission, by the search. Ids only: rows are fetched through their own query."""

from typing import Any

from litestar import Request

from cases import fulltext
from cases.actor import Actor
from cases.queries.similar import questions_of
from cases.queries.submissions import SubmissionPage

MOST, FEW = 10, 5
KINDS = ("proposal", "reply")


def asked_by(page: SubmissionPage) -> tuple[str, ...]:
    """What is searched for, in the words of the submission."""
    return questions_of(page.words.title, page.words.recommendations)


async def alike(
    request: Request[Any, Any, Any], page: SubmissionPage, *, actor: Actor, most: int = MOST
) -> tuple[int, ...]:
    """Ids of cases, those that answer an earlier question first, never of the submission itself. Where few have every
    word, those that have most of them follow. Raises SearchError, without which the writing goes on.
    """
    asked, ids = asked_by(page), dict[int, None]()
    for text, reading, size in (*((text, "", most) for text in asked), *((text, "any", MOST) for text in asked[:1])):
        if len(ids) > most or (reading and len(ids) > FEW):
            break
        found = await fulltext.find(request.app.state.index, text, actor=actor, kinds=KINDS, size=size, reading=reading)
        ids |= dict.fromkeys(card.case_id for card in found.hits if card.case_id is not None)
    return tuple(i for i in ids if i != page.id)
