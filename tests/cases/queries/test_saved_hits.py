"""What a search found, as its owner sees it now, and what a mail may call it."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.queries.saved_hits import seen_now
from cases.tables import Case, Commitment, Document, Figure, Reply

pytestmark = pytest.mark.anyio
TABLES = {
    "case": Case,
    "proposal": Case,
    "reply": Reply,
    "commitment": Commitment,
    "figure": Figure,
    "document": Document,
}


async def test_every_kind_is_named_with_its_page_and_state(archive):
    things = [
        (kind, row["id"]) for kind, table in TABLES.items() for row in await table.select(table.id).limit(3)
    ]  # fmt: skip
    seen = await seen_now(things, actor=OFFICE)
    assert set(seen) <= set(things) and {kind for kind, _ in seen} == set(TABLES)
    for (kind, _), one in seen.items():
        assert one.title and one.outside and one.link.startswith("/")
        assert bool(one.state_label) == (kind not in ("figure", "document"))


async def test_a_mail_names_what_is_not_public_by_number_alone_and_the_public_sees_none(archive):
    row = (await Commitment.select().where(Commitment.case.is_not_null()).limit(1))[0]
    await Commitment.update({Commitment.audience: "office"}).where(Commitment.id == row["id"])
    await Case.update({Case.audience: "office"}).where(Case.id == row["case"])
    things = [("commitment", row["id"]), ("case", row["case"])]
    for one in (await seen_now(things, actor=OFFICE)).values():
        assert row["quote"][:12] not in one.outside and "《" not in one.outside
    assert await seen_now(things, actor=PUBLIC) == {}
