"""Who asks, and whether he may: one gate before every handler, shut unless the handler declares its policy."""

import contextlib
import hmac
import secrets
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers import BaseRouteHandler

from cases.actions.accounts import GIVEN
from cases.actions.sessions import LIFETIME, note_seen
from cases.actor import PUBLIC, Actor
from cases.errors import Forbidden, Outage
from cases.queries.notices import unread_count
from cases.queries.sessions import LivingSession, session_of
from cases.vocabulary import Role
from cases.vocabulary.usage import Costly
from server import once, replicas
from server.addresses import path_of
from server.cookies import cookie, sent
from server.demands import has_old_password, lacks_factor
from server.forms import check_writable
from server.kept import HITS, ROWS
from server.settings import Settings
from server.spending import cost_of, hold

SESSION = "dafu_session"
VISIT = "dafu_visit"
STEP = "dafu_step"  # an entry whose second step is still to come
SAFE = ("GET", "HEAD", "OPTIONS")
LEAST_PROSE = 5  # characters from which a text of a form is somebody's words
MOST_KEPT = 400_000  # characters of a form that is carried over a new sign-in
Fields = list[tuple[str, str]]
_NOT_KEPT = ("token", "key", "proof", "password")
_SECRET = ("/account/password",)  # whose forms hold nothing that may be written into a page


def roles(*allowed: Role, **more: Any) -> dict[str, Any]:
    """The ``opt`` of handlers for people who act in one of these roles."""
    return {"policy": frozenset(allowed), **more}


OPEN: dict[str, Any] = {"policy": "public"}
# Open, and the same for everybody without a session: made once, see ``server.kept_pages``; from hits of the index.
ALIKE: dict[str, Any] = {**OPEN, "kept": ROWS}
ALIKE_HITS: dict[str, Any] = {**OPEN, "kept": HITS}
# The same answer for everybody, whoever asks: nobody is recognised, and the answer is packed by its handler.
ANYBODY: dict[str, Any] = {**OPEN, "anonymous": True, "packed": True}
SIGNED: dict[str, Any] = {"policy": "signed"}
STAFF = roles(*(role for role in GIVEN if role is not Role.SUBMITTER))
OFFICES = roles(Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT)
KEYLESS: dict[str, Any] = {"key": False}
TOKENLESS: dict[str, Any] = {**OPEN, **KEYLESS, "token": False}
SEARCHES: dict[str, Any] = {"costs": Costly.SEARCH}
EXPORTS: dict[str, Any] = {"costs": Costly.EXPORT}
MAILS: dict[str, Any] = {"costs": Costly.MAIL}
UNREADY: dict[str, Any] = {**SIGNED, "unready": True}


@dataclass
class SignInNeeded(Exception):
    """Nobody is signed in, or his session has ended. kept: the fields of the form that he sent in vain."""

    kept: Fields | None = None


@dataclass
class NotReady(Exception):
    """Signed in, but something must be done first. place: where."""

    place: str


class NotFromHere(Exception):
    """A write that did not come from a page of this site, or from one of an ended session."""


