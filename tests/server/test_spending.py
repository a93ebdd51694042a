"""What costs is limited: told in Chinese with the time to wait, after a restart as before, each for himself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cases import clock
from cases.actions.usage import Used, stretch, used
from cases.clock import now
from cases.tables import UsageCount
from cases.vocabulary import Role
from cases.vocabulary.usage import Costly
from server.limits import OFF, Limits
from server.spending import SETTLED_EVERY, Tally

pytestmark = pytest.mark.anyio
FROM = {"X_Forwarded_For": "198.51.100.7"}


@pytest.fixture
def limited(app):
    """Give the running site limits, and the memory of a process that has just begun."""

    def put(**limits):
        app.state.tally = None
        app.state.settings = replace(app.state.settings, limits=replace(OFF, **limits))

    yield put
    app.state.tally = None


async def test_searches_of_an_address_over_a_restart_and_of_another(site, limited):
    limited(search_address=3, search=5)
    with clock.at(now()):
        for _ in range(3):
            assert (await site.get("/search?q=养老", **FROM)).status_code == 200
        # What a sender says of himself makes nobody else of him.
        refused = await site.get("/search?q=养老", **FROM)
        assert (refused.status_code, refused.headers["Cache-Control"]) == (429, "no-store")
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert "检索太频繁" in refused.text and "最多 3 次" in refused.text and "登录以后按本人计数" in refused.text
        fragment = await site.get("/search?q=养老", HX_Request="true")
        assert (fragment.status_code, "检索太频繁" in fragment.text) == (429, True)
        assert (await site.get("/cases/")).status_code == 200
        site.app.state.tally.settled -= 10  # five seconds later
        await site.get("/search?q=养老")
        limited(search_address=3, search=5)  # another process
        assert (await site.get("/search?q=养老")).status_code == 429
        # Who signs in behind the same address is counted for himself.
        await site.enter(Role.REVIEWER)
        assert (await site.get("/search?q=养老")).status_code == 200


async def test_exports_are_counted_to_the_piece(site, limited):
    limited(export_address=2, export=1)
    answers = [(await site.get(f"/data/replies.{form}")).status_code for form in ("csv", "xlsx", "csv")]
    assert answers == [200, 200, 429]
    assert (await site.get("/api/v1/yearly/2026.zip")).status_code == 429
    assert (await site.get("/data/replies.json")).status_code == 200  # no more than the page of the list
    assert await UsageCount.count().where(UsageCount.who == "all") == 1
    await site.enter(Role.REVIEWER)
    assert (await site.get("/search/export.xlsx?q=养老")).status_code == 200
    refused = await site.get("/search/digest.docx?q=养老")
    assert (refused.status_code, "一小时内最多 1 次" in refused.text) == (429, True)


async def test_uploads_of_a_person_and_day_and_the_room_on_the_disk(site, limited):
    await site.enter(Role.REVIEWER)
    limited(upload_mb=1)
    file = {"files": ("一.txt", b"x" * 400_000)}
    token = await site.token("/account")
    answers = [await site.post("/imports/", token=token, files=file) for _ in range(3)]
    assert [a.status_code for a in answers[:2]] != [429, 429] and answers[2].status_code == 429
    assert "每人每天 1 MB" in answers[2].text and int(answers[2].headers["Retry-After"]) <= 86400
    limited(free_mb=10**9)
    full = await site.post("/imports/", token=token, files=file)
    assert (full.status_code, "磁盘快满了" in full.text, "文字照常" in full.text) == (507, True, True)
    limited(free_mb=1)
    assert (await site.post("/imports/", token=token, files=file)).status_code < 400


def test_an_installation_is_limited_without_saying_so():
    assert Limits().search and Limits().export and Limits().upload_mb and Limits().free_mb


async def test_counts_that_do_not_matter_cost_no_write(database):
    """A hundredth of a limit is told the database only when it has come together; what is old is forgotten."""
    minute = stretch(timedelta(minutes=1))
    few, many, old = (Used(Costly.SEARCH, who, minute) for who in ("few", "many", "old"))
    old = replace(old, since=minute - timedelta(minutes=1))
    tally = Tally()
    for one, times in ((few, 9), (many, 10), (old, 1)):
        for _ in range(times):
            await tally.count(one, 1000)
    await tally.settle(minute)
    assert await used(many) == 0  # not yet five seconds
    tally.settled -= SETTLED_EVERY
    await tally.settle(minute)
    assert (await used(many), await used(few)) == (10, 0)
    assert (tally.fresh, tally.known) == ({few: 9}, {many: 10, few: 0})
    assert (await tally.count(few, 1000), await tally.count(many, 1000)) == (10, 11)
    tally.settled -= SETTLED_EVERY
    await tally.settle(minute)
    assert (await used(few), await tally.count(few, 1000)) == (10, 11)
