"""Duties: an administrator's own words before those of the reference data; an office is the same in every place."""

import pytest

from cases import tables
from cases.queries.duties import duties_at, office_of, phrases_of, usual_duties
from cases.resources import fixtures, read_rows
from tests.factories import cast_of

pytestmark = pytest.mark.anyio
on_sqlite = pytest.mark.parametrize("furnished_url", ["sqlite"], indirect=True)


def test_every_office_of_the_duties_is_one_of_the_reference_data_and_stands_once():
    listed = [office for row in read_rows(fixtures() / "duties.csv") for office in row["office"].split("|")]
    assert len(listed) == len(set(listed)) == len(usual_duties())
    assert set(listed) <= {row["name"] for row in read_rows(fixtures() / "departments.csv")}
    assert all(usual_duties().values())


def test_an_office_is_the_same_wherever_it_stands():
    assert office_of("hangzhou/民政局", 1) == office_of("tonglu/民政局", 2) == "民政局"
    assert office_of(None, 7) != office_of(None, 8)
    assert phrases_of("低保、殡葬，养老。") == ("低保", "殡葬", "养老")


@on_sqlite
async def test_the_administrators_words_come_before_the_usual_ones(furnished):
    cast = await cast_of()
    unit, other, _ = cast.units
    place = (await tables.Department.select().where(tables.Department.id == unit).first())["place"]
    key = {tables.Department.key: "nowhere/民政局"}
    await tables.Department.update(key).where(tables.Department.id == other)
    await tables.Department.update({tables.Department.duties: "河道，桥梁"}).where(tables.Department.id == unit)
    found = {one.unit: one for one in await duties_at(place)}
    assert found[unit].phrases == ("河道", "桥梁")
    assert found[other].phrases == usual_duties()["民政局"]
    assert await duties_at(None) == ()
