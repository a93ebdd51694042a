"""The cookies of this site. Where its address is encrypted a browser takes them from this very host alone and sends
them over nothing else: ``__Host-`` before the name makes it refuse all others, those of a neighbouring host too. One
that is for some pages only may not be called so; ``__Secure-`` makes it refuse what came over a plain line."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from server.settings import Settings

AnyRequest = Request[Any, Any, Any]


def sent(request: AnyRequest, name: str, *, path: str = "/") -> str:
    """The value of a cookie, empty where the browser has none. path: what it was made for."""
    return request.cookies.get(cookie_name(request, name, path=path), "")


def cookie(request: AnyRequest, name: str, value: str, seconds: int | None = None, *, path: str = "/") -> Cookie:
    """A cookie out of the reach of scripts and of forms of other sites; without ``seconds`` until the browser closes,
    with 0 gone. path: the pages that it is sent to."""
    return Cookie(
        key=cookie_name(request, name, path=path),
        value=value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=_encrypted(request),
        path=path,
    )


def cookie_name(request: AnyRequest, name: str, *, path: str = "/") -> str:
    """What a cookie is called here."""
    if not _encrypted(request):
        return name
    return f"__Host-{name}" if path == "/" else f"__Secure-{name}"


def _encrypted(request: AnyRequest) -> bool:
    settings: Settings = request.app.state.settings
    return (settings.base_url or "").startswith("https://")
