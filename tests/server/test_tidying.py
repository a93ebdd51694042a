"""The daily round as the keeper makes it: once, with the files that nobody finished, and its page."""

import os
import time
from datetime import timedelta

import pytest

from cases import clock
from cases.clock import BEIJING, now
from cases.tables import JournalEntry
from cases.vocabulary import Role, Verb
from server.tidying import tidied

pytestmark = pytest.mark.anyio


async def test_the_keeper_tidies_once_a_day_and_the_page_tells(site):
    settings = site.app.state.settings
    store = settings.files_dir / "store/ab"
    store.mkdir(parents=True)
    for name, age in ((".new-old", 3 * 86400), (".new-fresh", 60), ("ab" + "0" * 62, 9 * 86400)):
        (store / name).write_bytes(b"x")
        os.utime(store / name, (time.time() - age,) * 2)
    await site.enter(Role.ADMIN)
    assert "还没有清理过" in (await site.get("/administration/retention")).text
    night = (now() + timedelta(days=1)).astimezone(BEIJING).replace(hour=3)
    with clock.at(night):
        assert await tidied(settings) >= 1
        assert await tidied(settings) == 0
    assert {path.name for path in store.iterdir()} == {".new-fresh", "ab" + "0" * 62}
    assert await JournalEntry.count().where(JournalEntry.verb == Verb.TIDY.value) == 1
    page = (await site.get("/administration/retention")).text
    assert "没有写完的临时文件 1" in page and "半年" in page and "审计日志" in page
    await site.enter(Role.CLERK)
    assert (await site.get("/administration/retention")).status_code in (403, 404)
