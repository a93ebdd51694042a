"""The first account is made on the command line, and whoever has locked himself out gets back in."""

import asyncio

import pytest
from click.testing import CliRunner

from cases import database
from cases.actions.sign_ins import sign_in
from cases.queries.accounts import Entry, account_called, account_row
from server.cli import main
from tests.factors import set_up


@pytest.fixture
def run(furnished_sqlite_url, tmp_path, monkeypatch):
    """The command line over a database with the reference data."""
    monkeypatch.setenv("DAFU_DATA", str(tmp_path))
    monkeypatch.setenv("DAFU_DATABASE", furnished_sqlite_url)

    def entered(*words):
        return CliRunner().invoke(main, ["account", *words])

    async def enter(name, password):
        await database.open_database(furnished_sqlite_url)
        try:
            found = await sign_in(name, password, origin="here")
            return await account_row(found.account) if isinstance(found, Entry) else found
        finally:
            await database.close()

    entered.enter = lambda name, password: asyncio.run(enter(name, password))
    return entered


def password_of(result):
    assert result.exit_code == 0, result.output
    return result.output.strip().rsplit("：", 1)[1]


def test_an_account_is_added_and_reset(run):
    first = password_of(run("add", "岳明", "--role", "admin", "--sign-in-name", "yue"))
    assert [post.role.value for post in run.enter("yue", first).posts] == ["admin"]
    second = password_of(run("reset", "yue"))
    assert run.enter("yue", first).left == 4
    assert run.enter("yue", second).name == "岳明"


def test_a_second_factor_is_taken_away_on_the_server(run, furnished_sqlite_url):
    first = password_of(run("add", "岳明", "--role", "admin"))

    async def with_telephone():
        await database.open_database(furnished_sqlite_url)
        await set_up(await account_called("岳明"))
        await database.close()

    asyncio.run(with_telephone())
    assert run.enter("岳明", first).factor_since is not None
    assert run("reset-factor", "岳明").exit_code == 0
    assert run.enter("岳明", first).factor_since is None
    again = run("reset-factor", "岳明")
    assert again.exit_code == 1 and "没有设置两步验证" in again.output


def test_units_and_bodies_are_named_in_words(run):
    unit = password_of(run("add", "方远", "--role", "approver", "--unit", "杭州市卫生健康委员会", "--level", "2"))
    (post,) = run.enter("方远", unit).posts
    assert (post.place, post.level) == ("杭州市卫生健康委员会", 2)
    body = password_of(run("add", "魏然", "--role", "reviewer", "--body", "杭州市政协"))
    assert run.enter("魏然", body).posts[0].place == "杭州市政协"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "岳明", "--role", "clerk"], "单位"),
        (["add", "岳明", "--role", "clerk", "--unit", "没有这个局"], "没有这个局"),
        (["reset", "没有这个人"], "没有这个人"),
        (["reset-factor", "没有这个人"], "没有这个人"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(run, words, said):
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output
