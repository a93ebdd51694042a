"""Units proposed by similar cases: a title with quotation marks asks for its matter."""

import pytest

from cases import fulltext, tables
from cases.actions.routing import proposed_units
from cases.actor import OFFICE
from cases.queries.similar import compared_case
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_a_title_in_quotation_marks_finds_who_led_the_like_of_it(furnished, tmp_path):
    cast = await cast_of()
    made = await make_case("in_handling", cast=cast)
    await tables.Case.update({"title": "关于增设社区助餐点的提案", "audience": "public"}).where(
        tables.Case.id == made.id
    )
    for title in ("关于整修人行便桥的提案", "关于增加公交班次的提案"):
        await make_case("filed", cast=cast, title=title)
    await fulltext.rebuild(tmp_path / "index")
    index = fulltext.open_index(tmp_path / "index")
    newer = await make_case("filed", cast=cast)
    await tables.Case.update({"title": "关于社区助餐点从“有”到“优”的提案"}).where(tables.Case.id == newer.id)
    asked = await compared_case(newer.id, actor=OFFICE)
    found = await proposed_units(index, [asked], actor=OFFICE)
    assert cast.units[0] in {one.unit for one in found if one.leads}
    itself = await compared_case(made.id, actor=OFFICE)
    assert not any(one.cases for one in await proposed_units(index, [itself], actor=OFFICE))
    assert await proposed_units(index, [], actor=OFFICE) == ()
