"""/account — entering in one step or two, leaving, staying awake, and the size of letters."""

from typing import Any

from litestar import Controller, Request, Response, get, post

from cases.actions.accounts import choose_letters
from cases.actions.pending_entries import LIFETIME, begin_entry, finish_entry
from cases.actions.sessions import close_session, open_session
from cases.actions.sign_ins import Refusal, sign_in
from cases.actor import Actor
from cases.errors import CaseError, EntryExpired, SignInsCrowded
from cases.queries.accounts import Capacity, Entry, capacities_of, demo_accounts, entry_of
from cases.queries.sessions import ended_session
from cases.vocabulary import Role
from server import auth, entrance, pages
from server.auth import KEYLESS, OPEN, SIGNED, TOKENLESS, UNREADY
from server.browsers import called, too_old
from server.clients import client_address
from server.cookies import cookie, sent
from server.crowding import AGAIN_SECONDS
from server.entrance import Kept
from server.filters import query
from server.forms import choice_of, text_of
from server.known_browsers import known_account, remember

AnyRequest = Request[Any, Any, Any]
YEAR = 365 * 24 * 3600


class AccountPages(Controller):
    path = "/account"
    opt = OPEN

    @get("/sign-in")
    async def sign_in(self, request: AnyRequest) -> Response[Any]:
        """The entry; whoever is inside already is led on."""
        back = request.query_params.get("back", "/")
        session = auth.entered(request)
        if session is not None:
            return pages.done(request, "/account/password" if session.must_change else pages.inside(back))
        if too_old(request.headers.get("User-Agent", "")) and "anyway" not in request.query_params:
            return _browsers(request, too_old=True)
        return await _form(request, back=back)

    @post("/sign-in", status_code=200, opt=KEYLESS)
    async def enter(self, request: AnyRequest) -> Response[Any]:
        """Open a session for whoever knows an account's password; in the demo for anyone."""
        form = await request.form()
        back = pages.inside(str(form.get("back", "/"))[: entrance.LONGEST_BACK])
        kept = entrance.unsealed(str(form.get("kept", "")), sent(request, auth.VISIT))
        meant = choice_of(form, "account")
        if meant is not None and request.app.state.settings.demo:
            entry = await entry_of(meant)
            if entry is not None:
                return await _entered(request, entry, back, kept)
        name, password = text_of(str(form.get("name", ""))), str(form.get("password", ""))[:1000]
        origin = client_address(request, request.app.state.settings.proxies)
        most = request.app.state.settings.limits.tries_address
        try:
            known = known_account(request)
            found = await sign_in(name, password, origin=origin, most=most, known=known) if name and password else None
        except SignInsCrowded as problem:
            said = await _form(
                request, back=back, kept=kept, status=problem.status, wrong="crowded", told=problem, name=name
            )
            said.headers["Retry-After"] = str(AGAIN_SECONDS)
            return said
        if isinstance(found, tuple):
            found = next((entry for entry in found if entry.account == meant), found)
        if isinstance(found, Entry):
            return await _admitted(request, found, back, kept)
        if isinstance(found, tuple):
            namesakes = [(entry.account, await capacities_of(entry.person)) for entry in found]
            return await _form(request, back=back, kept=kept, name=name, namesakes=namesakes)
        status = 429 if isinstance(found, Refusal) and found.until else 422
        return await _form(request, back=back, kept=kept, status=status, wrong=found or "empty", name=name)

    @get("/second-step")
    async def step(self, request: AnyRequest) -> Response[Any]:
        """The second step of an entry, for whoever comes back to it."""
        back = pages.inside(request.query_params.get("back", "/"))
        if auth.entered(request) is not None or not sent(request, auth.STEP):
            return pages.done(request, back if auth.entered(request) else f"/account/sign-in?{query({'back': back})}")
        return entrance.step_page(request, back=back)

    @post("/second-step", status_code=200)
    async def finish(self, request: AnyRequest) -> Response[Any]:
        """Open a session for whoever gave a right password before, and now a code."""
        form = await request.form()
        back = pages.inside(str(form.get("back", "/"))[: entrance.LONGEST_BACK])
        kept = entrance.unsealed(str(form.get("kept", "")), sent(request, auth.VISIT))
        try:
            entry = await finish_entry(sent(request, auth.STEP), text_of(str(form.get("code", ""))))
        except EntryExpired as problem:
            return await _form(request, back=back, kept=kept, status=problem.status, wrong="late")
        except CaseError as problem:
            return entrance.step_page(request, back=back, kept=kept, wrong=str(problem), status=problem.status)
        return await _entered(request, entry, back, kept)

    @post("/sign-out", status_code=200, opt={**UNREADY, **KEYLESS})
    async def leave(self, request: AnyRequest) -> Response[Any]:
        """End the session, in the database and in the browser."""
        session = auth.session_entered(request)
        await close_session(sent(request, auth.SESSION), account=session.account, actor=auth.person_of(request))
        answer = pages.done(request, "/", flash="left")
        answer.headers["Clear-Site-Data"] = '"storage"'
        auth.end(request, answer)
        return answer

    @post("/stay", status_code=200, opt={**SIGNED, **KEYLESS})
    async def stay(self, request: AnyRequest) -> Response[Any]:
        """Keep the session awake: the gate has done it."""
        form = await request.form()
        return pages.done(request, pages.inside(str(form.get("back", "/"))[: entrance.LONGEST_BACK]))

    @post("/size", status_code=200, opt=TOKENLESS)
    async def size(self, request: AnyRequest) -> Response[Any]:
        """Keep the chosen size of letters in a cookie, and with the account of whoever is signed in."""
        form = await request.form()
        answer = pages.done(request, pages.inside(str(form.get("back", "/"))[: entrance.LONGEST_BACK]))
        chosen, session = text_of(str(form.get("size", ""))), auth.entered(request)
        if chosen in pages.SIZES:
            answer.set_cookie(cookie(request, pages.SIZE, chosen, YEAR))
            if session is not None:
                await choose_letters(session.account, chosen)
        return answer

    @get("/browsers")
    async def browsers(self, request: AnyRequest) -> Response[str]:
        """Which browsers the pages are made for, said in plain letters."""
        return _browsers(request, too_old=too_old(request.headers.get("User-Agent", "")))


