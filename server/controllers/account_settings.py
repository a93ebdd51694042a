"""/account — what belongs to whoever is signed in: his posts, the one he acts in, his deputies, his password."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.accounts import change_password
from cases.actions.delegations import NewDelegation, delegate, revoke
from cases.actions.sessions import act_in, end_other_sessions, end_session
from cases.clock import now, today
from cases.errors import CaseError, FieldMissing, Forbidden
from cases.passwords import LEAST, LEAST_OWN, LONGEST, life_ends, office_words, rules_of
from cases.queries.accounts import account_row, capacities_of
from cases.queries.delegations import colleagues_of, delegations_of
from cases.queries.second_factors import factor_of
from cases.queries.sessions import open_sessions
from server import auth, entrance, pages
from server.auth import KEYLESS, SIGNED, UNREADY, actor_of, session_entered
from server.cookies import sent
from server.demands import has_old_password
from server.forms import choice_of, day_of, id_of, text_of
from server.proving import proved
from server.reopening import reopened

AnyRequest = Request[Any, Any, Any]


class AccountSettingsPages(Controller):
    path = "/account"
    opt = SIGNED

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The account of whoever is signed in."""
        return await _index(request)

    @get("/password", opt=UNREADY)
    async def password(self, request: AnyRequest) -> Response[str]:
        """The form for a new password; nothing else opens at the first entry and after the old one had its time."""
        return _password(request)

    @post("/password", status_code=200, opt={**UNREADY, **KEYLESS})
    async def change(self, request: AnyRequest) -> Response[Any]:
        """Change the password. Every session ends and this one goes on under a new id."""
        form, session = await request.form(), session_entered(request)
        old, new, again = (str(form.get(name, ""))[:1000] for name in ("old", "new", "again"))
        try:
            if new != again:
                return _password(request, wrong="两次输入的新密码不一样。请重新输入。", status=422)
            profile = request.app.state.settings.password_profile
            await change_password(session.account, old, new, actor=auth.person_of(request), profile=profile)
        except CaseError as problem:
            return _password(request, wrong=str(problem), status=problem.status)
        token, acts = await reopened(request)
        answer = pages.done(request, "/" if acts else "/account/post", flash="password")
        auth.start(request, answer, token)
        return answer

    @get("/post", opt=UNREADY)
    async def posts(self, request: AnyRequest) -> Response[str]:
        """In which post to act."""
        return await _posts(request)

    @post("/post", status_code=200, opt={**UNREADY, **KEYLESS})
    async def choose(self, request: AnyRequest) -> Response[Any]:
        """Act in another post from now on, under a new session id."""
        form, session = await request.form(), session_entered(request)
        if session.must_change:
            return pages.done(request, "/account/password")
        chosen = str(form.get("post", ""))
        held = await capacities_of(session.person)
        capacity = next((one for one in held if f"{one.post}-{one.delegation or 0}" == chosen), None)
        if capacity is None:
            return await _posts(request, wrong=True, status=422)
        token = await act_in(
            sent(request, auth.SESSION), capacity, account=session.account, actor=auth.person_of(request)
        )
        answer = pages.done(request, pages.inside(str(form.get("back", "/"))[:2000]), flash="acting")
        auth.start(request, answer, token)
        return answer

    @post("/delegations", status_code=200)
    async def delegate(self, request: AnyRequest) -> Response[Any]:
        """Ask a colleague to stand in, from a day to a day."""
        form, actor = await request.form(), actor_of(request)
        try:
            deputy = choice_of(form, "deputy")
            until = day_of(str(form.get("until", "")))
            if deputy is None or until is None or actor.post is None:
                raise FieldMissing(field="代办人或结束日期")
            if actor.on_behalf_of is not None:
                raise Forbidden(act="代人再委托")
            since = day_of(str(form.get("since", ""))) or today()
            reason = text_of(str(form.get("reason", "")))
            await delegate(NewDelegation(actor.post, deputy, since, until, reason), actor=actor)
        except CaseError as problem:
            return await _index(request, wrong=str(problem), status=problem.status)
        return pages.done(request, "/account", flash="delegated")

    @post("/sessions/{web_session_id:str}/end", status_code=200, guards=[proved])
    async def end(self, request: AnyRequest, web_session_id: FromPath[str]) -> Response[Any]:
        """End one of one's own sessions, at once and wherever it is."""
        session = session_entered(request)
        number = id_of(web_session_id, kind="登录")
        await end_session(number, account=session.account, actor=auth.person_of(request))
        return pages.done(request, "/account", flash="session-ended")

    @post("/sessions/end-others", status_code=200, guards=[proved])
    async def end_others(self, request: AnyRequest) -> Response[Any]:
        """End all of one's own sessions but this one."""
        token = sent(request, auth.SESSION)
        account = session_entered(request).account
        await end_other_sessions(token, account=account, actor=auth.person_of(request))
        return pages.done(request, "/account", flash="session-ended")

    @post("/prove", status_code=200, guards=[proved])
    async def prove(self, request: AnyRequest) -> Response[Any]:
        """Go on to the page before which somebody was asked who he is: the guard has looked at his answer."""
        form = await request.form()
        return pages.done(request, pages.inside(str(form.get("back", "/"))[: entrance.LONGEST_BACK]))

    @post("/delegations/{delegation_id:str}/revoke", status_code=200)
    async def revoke(self, request: AnyRequest, delegation_id: FromPath[str]) -> Response[Any]:
        """End a delegation before its last day."""
        await revoke(id_of(delegation_id, kind="委托"), actor=actor_of(request))
        return pages.done(request, "/account", flash="revoked")


async def _index(request: AnyRequest, *, wrong: str = "", status: int = 200) -> Response[str]:
    session, actor = session_entered(request), actor_of(request)
    until = life_ends(session.password_at, profile=request.app.state.settings.password_profile)
    return pages.page(
        request,
        "account/index.html",
        status=status,
        account=await account_row(session.account),
        password_until=until,
        password_over=until is not None and until <= now(),
        factor=await factor_of(session.account),
        sessions=await open_sessions(session.account, token=sent(request, auth.SESSION)),
        posts=await capacities_of(session.person),
        delegations=await delegations_of(actor=actor),
        colleagues=await colleagues_of(actor=actor),
        wrong=wrong,
    )


def _password(request: AnyRequest, *, wrong: str = "", status: int = 200) -> Response[str]:
    session, settings = session_entered(request), request.app.state.settings
    return pages.page(
        request,
        "account/password.html",
        status=status,
        first=session.must_change,
        outlived=has_old_password(session, settings),
        rules=rules_of(settings.password_profile),
        least=LEAST,
        longest=LONGEST,
        least_own=LEAST_OWN,
        words=office_words(),
        wrong=wrong,
    )


async def _posts(request: AnyRequest, *, wrong: bool = False, status: int = 200) -> Response[str]:
    session = session_entered(request)
    return pages.page(
        request,
        "account/post.html",
        status=status,
        posts=await capacities_of(session.person),
        back=pages.inside(request.query_params.get("back", "/")[:2000]),
        wrong=wrong,
    )
