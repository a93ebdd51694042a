"""The way back to the list: the address of the queue as its reader last saw it, so that filters and page come back."""

from typing import Any
from urllib.parse import quote

from litestar import Request, Response

from server.addresses import here_of
from server.cookies import cookie
from server.pages import DESK

LONGEST = 500


def remember(request: Request[Any, Any, Any], answer: Response[Any]) -> None:
    """Keep the address of this list in a cookie of the browser, until it is closed.

    Quoted, for the framework takes the quoting off every cookie that it reads.
    """
    address = here_of(request)
    if len(address) <= LONGEST:
        answer.set_cookie(cookie(request, DESK, quote(address)))