async def gate(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Recognise the sender, then hold the request against the handler's ``opt["policy"]``.

    "public": anyone. "signed": any account. A set of roles: who acts in one of them. Writes must come from a page of
    this site and carry its token, POSTs also a key of their own (``server.once``); ``opt["token"]`` and ``opt["key"]``
    set to False lift that. ``opt["unready"]``: open before a password was changed, a post chosen, a telephone set up.
    ``opt["anonymous"]``: the same for everybody, nobody is recognised. ``opt["costs"]``: what is counted and limited,
    but for addresses that end in ``opt["free"]`` (``server.spending``). Raises SignInNeeded, NotReady,
    NotFromHere, Forbidden, AlreadyDone and as ``hold``.
    """
    assert isinstance(connection, Request)
    if handler.opt.get("anonymous"):
        await hold(connection, cost_of(connection, handler.opt), PUBLIC)
        replicas.begin(connection)
        return
    key = await _recognise(connection)
    policy, session = handler.opt.get("policy"), entered(connection)
    if not (policy in ("public", "signed") or (isinstance(policy, frozenset) and policy)):
        raise Forbidden(act="打开这个地址")
    if policy != "public":
        if session is None:
            raise SignInNeeded(await _worth_keeping(connection, key))
        if not handler.opt.get("unready"):
            _hold_unready(connection, session)
        if isinstance(policy, frozenset) and actor_of(connection).role not in policy:
            raise Forbidden(act="打开这个地址" if connection.method in SAFE else "做这件事")
    await hold(connection, cost_of(connection, handler.opt), actor_of(connection))
    replicas.begin(connection)
    await _count_notices(connection)
    if connection.method in SAFE:
        return
    if not _same_site(connection):
        raise NotFromHere
    if handler.opt.get("token", True) and not (key and token_fits(key, await _sent(connection, "token"))):
        raise NotFromHere
    if handler.opt.get("key", True) and connection.method == "POST":
        await _take_key(connection, key)
    check_writable(await fields_of(connection))


def actor_of(request: ASGIConnection[Any, Any, Any, Any]) -> Actor:
    """Who the gate recognised, in the post he acts in; the public where nobody may act yet."""
    actor: Actor = request.scope.get("state", {}).get("actor", PUBLIC)
    return actor


def entered(request: ASGIConnection[Any, Any, Any, Any]) -> LivingSession | None:
    """The session the gate recognised, ready or not."""
    session: LivingSession | None = request.scope.get("state", {}).get("session")
    return session


def session_entered(request: ASGIConnection[Any, Any, Any, Any]) -> LivingSession:
    """The session of a handler whose policy asks for one."""
    session = entered(request)
    if session is None:
        raise SignInNeeded
    return session


def person_of(request: ASGIConnection[Any, Any, Any, Any]) -> Actor:
    """Whoever is signed in, also before a post was chosen; for acts upon his own account."""
    session, actor = session_entered(request), actor_of(request)
    if actor.person is not None:
        return actor
    return session.actor or Actor(session.name, Role.PUBLIC, person=session.person, once=actor.once)


def new_token(key: str) -> str:
    """A form token bound to a session. Fresh each time, so that a compressed page gives nothing away."""
    salt = secrets.token_urlsafe(9)
    return f"{salt}.{_mac(key, salt)}"


def token_fits(key: str, token: str) -> bool:
    """Whether ``new_token`` made this token for this session."""
    salt, dot, mac = token.partition(".")
    return bool(dot) and hmac.compare_digest(_mac(key, salt).encode(), mac.encode())


def start(request: Request[Any, Any, Any], answer: Response[Any], token: str) -> None:
    """Hand the browser the cookie of a session that was just opened."""
    answer.set_cookie(cookie(request, SESSION, token, int(LIFETIME.total_seconds())))
    answer.set_cookie(cookie(request, VISIT, "", 0))
    answer.set_cookie(cookie(request, STEP, "", 0))


def end(request: Request[Any, Any, Any], answer: Response[Any]) -> None:
    """Take the session's cookie away."""
    answer.set_cookie(cookie(request, SESSION, "", 0))


def begin_visit(request: Request[Any, Any, Any]) -> tuple[str, Cookie]:
    """The secret of a visit, to which forms shown before anybody is signed in are bound, and its cookie."""
    visit = secrets.token_urlsafe(32)
    return visit, visit_cookie(request, visit)


def visit_cookie(request: Request[Any, Any, Any], visit: str) -> Cookie:
    """The cookie of a visit, for another hour."""
    return cookie(request, VISIT, visit, 3600)


async def adopt(request: Request[Any, Any, Any], token: str) -> None:
    """Let the rest of this request act in a session that it has just opened."""
    _set(request, token, await session_of(token))


async def _recognise(request: Request[Any, Any, Any]) -> str:
    """Set session, actor and form token of the request. Returns the key that its writes must be bound to."""
    token = sent(request, SESSION)
    session = await session_of(token) if token else None
    _set(request, token, session)
    if session is None:
        return sent(request, VISIT)
    with contextlib.suppress(Outage):  # who only reads is not turned away because nothing can be written
        await note_seen(token, seen_at=session.seen_at, at=session.found_at)
    return token


def _set(request: Request[Any, Any, Any], key: str, session: LivingSession | None) -> None:
    state = request.scope.setdefault("state", {})
    settings: Settings = request.app.state.settings
    ready = session is not None and not session.must_change and not lacks_factor(session, settings)
    actor = session.actor if session is not None and ready else None
    state.update(session=session, actor=actor or PUBLIC, token=new_token(key) if session else "")


async def _count_notices(request: Request[Any, Any, Any]) -> None:
    """The number beside the bell, for whole pages of somebody who acts."""
    if actor_of(request).person is not None and "HX-Request" not in request.headers:
        request.scope["state"]["notices"] = await unread_count(actor_of(request))


def _hold_unready(request: Request[Any, Any, Any], session: LivingSession) -> None:
    settings: Settings = request.app.state.settings
    if session.must_change:
        raise NotReady("/account/password")
    if session.actor is None:
        raise NotReady("/account/post")
    if lacks_factor(session, settings):
        raise NotReady("/account/second-factor")
    # Pages lead to the change; what was being written is taken first.
    if request.method in SAFE and "HX-Request" not in request.headers and has_old_password(session, settings):
        raise NotReady("/account/password")


async def _take_key(request: Request[Any, Any, Any], bound_to: str) -> None:
    """Give the actor the key of the form that he sent. Raises NotFromHere without one, AlreadyDone for an old one."""
    sent = await _sent(request, "key")
    if not 8 <= len(sent) <= 100:
        raise NotFromHere
    session, state = entered(request), request.scope["state"]
    state["sent"] = await fields_of(request)
    state["written"] = _written(state["sent"])
    state["once"] = await once.begin(f"person {session.person}" if session else bound_to, sent)
    state["actor"] = replace(state["actor"], once=state["once"])


async def _worth_keeping(request: Request[Any, Any, Any], visit: str) -> Fields | None:
    """The fields of a form whose sender's session has ended: only of one that our own page made for that session."""
    if request.method in SAFE or not _same_site(request) or not _is_form(request) or path_of(request) in _SECRET:
        return None
    token = await _sent(request, "token")
    if not any(key and token_fits(key, token) for key in (sent(request, SESSION), visit)):
        return None
    kept = list(await fields_of(request))
    return kept if sum(len(name) + len(value) for name, value in kept) <= MOST_KEPT else None


async def fields_of(request: Request[Any, Any, Any]) -> tuple[tuple[str, str], ...]:
    """What a form held, without its token, its key, a proof that came with it, and its files."""
    if not _is_form(request):
        return ()
    said = (await request.form()).multi_items()
    return tuple((name, value) for name, value in said if isinstance(value, str) and name not in _NOT_KEPT)


def _written(sent: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What somebody wrote into a form, longest first: shown again where the act was refused on a page without it."""
    said = {value.replace("\r\n", "\n").strip() for name, value in sent if name != "back"}
    return tuple(sorted((text for text in said if _is_prose(text)), key=len, reverse=True))


def _is_prose(text: str) -> bool:
    """Words that a person wrote, not a number, a day or the value of a choice."""
    return len(text) >= LEAST_PROSE and (" " in text or "\n" in text or any(letter > "\u2e7f" for letter in text))


async def _sent(request: Request[Any, Any, Any], name: str) -> str:
    """A hidden value of the form, or the header that scripts send it in."""
    header = request.headers.get(f"x-dafu-{name}")
    if header:
        return str(header)
    return str((await request.form()).get(name, "")) if _is_form(request) else ""


def _is_form(request: Request[Any, Any, Any]) -> bool:
    return request.content_type[0].startswith(("application/x-www-form-urlencoded", "multipart/form-data"))


def _same_site(request: Request[Any, Any, Any]) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    settings: Settings = request.app.state.settings
    ours = {request.headers.get("Host", ""), urlsplit(settings.base_url or "").netloc}
    return urlsplit(request.headers.get("Origin", "")).netloc in ours - {""}


def _mac(key: str, salt: str) -> str:
    return hmac.new(key.encode(), b"form:" + salt.encode(), "sha256").hexdigest()
