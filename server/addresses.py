"""The address that was asked for, as it was sent, and that of this site. Both come from the request line and the
settings: a name of this host that a stranger made up neither breaks an answer nor stands in one behind a proxy."""

import re
from typing import Any

from litestar import Request

from server.settings import Settings

_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


def path_of(request: Request[Any, Any, Any]) -> str:
    """The path of this request, readable."""
    return str(request.scope["path"])


def here_of(request: Request[Any, Any, Any]) -> str:
    """Path and query of this request, as a link on its page leads back to it."""
    asked = request.scope["query_string"].decode("latin-1")
    return path_of(request) + (f"?{asked}" if asked else "")


def base_of(request: Request[Any, Any, Any]) -> str:
    """The address of this site from outside, without a slash at the end."""
    settings: Settings = request.app.state.settings
    if settings.base_url:
        return settings.base_url
    host = request.headers.get("Host", "")
    return f"{request.scope['scheme']}://{host if _HOST.fullmatch(host) else 'localhost'}"
