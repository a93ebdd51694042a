"""/administration — for the administrator: what there is to keep in order, the words of the lists, the sessions."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from cases.actions.dictionaries import add_word, restore_word, retire_word, shift_word
from cases.actions.sittings import SittingDays, add_sitting, change_sitting
from cases.errors import CaseError, NotFound
from cases.queries.administration import overview, sitting_list
from cases.queries.dictionaries import words_of
from cases.queries.units import body_options
from cases.vocabulary import Role, WordList
from server import pages
from server.auth import actor_of, roles
from server.forms import choice_of, code_of, day_of, id_of, text_of, whole_of

AnyRequest = Request[Any, Any, Any]
_SHIFTS = {"up": True, "down": False}


class AdministrationPages(Controller):
    path = "/administration"
    opt = roles(Role.ADMIN)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """What there is, how much of it, and what does not work as long as something is missing."""
        return pages.page(request, "administration/index.html", overview=await overview())

    @get("/words")
    async def words(self, request: AnyRequest) -> Response[str]:
        """The lists of words: categories and grounds of exclusion."""
        return await _words(request)

    @post("/words", status_code=200)
    async def add(self, request: AnyRequest) -> Response[Any]:
        """Put a word at the end of a list."""
        form = await request.form()
        chosen = code_of(str(form.get("list", "")), WordList)
        if chosen is None:
            raise NotFound(kind="列表", key=text_of(str(form.get("list", "")), longest=20))
        try:
            await add_word(
                chosen,
                text_of(str(form.get("label", ""))),
                actor=actor_of(request),
                note=text_of(str(form.get("note", ""))),
            )
        except CaseError as problem:
            return await _words(request, chosen=chosen, wrong=str(problem), status=problem.status)
        return pages.done(request, f"/administration/words#{chosen.value}", flash="saved")

    @post("/words/{word_id:str}", status_code=200)
    async def change(self, request: AnyRequest, word_id: FromPath[str]) -> Response[Any]:
        """Move a word up or down, retire it or offer it again."""
        form, actor = await request.form(), actor_of(request)
        number, act = id_of(word_id, kind="字典项"), str(form.get("act", ""))
        if act in _SHIFTS:
            await shift_word(number, up=_SHIFTS[act], actor=actor)
        elif act == "retire":
            await retire_word(number, actor=actor)
        elif act == "restore":
            await restore_word(number, actor=actor)
        chosen = code_of(str(form.get("list", "")), WordList)
        return pages.done(request, f"/administration/words#{chosen.value if chosen else ''}", flash="saved")

    @get("/sittings")
    async def sittings(self, request: AnyRequest) -> Response[str]:
        """Terms and sessions with their days."""
        return await _sittings(request)

    @post("/sittings", status_code=200)
    async def enter(self, request: AnyRequest) -> Response[Any]:
        """Enter a session."""
        form = await request.form()
        numbers = [choice_of(form, name) for name in ("body", "term", "number")]
        body, term, number = (value or 0 for value in numbers)
        try:
            await add_sitting(body, term, number, _days(form), actor=actor_of(request))
        except CaseError as problem:
            return await _sittings(request, wrong=str(problem), status=problem.status)
        return pages.done(request, "/administration/sittings", flash="saved")

    @post("/sittings/{sitting_id:str}", status_code=200)
    async def mend(self, request: AnyRequest, sitting_id: FromPath[str]) -> Response[Any]:
        """Mend the days of a session."""
        form = await request.form()
        try:
            await change_sitting(id_of(sitting_id, kind="届次"), _days(form), actor=actor_of(request))
        except CaseError as problem:
            return await _sittings(request, wrong=str(problem), status=problem.status)
        return pages.done(request, "/administration/sittings", flash="saved")


def _days(form: Any) -> SittingDays:
    return SittingDays(
        year=whole_of(str(form.get("year", "")), least=1949, most=2200),
        opens_on=day_of(str(form.get("opens_on", ""))),
        closes_on=day_of(str(form.get("closes_on", ""))),
    )


async def _words(
    request: AnyRequest, *, chosen: WordList | None = None, wrong: str = "", status: int = 200
) -> Response[str]:
    lists = [(words, await words_of(words)) for words in WordList]
    return pages.page(request, "administration/words.html", status=status, lists=lists, chosen=chosen, wrong=wrong)


async def _sittings(request: AnyRequest, *, wrong: str = "", status: int = 200) -> Response[str]:
    return pages.page(
        request,
        "administration/sittings.html",
        status=status,
        sittings=await sitting_list(),
        bodies=await body_options(),
        wrong=wrong,
    )
