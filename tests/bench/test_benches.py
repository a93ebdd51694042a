"""The measuring commands do not rot: a small made-up archive is whole, and what is reckoned from times is right."""

import asyncio
import contextlib

import pytest

from cases.actions.ratings import lapse_feedback
from cases.actions.urging import urge_by_rule
from cases.database import close, open_database
from cases.errors import NotFound
from cases.invariants.examining import examine
from cases.queries.cases import case_page
from cases.queries.sessions import actor_of_session
from cases.tables import Case, Commitment, JournalEntry, Urge
from cases.vocabulary import CaseState
from tests.bench.archive_store import enter_archive
from tests.bench.bench_growth import exponent, table
from tests.bench.load_crowd import gathered
from tests.bench.load_driver import Flow, Unexpected, drive, moments
from tests.bench.load_people import pdf_of

pytestmark = pytest.mark.anyio


async def test_a_made_up_archive_is_whole(furnished, tmp_path):
    """Journal, states and references hold on rows that no action wrote, on both databases."""
    await enter_archive(40, folder=tmp_path, units=5, submitters=8)
    found = await examine(files=tmp_path)
    assert {number: [str(one) for one in some] for number, some in found.items() if some} == {}
    assert await Case.count() == 40
    assert await Commitment.count() > 100
    assert await JournalEntry.count() > 200
    assert await Urge.exists()
    assert await lapse_feedback() + await urge_by_rule() == 0, (
        "a program that ran every day has nothing to catch up with"
    )
    assert len({row["state"] for row in await Case.select(Case.state)}) >= min(6, len(CaseState))


async def test_the_crowd_knows_just_the_cases_that_each_may_see(furnished_sqlite_url, tmp_path):
    """One that is not found under load is a fault, and none that could be opened is left out."""
    await open_database(furnished_sqlite_url, migrated=False)
    try:
        await enter_archive(40, folder=tmp_path, units=5, submitters=30)
        crowd = await gathered(30)
        for person in crowd.people:
            actor, opened = await actor_of_session(person.token), []
            for case in range(1, 41):
                with contextlib.suppress(NotFound):
                    opened.append((await case_page(case, actor=actor)).case.id)
            assert list(person.cases) == opened, person.role
        assert len({tuple(one.cases) for one in crowd.readers}) > 1
    finally:
        await close()


def test_growth_is_the_power_between_the_last_two_sizes():
    assert exponent([1, 10], [1.0, 10.0]) == pytest.approx(1)
    assert exponent([1, 10, 100], [5.0, 2.0, 2.0]) == 0
    cost = lambda cpu: {"cpu": cpu, "clock": cpu, "memory": 0.0, "first": cpu}
    found = {10: {"pages": {"a": cost(0.1), "b": cost(0.1)}}, 100: {"pages": {"a": cost(0.1), "b": cost(1.0)}}}
    assert [(name, marked) for name, *_, marked in table("pages", found)] == [("b", True), ("a", False)]


async def test_a_request_is_sent_when_it_is_due_and_counted_from_then():
    """One that is slow holds nobody up; a server that stands still is seen by all who came meanwhile."""
    open_now, most = 0, 0

    async def slow():
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.2)
        open_now -= 1

    async def wrong():
        raise Unexpected("GET / 500")

    seen = await drive([Flow("slow", 60, slow), Flow("wrong", 20, wrong, share=0.5)], 0.5)
    assert most > 1
    assert len(seen["slow"].seconds) == len(moments(Flow("slow", 60, slow), 0.5, 1))
    assert seen["slow"].at(0.0) >= 200
    assert list(seen["wrong"].faults) == ["GET / 500"]


def test_the_uploaded_file_is_new_each_time_and_as_large_as_asked():
    assert pdf_of(10_000) != pdf_of(10_000)
    assert abs(len(pdf_of(10_000)) - 10_000) < 500
