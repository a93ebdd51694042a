"""The table of a co-handler: what is due first on top, what is sent at the bottom; numbers read from file names."""

from datetime import timedelta

import pytest

from cases.clock import today
from cases.queries.opinion_lists import bare_number, co_parts, given_parts
from cases.tables import Assignment
from cases.vocabulary import AssignmentState
from tests.replying import handled


@pytest.mark.parametrize(
    ("name", "number"),
    [("132.docx", "132"), ("第0132号会办意见.docx", "132"), ("１３２号.docx", "132"), ("西湖6号 意见.docx", "西湖6"),
     ("意见.docx", ""), ("", ""), ("0.docx", "0"), ("号" * 9000, "")],
)  # fmt: skip
def test_numbers_as_file_names_write_them_cohandle_6(name, number):
    assert bare_number(name) == number


@pytest.mark.anyio
async def test_what_is_due_first_comes_first_cohandle_6(database):
    cases = [await handled(units=2) for _ in range(2)]
    unit = cases[0].made.cast.units[1]
    parts = [await case.made.assignment(case.made.cast.units[1]) for case in cases]
    await Assignment.update({Assignment.department: unit}).where(Assignment.id.is_in([p["id"] for p in parts]))
    for days, part in zip((9, 2), parts, strict=True):
        due = {Assignment.due_on: today() + timedelta(days)}
        await Assignment.update(due).where(Assignment.id == part["id"])
    found = await co_parts(actor=cases[0].made.cast.clerk(1))
    mine = [one.assignment for one in found if one.assignment in {p["id"] for p in parts}]
    assert mine == [parts[1]["id"], parts[0]["id"]]
    assert all(one.lead and one.writable for one in found)


@pytest.mark.anyio
async def test_what_was_given_comes_by_pages_the_latest_due_first(database):
    """After some years a unit has answered thousands; what it has in hand stands apart from them."""
    cases = [await handled(units=2) for _ in range(4)]
    unit, actor = cases[0].made.cast.units[1], cases[0].made.cast.clerk(1)
    parts = [await case.made.assignment(case.made.cast.units[1]) for case in cases]
    await Assignment.update({Assignment.department: unit}).where(Assignment.id.is_in([p["id"] for p in parts]))
    states = (AssignmentState.OPINION_SENT, AssignmentState.DONE, AssignmentState.OPINION_SENT)
    days = (3, None, 9)
    for part, state, left in zip(parts, states, days, strict=False):
        due = today() + timedelta(left) if left else None
        changes = {Assignment.state: state.value, Assignment.due_on: due}
        await Assignment.update(changes).where(Assignment.id == part["id"])
    assert [one.assignment for one in await co_parts(actor=actor)] == [parts[3]["id"]]
    pages = [await given_parts(actor=actor, page=page, per_page=2) for page in (1, 2, 3)]
    assert [[one.assignment for one in page.rows] for page in pages] == [
        [parts[2]["id"], parts[0]["id"]], [parts[1]["id"]], [],
    ]  # fmt: skip
    assert all(page.total == 3 and all(one.sent and not one.writable for one in page.rows) for page in pages)
    assert (await given_parts(actor=cases[0].submitter)).total == 0
