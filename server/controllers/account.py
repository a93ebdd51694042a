"""/account — entering and leaving the office pages, and the size of letters."""

import hmac
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import Cookie

from cases.actions.sessions import close_session, forget_failures, note_failure, open_session, tries_left
from server import auth, pages
from server.auth import OPEN, TOKENLESS
from server.forms import text_of

AnyRequest = Request[Any, Any, Any]
YEAR = 365 * 24 * 3600


class AccountPages(Controller):
    path = "/account"
    opt = OPEN

    @get("/sign-in")
    async def sign_in(self, request: AnyRequest) -> Response[Any]:
        """The entry. The form's token is bound to a cookie of this visit, as nobody is signed in yet."""
        if pages.frame_of(request).staff:
            return pages.done(request, pages.inside(request.query_params.get("back", "/")))
        return _form(request, back=request.query_params.get("back", "/"))

    @post("/sign-in", status_code=200)
    async def enter(self, request: AnyRequest) -> Response[Any]:
        """Open a session for whoever knows the key; in the demo for anyone."""
        form = await request.form()
        back = pages.inside(str(form.get("back", "/"))[:500])
        origin = request.client.host if request.client else "unknown"
        settings = request.app.state.settings
        if settings.demo and form.get("demo"):
            return await _entered(request, back)
        if await tries_left(origin) == 0:
            return _form(request, back=back, wrong="locked", status=429)
        sent = str(form.get("key", ""))[:200]
        if settings.office_key and hmac.compare_digest(sent.encode(), settings.office_key.encode()):
            await forget_failures(origin)
            return await _entered(request, back)
        await note_failure(origin)
        left = await tries_left(origin)
        return _form(request, back=back, wrong="key" if left else "locked", left=left, status=422 if left else 429)

    @post("/sign-out", status_code=200)
    async def leave(self, request: AnyRequest) -> Response[Any]:
        """End the session, in the database and in the browser."""
        await close_session(request.cookies.get(auth.SESSION, ""))
        answer = pages.done(request, "/", flash="left")
        auth.end(request, answer)
        return answer

    @post("/size", status_code=200, opt=TOKENLESS)
    async def size(self, request: AnyRequest) -> Response[Any]:
        """Keep the chosen size of letters in a cookie and go back."""
        form = await request.form()
        answer = pages.done(request, pages.inside(str(form.get("back", "/"))[:2000]))
        chosen = text_of(str(form.get("size", "")))
        if chosen in pages.SIZES:
            answer.set_cookie(Cookie(key=pages.SIZE, value=chosen, max_age=YEAR, httponly=True, samesite="lax"))
        return answer


async def _entered(request: AnyRequest, back: str) -> Response[Any]:
    """A new session id at every entry: one that somebody planted is never taken over."""
    old = request.cookies.get(auth.SESSION)
    if old:
        await close_session(old)
    answer = pages.done(request, back, flash="entered")
    auth.start(request, answer, await open_session())
    return answer


def _form(request: AnyRequest, *, back: str, wrong: str = "", left: int = 0, status: int = 200) -> Response[str]:
    token, cookie = auth.begin_visit(request)
    made = pages.page(
        request,
        "account/sign_in.html",
        status=status,
        back=pages.inside(back[:500]),
        visit_token=token,
        wrong=wrong,
        left=left,
        open_key=request.app.state.settings.office_key is not None,
    )
    made.headers["Cache-Control"] = "no-store"
    made.set_cookie(cookie)
    return made
