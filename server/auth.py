"""Who asks, and whether he may: one gate before every handler, shut unless the handler declares its policy."""

import hmac
import secrets
from typing import Any
from urllib.parse import urlsplit

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers import BaseRouteHandler

from cases.actions.sessions import LIFETIME
from cases.actor import OFFICE, PUBLIC, Actor
from cases.errors import Forbidden
from cases.queries.sessions import audience_of
from cases.vocabulary import Audience, Role
from server.settings import Settings

SESSION = "dafu_session"
VISIT = "dafu_visit"
OPEN: dict[str, Any] = {"policy": "public"}
STAFF: dict[str, Any] = {"policy": "office"}
TOKENLESS: dict[str, Any] = {**OPEN, "token": False}
POLICIES = ("public", "office")
SAFE = ("GET", "HEAD", "OPTIONS")


class SignInNeeded(Exception):
    """A page for staff, and nobody is signed in. The answer leads to the entry and back."""


class NotFromHere(Exception):
    """A write that did not come from a page of this site, or from one of an ended session."""


async def gate(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Recognise the sender, then hold the request against the handler's ``opt["policy"]``.

    "public": anyone. "office": staff. Writes must come from a page of this site and carry its token, except where
    ``opt["token"]`` is False (a choice kept in a cookie). Raises SignInNeeded, NotFromHere, Forbidden.
    """
    assert isinstance(connection, Request)
    key = await _recognise(connection)
    policy = handler.opt.get("policy")
    if policy not in POLICIES:
        raise Forbidden(act="打开这个地址")
    if policy == "office" and actor_of(connection).role is Role.PUBLIC:
        raise SignInNeeded
    if connection.method in SAFE:
        return
    if not _same_site(connection):
        raise NotFromHere
    if handler.opt.get("token", True) and not (key and token_fits(key, await _token_sent(connection))):
        raise NotFromHere


def actor_of(request: ASGIConnection[Any, Any, Any, Any]) -> Actor:
    """Who the gate recognised."""
    actor: Actor = request.scope.get("state", {}).get("actor", PUBLIC)
    return actor


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
    answer.set_cookie(_cookie(request, SESSION, token, int(LIFETIME.total_seconds())))
    answer.set_cookie(_cookie(request, VISIT, "", 0))


def end(request: Request[Any, Any, Any], answer: Response[Any]) -> None:
    """Take the session's cookie away."""
    answer.set_cookie(_cookie(request, SESSION, "", 0))


def begin_visit(request: Request[Any, Any, Any]) -> tuple[str, Cookie]:
    """Token and cookie for a form that is shown before anybody is signed in."""
    visit = secrets.token_urlsafe(32)
    return new_token(visit), _cookie(request, VISIT, visit, 3600)


async def _recognise(request: Request[Any, Any, Any]) -> str:
    """Set actor and form token of the request. Returns the key that its writes must be bound to."""
    cookie = request.cookies.get(SESSION, "")
    audience = await audience_of(cookie) if cookie else None
    state = request.scope.setdefault("state", {})
    state["actor"] = OFFICE if audience is Audience.OFFICE else PUBLIC
    key = cookie if audience else request.cookies.get(VISIT, "")
    state["token"] = new_token(key) if audience else ""
    return key


async def _token_sent(request: Request[Any, Any, Any]) -> str:
    header = request.headers.get("x-dafu-token")
    if header:
        return str(header)
    if not request.content_type[0].startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        return ""
    return str((await request.form()).get("token", ""))


def _same_site(request: Request[Any, Any, Any]) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    settings: Settings = request.app.state.settings
    ours = {request.headers.get("Host", ""), urlsplit(settings.base_url or "").netloc}
    return urlsplit(request.headers.get("Origin", "")).netloc in ours - {""}


def _mac(key: str, salt: str) -> str:
    return hmac.new(key.encode(), b"form:" + salt.encode(), "sha256").hexdigest()


def _cookie(request: Request[Any, Any, Any], name: str, value: str, seconds: int) -> Cookie:
    settings: Settings = request.app.state.settings
    secure = (settings.base_url or "").startswith("https://")
    return Cookie(key=name, value=value, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/")
