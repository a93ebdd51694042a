"""/administration/people — accounts and the posts of their owners."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.accounts import (
    GIVEN,
    NewAccount,
    NewPost,
    appoint,
    create_account,
    disable,
    enable,
    end_post,
    reset_password,
)
from cases.actions.handovers import hand_over
from cases.actions.second_factors import ask_reset, settle_reset
from cases.clock import today
from cases.errors import CaseError, FieldMissing, NameNotTyped
from cases.queries.accounts import account_list, account_row
from cases.queries.open_work import heirs_of, open_work_of
from cases.queries.second_factors import open_resets
from cases.queries.units import body_options, unit_options
from cases.vocabulary import Role
from server import pages
from server.auth import actor_of, roles
from server.forms import LARGEST_ID, choice_of, code_of, day_of, id_of, slice_of, text_of, whole_of
from server.proving import proved

AnyRequest = Request[Any, Any, Any]
FIELDS = ("name", "sign_in_name", "email", "phone", "staff_number")


class AdministrationPeoplePages(Controller):
    path = "/administration/people"
    opt = roles(Role.ADMIN)
    guards = [proved]  # noqa: RUF012 - the framework declares it so

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The accounts, by name."""
        return await _index(request)

    @post("/", status_code=200)
    async def add(self, request: AnyRequest) -> Response[Any]:
        """Make an account with its first post; the password is shown on this answer only."""
        form = await request.form()
        try:
            said = {name: text_of(str(form.get(name, ""))) for name in FIELDS}
            new = NewAccount(said["name"], said["sign_in_name"], None, *(said[name] or None for name in FIELDS[2:]))
            account, password = await create_account(new, _post(form), actor=actor_of(request))
        except CaseError as problem:
            return await _index(request, wrong=str(problem), status=problem.status)
        return await _one(request, account, password=password)

    @get("/{account_id:str}")
    async def one(self, request: AnyRequest, account_id: FromPath[str]) -> Response[str]:
        """One account."""
        return await _one(request, id_of(account_id, kind="账号"))

    @post("/{account_id:str}/posts", status_code=200)
    async def appoint(self, request: AnyRequest, account_id: FromPath[str]) -> Response[Any]:
        """Give the account's owner another post."""
        number, form = id_of(account_id, kind="账号"), await request.form()
        try:
            await appoint(number, _post(form), actor=actor_of(request))
        except CaseError as problem:
            return await _one(request, number, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/people/{number}", flash="saved")

    @post("/{account_id:str}/posts/{post_id:str}/end", status_code=200)
    async def end(self, request: AnyRequest, account_id: FromPath[str], post_id: FromPath[str]) -> Response[Any]:
        """End a post, at once or with a day."""
        number, post_number = id_of(account_id, kind="账号"), id_of(post_id, kind="岗位")
        form = await request.form()
        try:
            if post_number not in {one.post for one in (await account_row(number)).posts}:
                raise FieldMissing(field="岗位")
            await end_post(post_number, actor=actor_of(request), last_day=day_of(str(form.get("last_day", ""))))
        except CaseError as problem:
            return await _one(request, number, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/people/{number}", flash="saved")

    @post("/{account_id:str}/reset", status_code=200)
    async def reset(self, request: AnyRequest, account_id: FromPath[str]) -> Response[Any]:
        """A new password to hand over, shown on this answer only."""
        number = id_of(account_id, kind="账号")
        return await _one(request, number, password=await reset_password(number, actor=actor_of(request)))

    @post("/{account_id:str}/factor", status_code=200)
    async def ask_reset(self, request: AnyRequest, account_id: FromPath[str]) -> Response[Any]:
        """Ask for the second factor to be taken away, which another administrator has to grant."""
        number, form = id_of(account_id, kind="账号"), await request.form()
        try:
            await ask_reset(number, reason=text_of(str(form.get("reason", ""))), actor=actor_of(request))
        except CaseError as problem:
            if problem.status == 404:
                raise
            return await _one(request, number, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/people/{number}", flash="reset-asked")

    @post("/{account_id:str}/factor/{factor_reset_id:str}", status_code=200)
    async def settle_reset(
        self, request: AnyRequest, account_id: FromPath[str], factor_reset_id: FromPath[str]
    ) -> Response[Any]:
        """Grant a colleague's wish to reset it, or not."""
        number, reset = id_of(account_id, kind="账号"), id_of(factor_reset_id, kind="重置申请")
        granted = (await request.form()).get("granted") == "yes"
        try:
            await settle_reset(reset, granted=granted, actor=actor_of(request))
        except CaseError as problem:
            if problem.status == 404:
                raise
            return await _one(request, number, wrong=str(problem), status=problem.status)
        done = "reset-granted" if granted else "reset-refused"
        return pages.done(request, f"/administration/people/{number}", flash=done)

    @get("/{account_id:str}/leave")
    async def leave(self, request: AnyRequest, account_id: FromPath[str]) -> Response[str]:
        """The way out of office: first the open work, then the account."""
        return await _leave(request, id_of(account_id, kind="账号"))

    @post("/{account_id:str}/leave", status_code=200)
    async def hand_over(self, request: AnyRequest, account_id: FromPath[str]) -> Response[Any]:
        """Hand open work over to those who were chosen."""
        number, form = id_of(account_id, kind="账号"), await request.form()
        chosen = {}
        for name, value in form.multi_items():
            heir = whole_of(str(value), least=1, most=LARGEST_ID)
            if name.startswith("heir-") and heir is not None:
                chosen[id_of(name.removeprefix("heir-"), kind="承办任务")] = heir
        await hand_over((await account_row(number)).person, chosen, actor=actor_of(request))
        return pages.done(request, f"/administration/people/{number}/leave", flash="saved")

    @post("/{account_id:str}/disable", status_code=200)
    async def disable(self, request: AnyRequest, account_id: FromPath[str]) -> Response[Any]:
        """Close the account, confirmed by typing its owner's name."""
        number, form = id_of(account_id, kind="账号"), await request.form()
        try:
            name = (await account_row(number)).name
            if text_of(str(form.get("typed", ""))) != name:
                raise NameNotTyped(name=name)
            await disable(number, actor=actor_of(request), reason=text_of(str(form.get("reason", ""))))
        except CaseError as problem:
            return await _leave(request, number, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/people/{number}", flash="saved")

    @post("/{account_id:str}/enable", status_code=200)
    async def enable(self, request: AnyRequest, account_id: FromPath[str]) -> Response[Any]:
        """Open a closed account again."""
        number = id_of(account_id, kind="账号")
        await enable(number, actor=actor_of(request))
        return pages.done(request, f"/administration/people/{number}", flash="saved")


def _post(form: Any) -> NewPost:
    """The post that a form names. Raises FieldMissing."""
    role = code_of(str(form.get("role", "")), Role)
    if role not in GIVEN:
        raise FieldMissing(field="角色")
    return NewPost(
        role,
        unit=choice_of(form, "unit"),
        body=choice_of(form, "body"),
        title=text_of(str(form.get("title", ""))) or None,
        level=whole_of(str(form.get("level", "")), least=1, most=5) or 1,
        since=day_of(str(form.get("since", ""))),
        until=day_of(str(form.get("until", ""))),
    )


async def _choices() -> dict[str, Any]:
    return {"roles": GIVEN, "units": await unit_options(), "bodies": await body_options(), "day": today()}


async def _index(request: AnyRequest, *, wrong: str = "", status: int = 200) -> Response[str]:
    text, part = text_of(request.query_params.get("text")), slice_of(request.query_params)
    rows = await account_list(text=text, page=part.page, per_page=part.per_page)
    return pages.page(
        request,
        "administration/people.html",
        status=status,
        rows=rows,
        text=text,
        resets=await open_resets(),
        wrong=wrong,
        **await _choices(),
    )


async def _one(
    request: AnyRequest, account: int, *, password: str = "", wrong: str = "", status: int = 200
) -> Response[str]:
    return pages.page(
        request,
        "administration/person.html",
        status=status,
        account=await account_row(account),
        resets=await open_resets(account),
        password=password,
        wrong=wrong,
        **await _choices(),
    )


async def _leave(request: AnyRequest, account: int, *, wrong: str = "", status: int = 200) -> Response[str]:
    row = await account_row(account)
    work = [(one, await heirs_of(one, leaving=row.person)) for one in await open_work_of(row.person)]
    return pages.page(request, "administration/leave.html", status=status, account=row, work=work, wrong=wrong)
