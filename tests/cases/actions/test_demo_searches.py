"""The demonstration keeps searches and a collection once, of what its officer may see."""

import pytest

from cases import database as door
from cases.actions.demo_searches import play_searches
from cases.tables import Case, Collection, CollectionItem, Commitment, Document, Reply, SavedSearch
from cases.vocabulary import CommitmentLabel, Role
from tests.accounts import account_as
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio
WORDS = "来信收悉。明年在三个社区增设助餐点。"


@pytest.fixture
async def officed(furnished_sqlite_url, anyio_backend):
    """The reference data; which database it is in does not matter here."""
    await door.open_database(furnished_sqlite_url, migrated=False)
    yield
    await door.close()


async def finds_nothing(page, query, actor, most):
    return 0, ()


async def test_it_is_kept_once_and_holds_promises_a_sentence_and_its_case(officed):
    await account_as(Role.OVERSIGHT)
    open_ = {"audience": "public"}
    document = (await new_row(Document, text=WORDS, **open_))["id"]
    case = (await new_row(Case, title="关于助餐点的提案", **open_))["id"]
    reply = (await new_row(Reply, case=case, document=document, start=0, end=len(WORDS), **open_))["id"]
    await new_row(
        Commitment, case=case, reply=reply, document=document, quote=WORDS[6:-1], label=CommitmentLabel.HARD.value,
        current=True, **open_,
    )  # fmt: skip
    assert await play_searches(finds_nothing) == 3
    assert await play_searches(finds_nothing) == 0
    assert (await SavedSearch.count(), await Collection.count()) == (2, 1)
    items = await CollectionItem.select().order_by(CollectionItem.position)
    assert [row["thing"] for row in items] == ["commitment", "reply", "case"]
    assert WORDS[items[1]["start"] : items[1]["end"]] == "明年在三个社区增设助餐点。"
