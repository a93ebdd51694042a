"""Whatever goes wrong becomes a Chinese page, or a fragment for HTMX, with the true HTTP status."""

import logging
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from markupsafe import escape

from cases.actor import PUBLIC
from cases.database import outage_of
from cases.errors import CaseError, ChangedMeanwhile
from cases.fulltext import SearchError
from cases.requests import AlreadyDone
from server import entrance, pages
from server.addresses import here_of, path_of
from server.auth import NotFromHere, NotReady, SignInNeeded, actor_of
from server.conflicts import Late, late
from server.filters import query
from server.open_answers import problem
from server.proving import ProofNeeded, on_proof_needed

log = logging.getLogger("dafu")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a person is told. number: names the log line of a fault of ours; late: a form that somebody overtook;
    again: the same address may be opened once more."""

    status: int
    number: str = ""
    what: str = ""
    late: Late | None = None
    again: bool = False


# The framework's words for a reader who closed the page while it was still reading his form.
GONE = "client disconnected prematurely"
KNOWN = {400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503, 507}
# What many are told at a time, just when there is no time: their pages are kept as texts, so many of them.
TO_MANY, MOST_TEXTS = {429, 503}, 200
_PATH, _HERE = "the-path-that-was-asked-for", "the-address-that-was-asked-for"
_MARKS = re.compile(f"{query({'back': _PATH})}|{_HERE}")


def show(
    request: Request[Any, Any, Any],
    trouble: Trouble,
    *,
    headers: dict[str, str] | None = None,
    error: Exception | None = None,
) -> Response[Any]:
    """The answer to a request that went wrong; sentences of a bare status stand in the template. Programs that read
    open data are told by RFC 9457."""
    if path_of(request).startswith("/api/"):
        title, _, detail = pages.render(request, "open_data/problem.txt", trouble=trouble).strip().partition("\n")
        told = problem(request, trouble.status, title, detail.strip(), error)
        told.headers.update(headers or {})
        return told
    asked = pages.wants_fragment(request)
    template = "_problem.html" if asked else "error.html"
    made: Response[Any] = Response(
        _text_for_many(request, template, trouble)
        if trouble.status in TO_MANY and not pages.frame_of(request).who
        else pages.render(request, template, trouble=trouble, refused=trouble.status == 409),
        media_type=MediaType.HTML,
        status_code=trouble.status,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
    if asked:
        made.headers["HX-Retarget"] = "#problem"
        made.headers["HX-Reswap"] = "innerHTML"
    return made


def _text_for_many(request: Request[Any, Any, Any], template: str, trouble: Trouble) -> str:
    """The page or fragment as ``pages.render`` makes it for somebody without a session, of a text that is kept; only
    no entry of the menu is marked as the one he is in."""
    frame = pages.frame_of(request)
    own = {_HERE: str(escape(frame.here))}
    back = str(escape(query({"back": frame.path})))
    return _MARKS.sub(lambda found: own.get(found[0], back), _text(template, frame.size, frame.demo, trouble))


@lru_cache(MOST_TEXTS)
def _text(template: str, size: str, demo: bool, trouble: Trouble) -> str:
    frame = pages.Frame(actor=PUBLIC, path=_PATH, here=_HERE, token="", size=size, demo=demo, flash="")
    return pages.environment().get_template(template).render(frame=frame, trouble=trouble)


def on_case_error(request: Request[Any, Any, Any], error: CaseError) -> Response[Any]:
    """An error of the domain: its own sentence and status. Who came too late sees what he sent, to send it again."""
    if error.status in (403, 429):
        _note_refused(request, error)
    behind = late(request, error) if isinstance(error, ChangedMeanwhile) else None
    wait = error.data().get("wait")
    headers = {"Retry-After": str(wait)} if wait and error.status == 429 else None
    return show(request, Trouble(error.status, what=str(error), late=behind), headers=headers, error=error)


def on_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """An error of the web framework: unknown address, wrong method, too large, unreadable form."""
    if error.detail == GONE:
        return pages.nothing(400)  # nobody reads it, and a reader who turned away is no fault of ours
    if error.status_code >= 500:
        return on_fault(request, error)
    status = error.status_code if error.status_code in KNOWN else 400
    kept = {k: v for k, v in (error.headers or {}).items() if k.lower() in ("allow", "retry-after")}
    return show(request, Trouble(status), headers=kept)


def on_fault(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A fault of ours: the log gets everything, the reader a number to name it by. Where only the machine is in the
    way, the reader is told what, and the log in one line."""
    if (outage := outage_of(error)) is not None:
        log.warning("%s at %s %s: %s", outage.code, request.method, request.url.path, error)
        return on_case_error(request, outage)
    number = secrets.token_hex(3).upper()
    place = (request.method, path_of(request))
    log.error("fault %s at %s %s", number, *place, exc_info=error, extra={"incident": number})
    try:
        return show(request, Trouble(500, number))
    except Exception as again:  # what makes every page is broken: a line is better than what the web server would say
        log.error("fault %s: its page failed, too", number, exc_info=again, extra={"incident": number})
        return Response(f"系统出错，编号 {number}。", media_type="text/plain; charset=utf-8", status_code=500)


def on_sign_in_needed(request: Request[Any, Any, Any], error: SignInNeeded) -> Response[Any]:
    """A page for people with an account leads to the entry, which leads back; a form that was sent is kept there.

    A script that saves is told so in one word: it keeps what it has.
    """
    if request.method == "PUT":
        return pages.nothing(401)
    if error.kept is not None:
        return entrance.kept_form(request, error.kept)
    back = here_of(request)
    return pages.done(request, f"/account/sign-in?{query({'back': back if request.method == 'GET' else '/'})}")


def on_not_ready(request: Request[Any, Any, Any], error: NotReady) -> Response[Any]:
    """A password must be changed or a post chosen first."""
    return pages.done(request, error.place)


def on_already_done(request: Request[Any, Any, Any], error: AlreadyDone) -> Response[Any]:
    """The form was carried out before: to where that led. While that is not known, ``once.settle`` looks for it."""
    return pages.done(request, error.place) if error.place else show(request, Trouble(409, what="done"))


def on_search_error(request: Request[Any, Any, Any], error: SearchError) -> Response[Any]:
    """A page that is nothing without the index, which the keeper is mending."""
    log.warning("no search at %s: %s", request.url.path, error)
    return show(request, Trouble(503, what="unsearchable"))


def on_not_from_here(request: Request[Any, Any, Any], error: NotFromHere) -> Response[Any]:
    """A write without a fitting token: nothing was done."""
    _note_refused(request, error)
    return show(request, Trouble(403, what="expired"))


def _note_refused(request: Request[Any, Any, Any], error: Exception) -> None:
    """Tell whoever watches the log who was turned away and where; nothing of what he sent."""
    who = actor_of(request).person or "nobody known"
    log.warning("refused %s: %s %s to %s", type(error).__name__, request.method, path_of(request), who)


HANDLERS: dict[Any, Any] = {
    CaseError: on_case_error,
    SearchError: on_search_error,
    SignInNeeded: on_sign_in_needed,
    NotReady: on_not_ready,
    AlreadyDone: on_already_done,
    NotFromHere: on_not_from_here,
    ProofNeeded: on_proof_needed,
    HTTPException: on_http_error,
    Exception: on_fault,
}
