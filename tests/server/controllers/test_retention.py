"""The page of what is kept for how long: for administrator and auditor, nobody else."""

import pytest

from cases.actions.retention import tidy
from cases.vocabulary import Role
from cases.vocabulary.retention import STAYS, Fleeting
from server.controllers.retention import RULES, spoken

pytestmark = pytest.mark.anyio


async def test_administrator_and_auditor_read_all_of_it(site):
    await tidy()
    for role in (Role.AUDITOR, Role.ADMIN):
        page = (await (await site.enter(role)).get("/administration/retention")).text
        assert all(what.label in page for what in Fleeting) and all(one in page for one in STAYS)
        assert "没有到期的数据" in page
    assert 'href="/administration/retention"' in (await site.get("/administration")).text
    await site.enter(Role.REVIEWER)
    assert (await site.get("/administration/retention")).status_code == 403


def test_every_span_is_spoken_in_whole_days():
    assert {spoken(rule.kept) for rule in RULES} <= {"1 天", "3 天", "7 天", "半年"}
