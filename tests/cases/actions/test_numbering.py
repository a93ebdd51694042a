"""Numbers follow those of the archive, step over what it brings later, and are the same in preview and in fact."""

import pytest

from cases.actions.numbering import columns_of, coming_number, coming_numbers, give_number
from cases.database import write_tx
from cases.facts import facts_of
from cases.tables import Case, Session
from cases.vocabulary import Track
from tests.cases.submissions import hall, handed_in, row

pytestmark = pytest.mark.anyio


async def archived(here, number, **more):
    key = f"linshui-cppcc-cppcc-9-3-{number}"
    columns = {"body": here.body, "place": here.place, "session": here.session, "track": "cppcc", "state": "replied"}
    await Case.insert(Case(key=key, number=str(number), number_raw=str(number), title="旧件", **columns, **more))


async def given(case_id):
    async with write_tx():
        numbered = await give_number(await facts_of(case_id))
        await Case.update(columns_of(numbered)).where(Case.id == case_id)
    return numbered


async def test_the_first_follows_the_greatest_of_the_archive(furnished):
    here = await hall()
    await archived(here, 607)
    await archived(here, 12)
    case_id = await handed_in(here)
    assert await coming_number(await facts_of(case_id)) == "0608"
    assert (await given(case_id)).number == "608"
    assert (await given(await handed_in(here))).number == "609"


async def test_one_that_the_archive_brings_later_is_stepped_over(furnished):
    here = await hall()
    assert (await given(await handed_in(here))).number == "1"
    await archived(here, 2)
    assert (await given(await handed_in(here))).number == "3"


async def test_review_4_the_range_that_is_announced_is_the_one_that_is_given(furnished):
    here = await hall()
    await given(await handed_in(here))
    await archived(here, 3)
    ids = [await handed_in(here) for _ in range(3)]
    announced = await coming_numbers([await facts_of(i) for i in ids])
    assert announced == ("0002", "0004", "0005")
    assert tuple([(await given(i)).printed for i in ids]) == announced


async def test_a_failed_transaction_gives_its_number_back(furnished):
    here = await hall()
    case_id = await handed_in(here)
    with pytest.raises(RuntimeError):
        async with write_tx():
            await give_number(await facts_of(case_id))
            raise RuntimeError
    assert (await given(case_id)).number == "1"


async def test_a_delegation_has_its_code_in_the_key_and_its_name_in_print(furnished):
    here = await hall(Track.NPC)
    numbered = await given(await handed_in(here))
    assert (numbered.printed, numbered.number) == ("河东1", "1")
    assert numbered.key.startswith("linshui-npc-npc-9-3-")
    assert numbered.key.endswith("-1")


async def test_without_a_session_there_is_a_number_and_no_key(furnished):
    here = await hall()
    case_id = await handed_in(here)
    await Case.update({Case.session: None}).where(Case.id == case_id)
    await Session.delete().where(Session.id == here.session)
    assert (await given(case_id)).key is None
    assert (await row(case_id))["number"] == "1"
