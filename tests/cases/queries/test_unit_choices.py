"""Units to wish for: by a few characters, or for what they led; the archive is counted as far as the reader sees it."""

import pytest

from cases.clock import today
from cases.queries.unit_choices import unit_choices
from cases.tables import Case, Department
from tests.cases.submissions import hall
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_who_led_what_is_alike_last_year(furnished):
    """SUBMIT-8."""
    cast = await cast_of()
    lead, co, other = cast.units
    place = (await Department.select(Department.place).where(Department.id == lead).first())["place"]
    ids = [(await make_case("in_handling", cast=cast, units=2)).id for _ in range(3)]
    year = today().year - 1
    await Case.update({Case.year: year}).where(Case.id.is_in(ids[:2]))
    await Case.update({Case.year: year - 1, Case.title: "更早的一件"}).where(Case.id == ids[2])
    asked = {"place": place, "alike": ids, "year": year, "actor": cast.assigner}
    (found,) = await unit_choices("", **asked)
    assert (found.id, found.alike, found.lately_year) == (lead, 2, year)
    assert found.lately != "更早的一件"
    names = {row["id"]: row["name"] for row in await Department.select(Department.id, Department.name)}
    named = (await unit_choices(names[co], **asked))[0]
    assert (named.id, named.alike, named.lately) == (co, 0, None)
    assert await unit_choices("没有这样的单位", **asked) == ()
    unseen = (await unit_choices(names[lead], **{**asked, "actor": cast.clerk(2)}))[0]
    assert (unseen.alike, unseen.lately) == (0, None), "cases that the reader may not see are not counted"
    ended = {Department.until: today(), Department.successor: other}
    await Department.update(ended).where(Department.id == lead)
    assert [(one.id, one.alike) for one in await unit_choices("", **asked)] == [(other, 2)]


async def test_units_of_another_place_are_not_offered(furnished):
    here = await hall()
    found = await unit_choices("民政局", place=here.place, alike=(), year=2025, actor=here.first)
    assert [one.short for one in found] == ["市民政局"]
