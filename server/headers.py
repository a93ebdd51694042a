"""Headers of every answer, error pages and static files included."""

from typing import Any

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}

# Open data may be read by pages of other sites, without cookies; nothing else may.
SHARED = "/api/"
FOR_OTHERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


async def add_headers(message: Message, scope: Scope) -> None:
    """Hook of the framework, called before each message of each answer."""
    if message["type"] != "http.response.start":
        return
    headers: Any = MutableScopeHeaders.from_message(message)
    shared = FOR_OTHERS if scope["path"].startswith(SHARED) else {}
    # What does not say that it may be kept is kept nowhere.
    headers.setdefault("Cache-Control", "no-store")
    for name, value in {**ALWAYS, **shared}.items():
        headers.setdefault(name, value)
