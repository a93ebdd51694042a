"""Browsers from which somebody entered before, told from those of people who guess.

A cookie that only the pages of the entry are sent, for a year: the number of the account, the day, and a mark of both
that nobody else can make. It opens nothing. Whoever brings it does not wait behind guesses at other people's passwords,
and guesses from elsewhere do not lock him out (``cases.actions.sign_ins``).
"""

import hmac
import re
from datetime import date, timedelta
from typing import Any

from litestar import Request, Response

from cases import ciphers
from cases.clock import today
from cases.errors import NoKeys
from server.cookies import cookie, sent

AnyRequest = Request[Any, Any, Any]

KNOWN, PLACE = "dafu_known", "/account/"
LIFE = timedelta(days=365)
_PURPOSE = "known browser"
_SAID = re.compile(r"(\d{1,18})\.(\d{4}-\d\d-\d\d)\.([0-9a-z.]{1,200})")


def remember(request: AnyRequest, answer: Response[Any], account: int) -> None:
    """Let the browser show the next time that this account was entered from it."""
    answer.set_cookie(cookie(request, KNOWN, shown(account), int(LIFE.total_seconds()), path=PLACE))


def shown(account: int) -> str:
    """What a browser shows from which an account was entered today."""
    said = f"{account}.{today().isoformat()}"
    return f"{said}.{ciphers.mark(said, _PURPOSE)}"


def known_account(request: AnyRequest) -> int | None:
    """The account that was entered from this browser last, within a year; None for what this site did not write."""
    parts = _SAID.fullmatch(sent(request, KNOWN, path=PLACE))
    if parts is None:
        return None
    account, day, mark = parts.groups()
    try:
        ours = any(hmac.compare_digest(one, mark) for one in ciphers.marks(f"{account}.{day}", _PURPOSE))
        fresh = today() - LIFE <= date.fromisoformat(day) <= today()
    except (NoKeys, ValueError):
        return None
    return int(account) if ours and fresh else None
