"""Before what is far-reaching somebody proves once more that it is he, and then goes on without losing a word.

The form comes back with everything that was in it and one field more; sent again it carries the proof along and is done
in the same breath. Ten minutes later it is asked for anew.
"""

from dataclasses import dataclass, replace
from typing import Any

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from cases.actions.proofs import note_proof, prove
from cases.errors import CaseError
from server import auth, pages
from server.addresses import here_of
from server.cookies import sent
from server.demands import is_proved
from server.settings import Settings

AnyRequest = Request[Any, Any, Any]
FIELD = "proof"
MANY_PHONES = 20  # telephone numbers on one page, from more of which on a proof is asked for
PLACE = "/account/prove"  # where one proves oneself before reading something


@dataclass
class ProofNeeded(Exception):
    """The last proof is too old. place and fields: what was asked for, to go on with; wrong: what was not right."""

    place: str
    fields: auth.Fields
    wrong: str = ""
    status: int = 401


async def proved(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard for whole controllers: each of their writes asks for a proof. Raises ProofNeeded."""
    assert isinstance(connection, Request)
    if connection.method not in auth.SAFE:
        await hold_proved(connection)


async def hold_proved(request: AnyRequest) -> None:
    """Go on where the last proof is not old, or where this very form brings one. Raises ProofNeeded."""
    session = auth.session_entered(request)
    if is_proved(session):
        return
    if request.method in auth.SAFE:
        raise ProofNeeded(PLACE, [("back", here_of(request))])
    place, fields = here_of(request), list(await auth.fields_of(request))
    typed = (await request.form()).get(FIELD)
    if not isinstance(typed, str):
        raise ProofNeeded(place, fields)
    token, actor = sent(request, auth.SESSION), replace(auth.person_of(request), once=None)
    settings: Settings = request.app.state.settings
    try:
        if settings.demo:  # whoever entered by one click knows no password
            await note_proof(token, account=session.account, actor=actor)
        else:
            await prove(token, typed[:1000], account=session.account, actor=actor)
    except CaseError as problem:
        raise ProofNeeded(place, fields, str(problem), problem.status) from problem


def on_proof_needed(request: AnyRequest, error: ProofNeeded) -> Response[Any]:
    """The page that asks; where HTMX asked for a part, the question in its place."""
    asked = pages.wants_fragment(request)
    session = auth.session_entered(request)
    data: dict[str, Any] = {"needed": error, "field": FIELD, "has_factor": session.has_factor, "status": error.status}
    if not asked:
        made = pages.page(request, "account/prove.html", **data)
        made.headers["Cache-Control"] = "no-store"
        return made
    made = pages.fragment(request, "account/_prove.html", **data)
    made.headers.update({"HX-Retarget": "#problem", "HX-Reswap": "innerHTML"})
    return made
