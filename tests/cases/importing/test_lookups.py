"""Look-ups by name: rows are entered once, settled names come first, the unknown stays unknown."""

import pytest

from cases.database import write_tx
from cases.errors import UnknownDepartment
from cases.importing.lookups import load_lookups, short_of
from cases.reference import load_reference
from cases.tables import Department, DepartmentAlias, Place
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("name", "short"),
    [("余姚市", "余姚"), ("子洲县", "子洲"), ("内蒙古自治区", "内蒙古"), ("沙县", "沙县"), ("兴安盟", "兴安")],
)
async def test_short_names_keep_two_characters(name, short):
    assert short_of(name) == short


async def test_a_place_is_one_row_however_it_is_printed(database):
    async with write_tx():
        lookups = await load_lookups()
        rows = [await lookups.place(name) for name in ("杭州市", "杭州", "没听过的县", "没听过的", "沒聽過的縣")]
    assert rows[0] == rows[1]
    assert rows[2] == rows[3] == rows[4]
    assert await Place.select(Place.code).order_by(Place.id).output(as_list=True) == ["hangzhou", "没听过的"]


async def test_a_department_is_one_row_however_it_is_printed(database):
    async with write_tx():
        lookups = await load_lookups()
        place = (await lookups.place("余姚市")).id
        ids = {await lookups.unit(name, place) for name in ("市卫生健康局", "余姚市卫生健康局", "卫健局", "市卫健局")}
        again = await (await load_lookups()).unit("市卫健局", place)
    assert ids == {again}
    assert await Department.count() == 1


async def test_reference_rows_are_used_where_they_are_loaded(sqlite_url):
    from cases import database as door

    await door.open_database(sqlite_url, migrated=False)
    await load_reference()
    places, departments = await Place.count(), await Department.count()
    async with write_tx():
        lookups = await load_lookups()
        place = (await lookups.place("杭州市")).id
        assert isinstance(await lookups.unit("市民政局", place), int)
    assert (await Place.count(), await Department.count()) == (places, departments)
    await door.close()


async def test_a_settled_name_comes_before_the_directory_on_pages_of_its_place(database):
    async with write_tx():
        lookups = await load_lookups()
        here, there = (await lookups.place("余姚市")).id, (await lookups.place("子洲县")).id
    meant = (await new_row(Department))["id"]
    await new_row(DepartmentAlias, department=meant, place=here, folded="山货站", settled=True)
    await new_row(DepartmentAlias, department=meant, place=here, folded="市民政局", settled=True)
    async with write_tx():
        lookups = await load_lookups()
        assert await lookups.unit("山货站", here) == meant
        assert await lookups.unit("市民政局", here) == meant
        assert isinstance(await lookups.unit("山货站", there), UnknownDepartment)


async def test_words_that_name_no_office_are_no_problem(database):
    async with write_tx():
        lookups = await load_lookups()
        assert await lookups.unit("有关部门", None) is None
        assert await lookups.known_unit("某某山货总站", None) is None


async def test_the_size_tells_that_something_was_entered(database):
    async with write_tx():
        lookups = await load_lookups()
        before = lookups.size
        await lookups.place("杭州市")
        assert lookups.size == before + 1
        await lookups.place("杭州")
        assert lookups.size == before + 1
