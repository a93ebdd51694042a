"""People and units by name, by a pasted list, by initials; what fits nobody or several is said."""

import pytest

from cases.queries.choosing import (
    choose_people,
    choose_units,
    collectives_of,
    person_named,
    submitters_of,
    units_of,
)
from cases.tables import Collective, Department, DepartmentAlias, Post
from cases.vocabulary import Role, Track
from tests.accounts import actor_as
from tests.cases.submissions import hall

pytestmark = pytest.mark.anyio


async def test_people(furnished):
    here, there = await hall(), await hall(Track.NPC)
    assert {one.name for one in await submitters_of(here.body)} == {"李文山", "卢文澍", "钟小雨"}
    found = await choose_people("钟小雨委员，卢文澍、lws 无名氏\n xyz", here.body)
    assert [one.name for one in found.found] == ["钟小雨", "卢文澍"]
    assert [name for name, _ in found.several] == ["lws"]
    assert {one.name for one in found.several[0][1]} == {"李文山", "卢文澍"}
    assert found.unmatched == ("无名氏", "xyz")
    assert {one.id for one in (await choose_people("李文山", there.body)).found} == {there.first.person}
    assert await person_named(here.first.person) == "李文山"


async def test_namesakes_are_asked_about(furnished):
    here = await hall()
    await actor_as(Role.SUBMITTER, body=here.body, name="李文山")
    found = await choose_people("李文山", here.body)
    assert not found.found
    assert len(found.several[0][1]) == 2


async def test_units_by_any_of_their_names(furnished):
    here = await hall()
    bus = (await Department.select().where((Department.short_name == "市交通局") & (Department.place == here.place)))[0]
    await DepartmentAlias.insert(DepartmentAlias(department=bus["id"], alias="公交办", folded="公交办"))
    for said in ("临水市交通局", "市交通局", "交通局", "sjtj", "公交办"):
        assert [u.id for u in (await choose_units(said, here.place)).found] == [bus["id"]], said
    found = await choose_units("市交通局、水利局、市交通局", here.place)
    assert (len(found.found), found.unmatched) == (1, ("水利局",))
    assert len(await units_of(here.place)) == 3
    assert await units_of(None) == ()


async def test_a_contact_is_who_bears_the_collectives_name(furnished):
    here = await hall()
    await Collective.insert(Collective(name="青联", kind="organisation", body=here.body))
    assert await collectives_of(here.first.person, here.body) == ()
    await Post.update({Post.title: "青联"}).where(Post.person == here.first.person)
    assert [one.name for one in await collectives_of(here.first.person, here.body)] == ["青联"]
