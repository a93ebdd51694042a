"""Units proposed by similar cases: a title with quotation marks asks for its matter, not for the very words."""

import pytest

from cases import fulltext, tables
from cases.actions.routing import proposed_units
from cases.actor import OFFICE
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_a_title_in_quotation_marks_finds_what_is_alike(furnished, tmp_path):
    cast = await cast_of()
    made = await make_case("in_handling", cast=cast)
    await tables.Case.update({"title": "关于增设社区助餐点的提案", "audience": "public"}).where(
        tables.Case.id == made.id
    )
    await fulltext.rebuild(tmp_path / "index")
    index = fulltext.open_index(tmp_path / "index")
    found = await proposed_units(index, ["关于社区助餐点从“有”到“优”的提案"], actor=OFFICE)
    assert cast.units[0] in {one.unit for one in found}
    assert await proposed_units(index, ["关于社区助餐点从“有”到“优”的提案"], actor=OFFICE, without=[made.id]) == ()
