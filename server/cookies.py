"""The cookies of this site. Where its address is encrypted a browser takes them from this very host alone and sends
them over nothing else: ``__Host-`` before the name makes it refuse all others, those of a neighbouring host too."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from server.settings import Settings

AnyRequest = Request[Any, Any, Any]


def sent(request: AnyRequest, name: str) -> str:
    """The value of a cookie, empty where the browser has none."""
    return request.cookies.get(cookie_name(request, name), "")


def cookie(request: AnyRequest, name: str, value: str, seconds: int | None = None) -> Cookie:
    """A cookie out of the reach of scripts and of forms of other sites; without ``seconds`` until the browser closes,
    with 0 gone."""
    return Cookie(
        key=cookie_name(request, name),
        value=value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=_encrypted(request),
        path="/",
    )


def cookie_name(request: AnyRequest, name: str) -> str:
    """What a cookie is called here."""
    return f"__Host-{name}" if _encrypted(request) else name


def _encrypted(request: AnyRequest) -> bool:
    settings: Settings = request.app.state.settings
    return (settings.base_url or "").startswith("https://")
