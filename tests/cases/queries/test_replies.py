"""The public columns as a query."""

from dataclasses import replace

import pytest

from cases import journal
from cases.actor import OFFICE, PUBLIC
from cases.clock import now
from cases.database import write_tx
from cases.errors import NotFound, Withdrawn
from cases.queries.listing import Cut
from cases.queries.replies import ReplyFilter, every_reply, replies_cut, reply_facets, reply_list, reply_row
from cases.tables import Publication, Reply
from cases.vocabulary import Track, Verb

pytestmark = pytest.mark.anyio


async def test_newest_first_and_only_what_is_published(archive):
    public = await reply_list(ReplyFilter(), actor=PUBLIC)
    assert [row.number for row in public.rows] == ["钱塘6号", "607"]
    assert list(public.rows) == list(await every_reply(ReplyFilter(), actor=PUBLIC, most=10))
    assert (await reply_list(ReplyFilter(), actor=OFFICE)).total == 3


@pytest.mark.parametrize("wanted", [ReplyFilter(), ReplyFilter(track=Track.CPPCC), ReplyFilter(year=2024)])
async def test_every_count_of_a_facet_is_the_length_of_its_list(archive, wanted):
    facets = await reply_facets(wanted, actor=PUBLIC)
    for track, count in facets.tracks.items():
        assert (await reply_list(replace(wanted, track=track), actor=PUBLIC)).total == count
    for year, count in facets.years:
        assert (await reply_list(replace(wanted, year=year), actor=PUBLIC)).total == count
    for unit, _, count in facets.units:
        assert (await reply_list(replace(wanted, department=unit), actor=PUBLIC)).total == count
    for result, count in facets.results:
        assert (await reply_list(replace(wanted, result=result), actor=PUBLIC)).total == count


async def test_closed_is_not_found(archive):
    assert (await reply_row(1, actor=PUBLIC)).number == "607"
    for number in (3, 99):
        with pytest.raises(NotFound):
            await reply_row(number, actor=PUBLIC)
    assert (await reply_row(3, actor=OFFICE)).number == "911"


async def closed(number):
    """A reply that was public, taken from the public."""
    row = (await reply_list(ReplyFilter(text=number), actor=PUBLIC)).rows[0]
    await Reply.update({Reply.audience: "office"}).where(Reply.id == row.id)
    return row


async def test_a_withdrawn_publication_is_told_from_what_never_was_public(archive):
    row = await closed("607")
    with pytest.raises(NotFound):
        await reply_row(row.id, actor=PUBLIC)
    made = Publication(case=row.case_id, reply=row.id, state="withdrawn", withdrawn_at=now(), reason="内部原因")
    await made.save()
    with pytest.raises(Withdrawn) as gone:
        await reply_row(row.id, actor=PUBLIC)
    assert "内部原因" not in str(gone.value) and row.title not in str(gone.value)
    assert (await reply_row(row.id, actor=OFFICE)).id == row.id


async def test_the_journal_remembers_an_imported_reply_that_was_public(archive):
    row = await closed("607")
    async with write_tx():
        await journal.record(OFFICE, Verb.WITHDRAW_PUBLICATION, "reply", row.id, case=row.case_id, reason="更正")
    with pytest.raises(Withdrawn):
        await reply_row(row.id, actor=PUBLIC)


async def test_a_replaced_reply_leads_to_the_one_in_force(archive):
    row = (await reply_list(ReplyFilter(text="607"), actor=PUBLIC)).rows[0]
    kept = await Reply.select().where(Reply.id == row.id).first()
    values = {name: kept[name] for name in ("case", "kind", "printed_name", "document", "audience")}
    newer = Reply(**values, number=2, state="sent")
    await newer.save()
    await Reply.update({Reply.state: "superseded"}).where(Reply.id == row.id)
    assert (await reply_row(row.id, actor=PUBLIC)).id == newer.id
    await Reply.update({Reply.audience: "office"}).where(Reply.id == newer.id)
    with pytest.raises(NotFound):
        await reply_row(row.id, actor=PUBLIC)


async def test_cuts_hold_the_rows_of_the_list_in_the_order_of_their_ids(archive):
    listed = {row.id: row for row in (await reply_list(ReplyFilter(), actor=PUBLIC, per_page=100)).rows}
    first = await replies_cut(ReplyFilter(), Cut(1), actor=PUBLIC)
    rest = await replies_cut(ReplyFilter(), Cut(100, after=first.rows[0].id), actor=PUBLIC)
    assert first.total == rest.total == len(listed)
    assert first.later and not rest.later
    assert [row.id for row in (*first.rows, *rest.rows)] == sorted(listed)
    back = await replies_cut(ReplyFilter(), Cut(1, before=rest.rows[-1].id + 1), actor=PUBLIC)
    assert back.rows == rest.rows[-1:] and all(row == listed[row.id] for row in rest.rows)
