"""Cases of a page: what it says and nothing else; a further page only completes."""

import pytest

from cases.database import write_tx
from cases.importing.case_rows import complete_case, make_case, move_proposal, state_of
from cases.importing.lookups import load_lookups
from cases.importing.sittings import sitting_of
from cases.tables import Case, CaseSubmitter, Document
from cases.vocabulary import CaseState, DocumentKind
from tests.cases.importing.parsed import parsed
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def made(page, document):
    async with write_tx():
        sitting = await sitting_of(page, await load_lookups())
        return await make_case(page, sitting, document, key=sitting.key)


async def completed(case, page, document):
    async with write_tx():
        await complete_case(case, page, await sitting_of(page, await load_lookups()), document)


async def test_what_a_page_does_not_say_stays_empty(database):
    document = (await new_row(Document))["id"]
    page = parsed(place=None, session=None, number=None, title_of_proposal=None, lead=None, submitters=()).page
    await made(page, document)
    case = await Case.select().first()
    empty = ("key", "level", "place", "body", "session", "session_text", "number", "year", "submitter_kind",
             "disclosure", "replied_on", "assigned_on", "due_on", "proposal_document", "scheme")  # fmt: skip
    assert {name: case[name] for name in empty} == dict.fromkeys(empty)
    assert (case["title"], await CaseSubmitter.count()) == ("", 0)


async def test_a_further_page_completes_and_changes_nothing(database):
    document = (await new_row(Document))["id"]
    case = await made(parsed(title_of_proposal=None, submitters=(), kind=DocumentKind.CO_REPLY).page, document)
    await completed(
        case, parsed(proposal="建议如此。", reply_date="2023-05-26", submitters=("甲", "乙")).page, document
    )
    first = await Case.select().first()
    assert first["title"] and first["replied_on"].isoformat() == "2023-05-26"
    assert (first["state"], first["proposal_start"], first["version"]) == ("replied", 0, 2)
    later = parsed(proposal="别的话。", reply_date="2024-01-01", title_of_proposal="别的题目", submitters=("丙",))
    await completed(case, later.page, document)
    assert {**await Case.select().first(), "updated_at": None} == {**first, "updated_at": None}
    names = await CaseSubmitter.select(CaseSubmitter.printed_name).order_by(CaseSubmitter.position)
    assert [row["printed_name"] for row in names] == ["甲", "乙"]


async def test_the_submitters_words_move_to_the_better_copy(database):
    old, new = (await new_row(Document))["id"], (await new_row(Document))["id"]
    case = await made(parsed(proposal="建议如此。").page, old)
    async with write_tx():
        await move_proposal(case, parsed(proposal="建议如此。", head="首页").page, old, new)
    row = await Case.select().first()
    assert (row["proposal_document"], row["proposal_start"], row["proposal_end"]) == (new, 2, 7)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (DocumentKind.REPLY, CaseState.REPLIED),
        (DocumentKind.PROPOSAL_AND_REPLY, CaseState.REPLIED),
        (DocumentKind.CO_REPLY, CaseState.IN_HANDLING),
    ],
)
async def test_a_case_is_as_far_as_its_page_shows(kind, state):
    assert state_of(parsed(kind=kind).page) is state
