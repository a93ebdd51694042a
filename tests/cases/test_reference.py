"""Reference data: loading twice changes nothing, and what an office has mended stays."""

from datetime import date

import pytest

from cases.database import write_tx
from cases.reference import load_reference
from cases.resources import fixtures
from cases.schemes import rules_of
from cases.tables import CalendarDay, Department, DepartmentAlias, Place, Scheme, Session

pytestmark = pytest.mark.anyio

FILES = {
    "places.csv": "code,name,short,level,parent\nchina,全国,全国,national,\nx,溪山省,溪山,province,china\n"
    "y,溪口市,溪口,city,x\n",
    "departments.csv": "place,name,short,aliases,variants,kind,level,valid_from,valid_until,successor\n"
    "y,卫生局,,卫生部门,,government,city,,2014-01-01,卫生健康委员会\n"
    "y,卫生健康委员会,卫健委,卫健部门|（卫生）委,,government,city|district,2014-01-01,,\n"
    ",民政局,,,,government,city,,,\n",
    "sessions.csv": "place,body,term,session,opens_on,closes_on,year\ny,npc,9,1,2022-01-05,,2022\ny,npc,9,2,,,\n",
    "holidays.csv": "date,kind,name\n2026-10-01,休,国庆节\n2026-10-10,班,国庆节\n",
}
COUNTED = (Place, Department, DepartmentAlias, Session, CalendarDay, Scheme)


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8-sig")
    (tmp_path / "schemes.toml").write_bytes((fixtures() / "schemes.toml").read_bytes())
    (tmp_path / "dictionaries.toml").write_bytes((fixtures() / "dictionaries.toml").read_bytes())
    return tmp_path


async def contents():
    return [await table.select().order_by(table._meta.primary_key) for table in COUNTED]


async def test_loading_again_changes_nothing(database, folder):
    await load_reference(folder)
    before = await contents()
    await load_reference(folder)
    assert await contents() == before
    assert [len(rows) for rows in before] == [3, 2, 3, 2, 2, 2]


async def test_rows_refer_to_one_another(database, folder):
    await load_reference(folder)
    parents = {r["code"]: r["parent.code"] for r in await Place.select(Place.code, Place.parent.code)}
    assert parents == {"china": None, "x": "china", "y": "x"}
    old = (
        await Department.select(Department.key, Department.successor.name, Department.until)
        .where(Department.name == "溪口市卫生局")
        .first()
    )
    assert old == {"key": "y/卫生局", "successor.name": "溪口市卫生健康委员会", "until": date(2014, 1, 1)}
    new = await Department.select(Department.short_name).where(Department.key == "y/卫生健康委员会").first()
    assert new["short_name"] == "市卫健委"
    days = await CalendarDay.select(CalendarDay.on, CalendarDay.kind).order_by(CalendarDay.on).output(as_list=False)
    assert [(d["on"].day, d["kind"]) for d in days] == [(1, "holiday"), (10, "workday")]


async def test_what_an_office_mended_stays_and_what_it_lacked_comes(database, folder):
    await load_reference(folder)
    async with write_tx():
        await Department.update({Department.name: "溪口市卫健委员会"}).where(Department.key == "y/卫生健康委员会")
    (folder / "sessions.csv").write_text(
        FILES["sessions.csv"].replace("y,npc,9,2,,,", "y,npc,9,2,2023-01-06,,2023"), encoding="utf-8"
    )
    await load_reference(folder)
    assert await Department.exists().where(Department.name == "溪口市卫健委员会")
    assert await Department.count() == 2
    assert await Session.select(Session.year).order_by(Session.number).output(as_list=True) == [2022, 2023]


async def test_a_day_taken_out_of_the_calendar_does_not_come_back(database, folder):
    await load_reference(folder)
    async with write_tx():
        await CalendarDay.delete().where(CalendarDay.on == date(2026, 10, 10))
    (folder / "holidays.csv").write_text(FILES["holidays.csv"] + "2027-01-01,休,元旦\n", encoding="utf-8")
    await load_reference(folder)
    days = await CalendarDay.select(CalendarDay.on).order_by(CalendarDay.on).output(as_list=True)
    assert days == [date(2026, 10, 1), date(2027, 1, 1)]


async def test_a_newer_version_of_the_rules_stays_beside_the_shipped_one(database, folder):
    await load_reference(folder)
    row = await Scheme.select().where(Scheme.name == "npc-default").first()
    async with write_tx():
        await Scheme.insert(Scheme(name="npc-default", version=2, title="新规则", data=row["data"]))
    await load_reference(folder)
    assert await Scheme.count().where(Scheme.name == "npc-default") == 2
    assert (await rules_of("npc-default/2")).title == "新规则"


async def test_the_files_that_ship_can_be_loaded(sqlite_url):
    from cases import database as door

    await door.open_database(sqlite_url, migrated=False)
    await load_reference()
    assert await Place.count() > 3000
    assert await Place.select(Place.name).where(Place.code == "hangzhou").output(as_list=True) == ["杭州市"]
    assert await Department.exists().where(Department.place.code == "hangzhou")
    await door.close()
