"""The rule sets as people read them."""

from datetime import date

import pytest

from cases.actions.schemes import add_version
from cases.actor import Actor
from cases.counters import next_value
from cases.database import write_tx
from cases.errors import NoScheme
from cases.queries.schemes import example_number, number_counters, scheme_list, scheme_page
from cases.schemes import data_of, number_counter, rules_of
from cases.tables import Session
from cases.vocabulary import Role
from tests.cases.told_case import told_case
from tests.furnishing import furnish

pytestmark = pytest.mark.anyio
ADMIN = Actor("管理员", Role.ADMIN)


async def test_versions_stand_newest_first_with_their_cases(furnished):
    await furnish()
    await told_case(scheme="cppcc-default/1")
    data = data_of(await rules_of("cppcc-default/1"))
    await add_version("cppcc-default", 1, "新规则", data, valid_from=date(2026, 9, 1), actor=ADMIN)
    rows = [(r.rules.key, r.cases, r.newest) for r in await scheme_list(ADMIN)]
    assert rows == [("cppcc-default/2", 0, True), ("cppcc-default/1", 1, False), ("npc-default/1", 0, True)]
    assert (await scheme_page("cppcc-default", 1, ADMIN)).valid_from is None
    with pytest.raises(NoScheme):
        await scheme_page("cppcc-default", 9, ADMIN)


async def test_counters_are_told_in_words(furnished):
    await furnish()
    rules = await rules_of("npc-default/1")
    session = await Session.select(Session.id, Session.term.body, Session.term.body.name).first()
    name = number_counter(
        rules.numbering, body=session["term.body"], session=session["id"], year=2026, delegation="钱塘"
    )
    async with write_tx():
        await next_value(name)
        await next_value("journal")
    [row] = await number_counters()
    assert (row.body, row.delegation, row.value) == (session["term.body.name"], "钱塘", 1)
    assert row.session.endswith("次会议")
    assert example_number(rules) == "钱塘76"
