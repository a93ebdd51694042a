"""Urging by hand: all or none, told to the unit, and journaled with its words."""

import pytest

from cases import tables
from cases.actions.assignments import Chosen
from cases.actions.urges import MOST_URGED, urge
from cases.errors import FieldMissing, Forbidden, NotFound, NothingChosen, StoppedAt, TooManyChosen
from cases.vocabulary import Role, UrgeForm
from tests.accounts import actor_as
from tests.factories import cast_of, make_case
from tests.situations import once

pytestmark = pytest.mark.anyio
WORDS = "请于周五前送出会办意见"


@pytest.fixture
async def made(furnished):
    return await once(make_case, "in_handling", units=3)


async def chosen(made, *numbers):
    rows = [await made.assignment(made.cast.units[number]) for number in numbers]
    return [Chosen(row["id"], row["version"]) for row in rows]


async def test_the_lead_urges_its_co_handlers_in_one_go(made):
    await urge(await chosen(made, 1, 2), UrgeForm.PHONE, WORDS, actor=made.cast.clerk())
    rows = await tables.Urge.select()
    assert {(row["form"], row["told"], row["urged_by"]) for row in rows} == {("phone", WORDS, made.cast.clerk().person)}
    notices = await tables.Notice.select().where((tables.Notice.event == "urged") & (tables.Notice.case == made.id))
    assert {row["person"] for row in notices} == {made.cast.clerk(1).person, made.cast.clerk(2).person}


async def test_one_stale_row_stops_all_and_is_named(made):
    rows = await chosen(made, 1, 2)
    with pytest.raises(StoppedAt) as caught:
        await urge([rows[0], Chosen(rows[1].id, 88)], UrgeForm.MESSAGE, WORDS, actor=made.cast.assigner)
    assert (await made.assignment(made.cast.units[2]))["printed_name"] == caught.value.which
    assert await tables.Urge.count() == 0


async def test_nothing_too_much_and_no_words_are_refused(made):
    rows = await chosen(made, 1)
    oversight = await actor_as(Role.OVERSIGHT)
    for wanted, words, error in (
        ([], WORDS, NothingChosen), (rows * (MOST_URGED + 1), WORDS, TooManyChosen), (rows, " ", FieldMissing),
    ):  # fmt: skip
        with pytest.raises(error):
            await urge(wanted, UrgeForm.LETTER, words, actor=oversight)


async def test_nobody_urges_his_own_unit_his_lead_or_a_strangers(made):
    for actor, number in ((made.cast.clerk(), 0), (made.cast.clerk(1), 0), (made.cast.clerk(1), 2)):
        with pytest.raises(Forbidden):
            await urge(await chosen(made, number), UrgeForm.MESSAGE, WORDS, actor=actor)
    other = await make_case("in_handling", cast=await cast_of(units=4))
    with pytest.raises(NotFound):
        await urge(await chosen(other, 0), UrgeForm.MESSAGE, WORDS, actor=other.cast.clerk(3))
