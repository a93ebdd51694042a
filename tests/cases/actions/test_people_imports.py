"""A table of people: the trial says what each row would do, and doing it does exactly that, or nothing."""

import pytest

from cases.actions.people_imports import COLUMNS, import_people, plan_people
from cases.actions.sign_ins import sign_in
from cases.actor import SYSTEM
from cases.errors import SheetUnreadable
from cases.queries.accounts import Entry, account_list
from cases.tables import Account, Department, JournalEntry, PersonContact
from cases.vocabulary import Role, RowOutcome

pytestmark = pytest.mark.anyio


def row(**said):
    return dict.fromkeys(COLUMNS, "") | said


async def unit_name():
    return (await Department.select(Department.name).order_by(Department.id).first())["name"]


async def test_new_people_enter_with_the_password_of_the_list(furnished):
    rows = [
        row(姓名="岳明", 工号="X1", 角色="经办人", 单位=await unit_name()),
        row(姓名="方远", 角色="领导", 职务="市领导"),
    ]
    planned = await plan_people(rows)
    assert [one.outcome for one in planned] == [RowOutcome.NEW, RowOutcome.NEW]
    assert await Account.count() == 0
    handed = await import_people(planned, actor=SYSTEM)
    assert [(one.name, one.sign_in_name) for one in handed] == [("岳明", "X1"), ("方远", "方远")]
    for one in handed:
        assert isinstance(await sign_in(one.sign_in_name, one.password, origin="here"), Entry)
    journaled = str(await JournalEntry.select())
    assert not any(one.password in journaled for one in handed)


async def test_the_same_table_again_changes_nothing_and_more_of_it_completes(furnished):
    rows = [row(姓名="岳明", 工号="X1", 角色="经办人", 单位=await unit_name())]
    await import_people(await plan_people(rows), actor=SYSTEM)
    again = await plan_people(rows)
    assert [one.outcome for one in again] == [RowOutcome.SKIPPED]
    assert await import_people(again, actor=SYSTEM) == ()
    more = [rows[0] | {"手机号": "139 1"}, rows[0] | {"角色": "单位联络员"}]
    planned = await plan_people(more)
    assert [one.outcome for one in planned] == [RowOutcome.UPDATED, RowOutcome.UPDATED]
    assert await import_people(planned, actor=SYSTEM) == ()
    (account,) = (await account_list()).rows
    assert {one.role for one in account.posts} == {Role.HANDLER, Role.CLERK}
    assert await PersonContact.count() == 2
    assert "1391" not in str(await PersonContact.select())


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"姓名": "", "角色": "领导"}, "姓名"),
        ({"姓名": "岳明", "角色": "局长"}, "角色应为"),
        ({"姓名": "岳明", "角色": "经办人"}, "单位"),
        ({"姓名": "岳明", "角色": "经办人", "单位": "没有这个局"}, "没有这个局"),
        ({"姓名": "岳明", "角色": "提案建议人"}, "人大或政协"),
        ({"姓名": "岳明", "角色": "领导", "审核级次": "九"}, "级次"),
    ],
)
async def test_a_row_that_cannot_be_entered_says_why(furnished, said, why):
    (one,) = await plan_people([row(**said)])
    assert one.outcome is RowOutcome.FAILED
    assert why in one.why
    assert await import_people([one], actor=SYSTEM) == ()


async def test_one_sign_in_name_for_two_people_is_an_error(furnished):
    twice = [row(姓名="岳明", 工号="X1", 角色="领导"), row(姓名="方远", 工号="X1", 角色="领导")]
    planned = await plan_people(twice)
    assert [one.outcome for one in planned] == [RowOutcome.NEW, RowOutcome.FAILED]
    await import_people(planned, actor=SYSTEM)
    (again, other) = await plan_people(twice)
    assert (again.outcome, other.outcome) == (RowOutcome.SKIPPED, RowOutcome.FAILED)
    assert "岳明" in other.why


async def test_a_table_of_something_else_is_refused(database):
    for rows in ([], [{"名称": "民政局"}]):
        with pytest.raises(SheetUnreadable):
            await plan_people(rows)
