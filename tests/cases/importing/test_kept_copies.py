"""Which kept document a page is a copy of: never one of another case, unit or kind."""

import pytest

from cases.actor import IMPORTER
from cases.importing.copies import body_of
from cases.importing.kept_copies import find_copy
from cases.importing.lookups import load_lookups
from cases.importing.saving import save
from cases.tables import Case, Reply
from cases.vocabulary import DocumentKind
from tests.cases.importing.parsed import BODY, OTHER_BODY, parsed

pytestmark = pytest.mark.anyio

KEY = "hangzhou-cppcc-12-2-607"


@pytest.fixture
async def kept(database):
    saved = await save(parsed(), lookups=await load_lookups(), actor=IMPORTER)
    reply = await Reply.select(Reply.department).first()
    return saved.document_id, saved.case_id, reply["department"]


async def found(document, *, key=KEY, keyed=None, unit=None):
    copy = await find_copy(document.page, body_of(document), key=key, keyed=keyed, unit=unit)
    return copy and copy.document["id"]


async def test_equal_and_nearly_equal_texts_are_found(kept):
    document, case, unit = kept
    assert await found(parsed(head="。"), keyed=case, unit=unit) == document
    assert await found(parsed(BODY[:-25]), keyed=case) == document
    assert await found(parsed(BODY[:-25]), key=None) == document
    assert await found(parsed(OTHER_BODY), keyed=case) is None


async def test_another_case_unit_or_kind_is_another_text(kept):
    _, case, unit = kept
    assert await found(parsed(), key="hangzhou-cppcc-12-2-608") is None
    assert await found(parsed(), keyed=case, unit=unit + 1) is None
    assert await found(parsed(kind=DocumentKind.PLAN)) is None


async def test_a_page_without_title_and_key_is_nobodys_near_copy(kept):
    assert await found(parsed(BODY[:-25], title_of_proposal=None), key=None) is None


async def test_a_case_whose_number_was_missing_can_be_found(kept):
    await Case.update({Case.key: None}).where(Case.id == kept[1])
    assert await found(parsed(BODY[:-25])) == kept[0]
