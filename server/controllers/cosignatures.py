"""/cosignatures — names under a joint submission: who is asked, who has signed, one's own answer."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.cosignatures import ask_again, decline, invite, release, sign, write_on
from cases.errors import CaseError
from cases.queries.choosing import choose_people, submitters_of
from cases.queries.submissions import submission_page
from cases.vocabulary import Role
from server import pages
from server.auth import actor_of, roles
from server.forms import LARGEST_ID, choice_of, id_of, text_of, version_of, whole_of

AnyRequest = Request[Any, Any, Any]
LONGEST_LIST = 5000


class SubmissionNamePages(Controller):
    path = "/submissions/{case_id:str}/names"
    opt = roles(Role.SUBMITTER, Role.REVIEWER)

    @get("/")
    async def index(self, request: AnyRequest, case_id: FromPath[str]) -> Response[str]:
        """The names, and who else might be asked: picked from the list, or found by names and initials."""
        return await _index(request, id_of(case_id, kind="提案建议"))

    @post("/", status_code=200)
    async def ask(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Ask the people who were ticked to sign."""
        form, number = await request.form(), id_of(case_id, kind="提案建议")
        act = invite(number, _people(form), seen=version_of(form), actor=actor_of(request))
        return await _tried(request, number, act, "names", "invited")

    @post("/release", status_code=200)
    async def release(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Take invitations back: those ticked, or all, so that the text may change."""
        form, number = await request.form(), id_of(case_id, kind="提案建议")
        some = None if form.get("all") else _people(form)
        act = release(number, some, seen=version_of(form), actor=actor_of(request))
        return await _tried(request, number, act, "edit" if some is None else "names", "released")

    @post("/again", status_code=200)
    async def again(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Ask those who signed the words that came back whether they stand by the changed ones."""
        form, number = await request.form(), id_of(case_id, kind="提案建议")
        act = ask_again(number, seen=version_of(form), actor=actor_of(request))
        return await _tried(request, number, act, "names", "invited")

    @post("/write-on", status_code=200)
    async def write_on(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Take that question back and go on writing."""
        form, number = await request.form(), id_of(case_id, kind="提案建议")
        act = write_on(number, seen=version_of(form), actor=actor_of(request))
        return await _tried(request, number, act, "edit", "writing-on")


class CosignaturePages(Controller):
    path = "/cosignatures"
    opt = roles(Role.SUBMITTER)

    @post("/{case_id:str}/sign", status_code=200)
    async def sign(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Put one's name under it."""
        form, number = await request.form(), id_of(case_id, kind="提案建议")
        seen = choice_of(form, "text_seen") or 0
        await sign(number, text_seen=seen, actor=actor_of(request))
        return pages.done(request, f"/submissions/{number}", flash="signed")

    @post("/{case_id:str}/decline", status_code=200)
    async def decline(self, request: AnyRequest, case_id: FromPath[str]) -> Response[Any]:
        """Refuse."""
        await decline(id_of(case_id, kind="提案建议"), actor=actor_of(request))
        return pages.done(request, "/submissions", flash="declined")


async def _tried(request: AnyRequest, number: int, act: Awaitable[Any], onward: str, flash: str) -> Response[Any]:
    """Go on when an act is done; else the names again, with what stood in its way."""
    try:
        await act
    except CaseError as problem:
        if problem.status in (403, 404):
            raise
        return await _index(request, number, wrong=str(problem), status=problem.status)
    return pages.done(request, f"/submissions/{number}/{onward}", flash=flash)


async def _index(request: AnyRequest, number: int, *, wrong: str = "", status: int = 200) -> Response[Any]:
    actor = actor_of(request)
    page = await submission_page(number, actor=actor)
    if page.names and page.names[0].collective:
        return pages.done(request, f"/submissions/{number}/edit")
    there = [one.person for one in page.names if one.person is not None and one.signature.value != "declined"]
    typed = text_of(request.query_params.get("names"), longest=LONGEST_LIST)
    chosen = await choose_people(typed, page.body) if typed else None
    already = [one.name for one in chosen.found if one.id in there] if chosen else []
    if chosen:
        chosen = replace(chosen, found=tuple(one for one in chosen.found if one.id not in there))
    groups: dict[str, list[Any]] = {}
    for one in await submitters_of(page.body):
        if one.id not in there:
            groups.setdefault(one.group, []).append(one)
    return pages.page(
        request,
        "cosignatures/index.html",
        status=status,
        page=page,
        groups=groups,
        typed=typed,
        chosen=chosen,
        already=already,
        wrong=wrong,
    )


def _people(form: Any) -> list[int]:
    found = (whole_of(str(value), least=1, most=LARGEST_ID) for value in form.getall("person", []))
    return [person for person in found if person is not None]
