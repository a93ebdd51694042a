"""A case for marking: what is settled, and whether this reader may."""

import pytest

from cases.actions.key_cases import KeyMark, mark_key
from cases.errors import NotFound
from cases.queries.key_cases import key_case_page
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_what_is_settled_is_shown_and_only_offices_are_free(furnished):
    made = await make_case("in_handling", cast=await cast_of())
    before = await key_case_page(made.id, actor=made.cast.assigner)
    assert (before.key_case, before.supervisor, before.free) == (False, "", True)
    await mark_key(made.id, before.version, KeyMark("某副市长"), actor=made.cast.assigner)
    after = await key_case_page(made.id, actor=made.cast.clerk())
    assert (after.key_case, after.supervisor, after.free) == (True, "某副市长", False)
    with pytest.raises(NotFound):
        await key_case_page(made.id, actor=made.cast.clerk(2))
