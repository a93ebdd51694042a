"""The entry and its second step: forms bound to a visit, and what was being sent when a session ended, kept over it."""

import base64
import binascii
import hmac
import json
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response

from server import auth, pages
from server.addresses import here_of
from server.cookies import sent

AnyRequest = Request[Any, Any, Any]
LONGEST_BACK = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent in vain. place: where it went; fields: what it held, without token and key."""

    place: str
    fields: auth.Fields


def sealed(kept: Kept | None, key: str) -> str:
    """A kept form as one hidden value, readable by everybody and made by nobody but this site for this visit."""
    if kept is None:
        return ""
    said = base64.urlsafe_b64encode(json.dumps([kept.place, kept.fields], ensure_ascii=False).encode()).decode()
    return f"{said}.{_mac(key, said)}"


def unsealed(text: str, key: str) -> Kept | None:
    """The form that ``sealed`` kept for the same visit; None for everything else."""
    said, dot, mac = text.partition(".")
    if not (dot and key and hmac.compare_digest(_mac(key, said).encode(), mac.encode())):
        return None
    try:
        place, fields = json.loads(base64.urlsafe_b64decode(said))
    except (ValueError, binascii.Error):
        return None
    return Kept(pages.inside(place), [(str(name), str(value)) for name, value in fields])


def sign_in_page(
    request: AnyRequest, *, back: str = "/", kept: Kept | None = None, status: int = 200, **data: Any
) -> Response[str]:
    """The entry. Its token is bound to the visit's cookie, as nobody is signed in yet."""
    visit, cookie = visit_of(request)
    shown = {"wrong": None, "name": "", "namesakes": (), "demo_accounts": (), **data}
    made = pages.page(
        request,
        "account/sign_in.html",
        status=status,
        back=pages.inside(back[:LONGEST_BACK]),
        kept=sealed(kept, visit),
        has_kept=kept is not None,
        visit_token=auth.new_token(visit),
        phone=request.app.state.settings.phone,
        **shown,
    )
    made.headers["Cache-Control"] = "no-store"
    made.set_cookie(cookie)
    return made


def step_page(
    request: AnyRequest, *, back: str = "/", kept: Kept | None = None, wrong: str = "", status: int = 200
) -> Response[str]:
    """The second step: the password was right, the code is asked for. Bound to the visit as the entry is."""
    visit, cookie = visit_of(request)
    made = pages.page(
        request,
        "account/second_step.html",
        status=status,
        back=pages.inside(back[:LONGEST_BACK]),
        kept=sealed(kept, visit),
        has_kept=kept is not None,
        proof=pages.proof_of(auth.new_token(visit)),
        phone=request.app.state.settings.phone,
        wrong=wrong,
    )
    made.headers["Cache-Control"] = "no-store"
    made.set_cookie(cookie)
    return made


def kept_form(request: AnyRequest, fields: auth.Fields) -> Response[Any]:
    """The answer to a form whose sender's session has ended: the entry, with the form kept in it."""
    kept = Kept(here_of(request), fields)
    if not pages.wants_fragment(request):
        return sign_in_page(request, kept=kept, status=401)
    visit, cookie = visit_of(request)
    made = pages.fragment(
        request,
        "account/_renew.html",
        status=401,
        kept=sealed(kept, visit),
        visit_token=auth.new_token(visit),
    )
    made.headers.update({"HX-Retarget": "#problem", "HX-Reswap": "innerHTML"})
    made.set_cookie(cookie)
    return made


def visit_of(request: AnyRequest) -> tuple[str, Any]:
    """The visit that the browser is on, or a new one, and its cookie. Two open entries share a visit."""
    visit, cookie = auth.begin_visit(request)
    known = sent(request, auth.VISIT)
    if len(known) == len(visit):
        return known, auth.visit_cookie(request, known)
    return visit, cookie


def _mac(key: str, said: str) -> str:
    return hmac.new(key.encode(), b"kept:" + said.encode(), "sha256").hexdigest()