def _browsers(request: AnyRequest, *, too_old: bool) -> Response[str]:
    phone, back = request.app.state.settings.phone, pages.inside(request.query_params.get("back", "/")[:2000])
    return pages.page(request, "account/browsers.html", phone=phone, too_old=too_old, back=back)


async def _form(request: AnyRequest, **data: Any) -> Response[str]:
    shown = await demo_accounts() if request.app.state.settings.demo else ()
    return entrance.sign_in_page(request, demo_accounts=shown, **data)


async def _admitted(request: AnyRequest, entry: Entry, back: str, kept: Kept | None) -> Response[Any]:
    """After a right password: inside, or at the second step where the account has one. Nobody is inside before it."""
    if not entry.has_factor:
        return await _entered(request, entry, back, kept)
    answer = entrance.step_page(request, back=back, kept=kept)
    seconds = int(LIFETIME.total_seconds())
    answer.set_cookie(cookie(request, auth.STEP, await begin_entry(entry.account), seconds))
    return answer


async def _entered(request: AnyRequest, entry: Entry, back: str, kept: Kept | None) -> Response[Any]:
    """A new session id at every entry: one that somebody planted is never taken over.

    Whoever has one post acts in it; whoever comes back after his session ended goes on where he was.
    """
    old = sent(request, auth.SESSION)
    held = await capacities_of(entry.person)
    capacity = await _resumed(old, entry, held) or (held[0] if len(held) == 1 else None)
    role = capacity.role if capacity else held[0].role if held else Role.PUBLIC
    token = await open_session(
        entry.account,
        actor=Actor(entry.name, role, person=entry.person),
        capacity=capacity,
        ended=old,
        device=called(request.headers.get("User-Agent", "")),
    )
    await auth.adopt(request, token)
    answer = _onward(request, token, back, kept)
    auth.start(request, answer, token)
    remember(request, answer, entry.account)
    return answer


async def _resumed(old: str, entry: Entry, held: tuple[Capacity, ...]) -> Capacity | None:
    """The post of the session that the browser brought along, where it was this account's and is still held."""
    ended = await ended_session(old) if old else None
    if ended is None or ended.account != entry.account:
        return None
    return next((one for one in held if (one.post, one.delegation) == (ended.post, ended.delegation)), None)


def _onward(request: AnyRequest, token: str, back: str, kept: Kept | None) -> Response[Any]:
    session = auth.session_entered(request)
    if session.must_change:
        return pages.done(request, "/account/password")
    if session.actor is None:
        return pages.done(request, f"/account/post?{query({'back': back})}")
    if kept is not None:
        return pages.page(request, "account/continue.html", kept=kept)
    return pages.done(request, back, flash="entered")
