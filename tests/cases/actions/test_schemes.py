"""Changing the rules makes a version; the old one stays for the cases that began under it."""

from datetime import date

import pytest

from cases.actions.schemes import add_version
from cases.actor import Actor
from cases.errors import Forbidden, NoScheme, Outdated, SchemeWrong
from cases.schemes import current_scheme, data_of, rules_of
from cases.tables import JournalEntry, Scheme
from cases.vocabulary import Clock, Role, Track
from tests.furnishing import furnish

pytestmark = pytest.mark.anyio
ADMIN = Actor("管理员", Role.ADMIN)
NAME = "cppcc-default"


async def changed(**spans):
    await furnish()
    data = data_of(await rules_of(f"{NAME}/1"))
    return {**data, "spans": {**data["spans"], **spans}}


async def test_a_new_version_and_the_old_one_stays(database):
    data = await changed(reply="2个月")
    made = await add_version(NAME, 1, "新规则", data, valid_from=date(2026, 9, 1), actor=ADMIN)
    assert made.key == f"{NAME}/2" and str(made.spans[Clock.REPLY]) == "2个月"
    assert str((await rules_of(f"{NAME}/1")).spans[Clock.REPLY]) == "3个月"
    assert (await current_scheme(Track.CPPCC, date(2026, 8, 31))).version == 1
    assert (await current_scheme(Track.CPPCC, date(2026, 9, 1))).version == 2
    assert await JournalEntry.exists().where(JournalEntry.new == f"{NAME}/2")


async def test_two_administrators_do_not_overwrite_each_other(database):
    data = await changed(reply="2个月")
    await add_version(NAME, 1, "甲", data, valid_from=date(2026, 9, 1), actor=ADMIN)
    with pytest.raises(Outdated):
        await add_version(NAME, 1, "乙", data, valid_from=date(2026, 9, 1), actor=ADMIN)


async def test_what_no_rules_can_say_is_refused_and_nothing_written(database):
    data = await changed(reply="很快")
    with pytest.raises(SchemeWrong):
        await add_version(NAME, 1, "甲", data, valid_from=date(2026, 9, 1), actor=ADMIN)
    with pytest.raises(SchemeWrong):
        await add_version(NAME, 1, " ", await changed(), valid_from=date(2026, 9, 1), actor=ADMIN)
    with pytest.raises(NoScheme):
        await add_version("nowhere", 1, "甲", await changed(), valid_from=date(2026, 9, 1), actor=ADMIN)
    assert await Scheme.count().where(Scheme.name == NAME) == 1


async def test_nobody_else_changes_them(database):
    data = await changed()
    for role in set(Role) - {Role.ADMIN, Role.OPERATOR}:
        with pytest.raises(Forbidden):
            await add_version(NAME, 1, "甲", data, valid_from=date(2026, 9, 1), actor=Actor("某人", role))
