"""Source documents, listed and opened."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.queries.documents import document_list, document_page, source_of
from cases.vocabulary import DocumentKind
from tests.samples import DOCUMENTS

pytestmark = pytest.mark.anyio


async def test_listed_by_kind_and_visibility(archive):
    assert (await document_list(actor=OFFICE)).total == len(DOCUMENTS)
    assert (await document_list(actor=PUBLIC)).total == len(DOCUMENTS) - 1
    (plan,) = (await document_list(actor=PUBLIC, kind=DocumentKind.PLAN)).rows
    assert plan.name == "plan.txt"
    assert (await document_list(actor=PUBLIC, text="lifts")).total == 1


async def test_a_plan_opens_with_its_promises_and_no_case(archive):
    (plan,) = (await document_list(actor=PUBLIC, kind=DocumentKind.PLAN)).rows
    page = await document_page(plan.id, actor=PUBLIC)
    assert page.case_id is None
    marked = {run.promise for part in page.letters for line in part.paragraphs for run in line.runs if run.promise}
    assert marked == {row.id for row in page.commitments} != set()


async def test_a_reply_knows_its_case(archive):
    assert (await document_page(1, actor=PUBLIC)).case_id == 1


async def test_closed_is_not_found(archive):
    with pytest.raises(NotFound):
        await source_of(3, actor=PUBLIC)
    assert (await source_of(3, actor=OFFICE)).name == "closed-911.txt"
