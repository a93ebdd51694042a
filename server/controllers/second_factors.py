"""/account/second-factor — the telephone as a second factor: set up, printed codes, another telephone, none."""

from typing import Any

import segno
from litestar import Controller, Request, Response, get, post
from markupsafe import Markup

from cases.actions.second_factors import begin_setup, finish_setup, give_up, print_codes
from cases.clock import today
from cases.errors import CaseError
from cases.one_time_codes import address_of, key_to_type
from cases.queries.accounts import account_row
from cases.queries.second_factors import factor_of, seed_in_setup
from server import auth, pages
from server.auth import UNREADY, session_entered
from server.demands import lacks_factor, wants_factor
from server.forms import text_of
from server.proving import proved
from server.reopening import reopened

AnyRequest = Request[Any, Any, Any]
HERE = "/account/second-factor"


class SecondFactorPages(Controller):
    path = HERE
    opt = UNREADY
    guards = [proved]  # noqa: RUF012 - the framework declares it so

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """What stands: none yet, one being set up with its square to scan, or one in force."""
        return await _shown(request)

    @post("/begin", status_code=200)
    async def begin(self, request: AnyRequest) -> Response[Any]:
        """Make what the telephone is to know."""
        await begin_setup(session_entered(request).account)
        return pages.done(request, HERE)

    @post("/finish", status_code=200)
    async def finish(self, request: AnyRequest) -> Response[Any]:
        """The first code puts it in force. Other sessions end, this one goes on under a new id; the codes to print are
        on this answer only."""
        form, account = await request.form(), session_entered(request).account
        try:
            printed = await finish_setup(account, text_of(str(form.get("code", ""))), actor=auth.person_of(request))
        except CaseError as problem:
            return await _shown(request, wrong=str(problem), status=problem.status)
        token, _ = await reopened(request)
        answer = _printed(request, printed, first=True)
        auth.start(request, answer, token)
        return answer

    @post("/codes", status_code=200)
    async def codes(self, request: AnyRequest) -> Response[Any]:
        """Fresh codes to print, on this answer only."""
        account = session_entered(request).account
        return _printed(request, await print_codes(account, actor=auth.person_of(request)), first=False)

    @post("/off", status_code=200)
    async def off(self, request: AnyRequest) -> Response[Any]:
        """Take it away, to do without or to set up another telephone; who must have one is led there at once."""
        form, account = await request.form(), session_entered(request).account
        try:
            await give_up(account, text_of(str(form.get("code", ""))), actor=auth.person_of(request))
        except CaseError as problem:
            return await _shown(request, wrong=str(problem), status=problem.status)
        token, _ = await reopened(request)
        answer = pages.done(request, HERE, flash="factor-off")
        auth.start(request, answer, token)
        return answer


async def _shown(request: AnyRequest, *, wrong: str = "", status: int = 200) -> Response[str]:
    session, settings = session_entered(request), request.app.state.settings
    seed, owner = await seed_in_setup(session.account), await account_row(session.account)
    # Drawn here, in black on white at any size: no picture is fetched, none is kept.
    address = address_of(seed, owner.sign_in_name) if seed else ""
    square = segno.make(address, error="m") if seed else None
    made = pages.page(
        request,
        "account/second_factor.html",
        status=status,
        factor=await factor_of(session.account),
        square=Markup(square.svg_inline(scale=1, omitsize=True, border=3)) if square else "",  # nosec B704 # noqa: S704 - ours
        address=address,
        key=key_to_type(seed) if seed else "",
        owner=owner.sign_in_name,
        needed=lacks_factor(session, settings),
        asked_of_staff=wants_factor(settings, today()),
        wrong=wrong,
    )
    made.headers["Cache-Control"] = "no-store"
    return made


def _printed(request: AnyRequest, printed: tuple[str, ...], *, first: bool) -> Response[str]:
    made = pages.page(request, "account/recovery_codes.html", printed=printed, first=first)
    made.headers["Cache-Control"] = "no-store"
    return made
