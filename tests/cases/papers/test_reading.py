"""A case read for its papers: the parties find everything, others nothing, and nobody what is kept from him."""

from dataclasses import replace

import pytest

from cases import tables
from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.papers.kinds import offered, paper_of
from cases.papers.reading import case_called, day_of, matter_of
from cases.papers.texts import shown_in
from cases.vocabulary import Role, Track
from cases.vocabulary.papers import PaperKind
from tests.accounts import actor_as
from tests.replying import BODY, handled
from tests.situations import once

pytestmark = pytest.mark.anyio


async def sent():
    """A case whose reply is with its submitter."""
    case = await handled()
    case.reply_id = await case.sent()
    return case


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request):
    """Address of a fresh migrated database, once of each kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
async def case(database):
    return await once(sent)


def words(matter):
    return "\n".join(text for one in offered(matter) for text in shown_in(paper_of(one.kind, matter, one.of)))


async def test_the_papers_of_a_case_say_what_its_rows_say(case):
    matter = await matter_of(case.id, actor=case.writer, base="https://ta.example")
    row = await case.reply(case.reply_id)
    paper = paper_of(PaperKind.REPLY, matter)
    assert paper.doc_no == row["doc_no"]
    assert "".join(paper.title) == row["title"]
    assert [block.text for block in paper.blocks] == BODY.split("\n")
    assert paper.addressee == f"{row['addressee'] or case.submitter.name + '委员'}："
    assert matter.parts[0].mine
    assert any("联系人：方静" in note for note in paper.notes)


@pytest.mark.parametrize("role", [Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER])
async def test_offices_read_what_the_unit_reads(case, role):
    matter = await matter_of(case.id, actor=await actor_as(role))
    assert PaperKind.REPLY in {one.kind for one in offered(matter)}


async def test_the_submitter_reads_his_papers_but_nothing_that_units_write_to_one_another(case):
    matter = await matter_of(case.id, actor=case.submitter)
    assert {one.kind for one in offered(matter)} >= {PaperKind.REPLY, PaperKind.PROPOSAL, PaperKind.FEEDBACK_FORM}
    assert matter.replies[0].steps == ()
    assert matter.replies[0].versions == ()
    assert not matter.staff


async def test_others_are_told_that_there_is_no_such_case(case):
    other = await tables.Department.select(tables.Department.id).order_by(tables.Department.id, ascending=False).first()
    for actor in (PUBLIC, await actor_as(Role.CLERK, unit=other["id"]), await actor_as(Role.ADMIN)):
        with pytest.raises(NotFound):
            await matter_of(case.id, actor=actor)


async def test_names_that_stay_with_the_offices_are_on_no_paper_of_a_unit(case):
    await tables.Case.update({tables.Case.identity_kept: True}).where(tables.Case.id == case.id)
    matter = await matter_of(case.id, actor=case.writer)
    matter = replace(matter, course=(), replies=tuple(replace(r, addressee="") for r in matter.replies))
    assert not matter.named
    assert case.submitter.name not in words(matter)
    assert case.submitter.name in words(await matter_of(case.id, actor=case.made.cast.reviewer))


async def test_a_draft_is_printed_for_its_unit_and_for_nobody_outside(database):
    case = await once(handled)
    await case.drafted()
    assert "未签发" in words(await matter_of(case.id, actor=case.writer))
    for actor in (case.submitter,):
        assert not (await matter_of(case.id, actor=actor)).replies


async def test_a_case_is_called_by_its_numbers(case):
    row = await case.made.row()
    for said in (row["number"], row["number_raw"], f"第{row['number']}号"):
        assert await case_called(said, actor=OFFICE) == case.id
    with pytest.raises(NotFound):
        await case_called("没有这一件", actor=OFFICE)
    with pytest.raises(NotFound):
        await case_called(row["number"], actor=PUBLIC)


async def test_both_tracks_are_read(database):
    case = await once(handled, track=Track.NPC)
    assert (await matter_of(case.id, actor=case.writer)).track is Track.NPC
    assert day_of(None) is None
