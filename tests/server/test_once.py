"""Every form that writes demands a token and a key, and one key acts once, however often it arrives."""

import asyncio

import pytest

from cases.clock import today
from cases.tables import Delegation, DoneRequest
from cases.vocabulary import Role
from server import once
from tests.accounts import account_as
from tests.server.test_app import routes

pytestmark = pytest.mark.anyio
# These change nothing that could be done twice, or are bound to a password or to a file that was tried only.
WITHOUT_KEY = {
    "/account/sign-in",
    "/account/sign-out",
    "/account/stay",
    "/account/size",
    "/account/password",
    "/account/post",
    "/administration/people-import",
}

TRIALS = ("preview", "try")  # how the address of a form ends that shows what would be and writes nothing


def keyless(path):
    """Whether a form may come without a key."""
    return path in WITHOUT_KEY or path.rsplit("/", 1)[-1] in TRIALS


async def test_every_post_demands_token_and_key(client_as, site):
    people = {}
    for method, path, handler in routes(site.app):
        if method != "POST" or keyless(path):
            continue
        assert handler.opt.get("token", True) and handler.opt.get("key", True), path
        policy = handler.opt["policy"]
        role = sorted(policy)[0] if isinstance(policy, frozenset) else Role.REVIEWER
        if role not in people:
            person = await client_as(Role(role))
            people[role] = person, await person.token("/account")
        person, token = people[role]
        address = path.replace(":str", "").replace("{", "").replace("}", "")
        bare = await person.client.post(address, data={"token": token}, headers={"Origin": "http://site.test"})
        assert bare.status_code == 403, path
        assert "没有执行" in bare.text, path


async def test_the_exceptions_are_as_few_as_they_are_said_to_be(site):
    posts = [(path, handler) for method, path, handler in routes(site.app) if method == "POST"]
    lifted = {path for path, handler in posts if not handler.opt.get("key", True)}
    assert lifted >= WITHOUT_KEY
    assert all(keyless(path) for path in lifted)


@pytest.fixture
async def lending(client_as):
    """Somebody, and the form by which he asks a colleague to stand in for him."""
    person = await client_as(Role.HANDLER)
    await account_as(Role.HANDLER)
    page = (await person.get("/account")).text
    colleague = page.split('<option value="')[2].split('"')[0]
    form = {"deputy": colleague, "until": today().isoformat(), "reason": "外出", "key": "k" * 16}
    return person, form


async def test_a_second_press_is_led_to_where_the_first_led(lending):
    person, form = lending
    answers = [await person.write("/account/delegations", form) for _ in range(3)]
    assert [(one.status_code, one.headers["location"]) for one in answers] == [(303, "/account")] * 3
    assert await Delegation.count() == 1


async def test_many_at_once_act_once(lending):
    person, form = lending
    token = await person.token("/account")
    answers = await asyncio.gather(*(person.post("/account/delegations", form, token=token) for _ in range(8)))
    assert [(one.status_code, one.headers.get("location")) for one in answers] == [(303, "/account")] * 8
    assert await Delegation.count() == 1


async def test_a_form_that_was_refused_may_be_mended_and_sent_under_the_same_key(lending):
    person, form = lending
    assert (await person.write("/account/delegations", form | {"reason": ""})).status_code == 422
    assert await DoneRequest.count() == 0
    assert (await person.write("/account/delegations", form)).status_code == 303
    assert await Delegation.count() == 1


async def test_a_script_is_led_there_too(lending):
    person, form = lending
    for _ in range(2):
        answer = await person.write("/account/delegations", form, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["hx-redirect"]) == (200, "/account")


async def test_nobody_uses_up_another_s_key(lending, client_as):
    person, form = lending
    other = await client_as(Role.HANDLER)
    await person.write("/account/delegations", form)
    page = (await other.get("/account")).text
    colleague = page.split('<option value="')[2].split('"')[0]
    assert (await other.write("/account/delegations", form | {"deputy": colleague})).status_code == 303
    assert await Delegation.count() == 2


def scope(**headers):
    return {"headers": [(name.encode(), value.encode()) for name, value in headers.items()]}


@pytest.mark.parametrize(
    ("referer", "page"),
    [
        ("http://site.test/cases/1?tab=2", "/cases/1?tab=2"),
        ("http://evil.test/cases/1", "/"),
        ("", "/"),
        ("//site.test//evil.test", "/"),
    ],
)
def test_without_a_place_the_page_of_the_form_is_it(referer, page):
    assert once._page_of(scope(referer=referer, host="site.test")) == page
