"""Hundreds at once: numbers without gaps, one journal, one message each. DAFU_RACES says how many, 30 by itself."""

import asyncio
import os
from datetime import date

import pytest

from cases import tables
from cases.actions.assignments import Chosen, Routing, accept_all, assign
from cases.actions.reviews import Decision, decide, file_several, open_review
from cases.actions.submissions import submit
from cases.database import insert_rows, write_tx
from cases.errors import CaseError, ComesFirst, NotInList
from cases.journal import first_break
from cases.queries.word_lists import words_in
from cases.vocabulary import CATEGORIES, CaseState, HandlingKind, Role, Track, Verb
from cases.workflow import STATES, TABLES
from tests.accounts import actor_as
from tests.cases.submissions import WORDS, hall
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio
MANY = int(os.environ.get("DAFU_RACES", "30"))
EMPTY_EVERY = 10  # one draft in so many has no words, and is refused in the middle of the others
AT_ONCE = 5  # cases that a reviewer files with one press


async def drafts(hall, count):
    """So many drafts as their writers left them, every tenth of them without words; their ids."""
    case = {
        "track": "cppcc", "body": hall.body, "place": hall.place, "level": "city", "audience": "own",
        "submitter_kind": "individual",
    }  # fmt: skip
    words = {name: getattr(WORDS, name) for name in ("title", "situation", "analysis", "recommendations")}
    async with write_tx():
        ids = await insert_rows(tables.Case, [{**case, "title": f"{WORDS.title}{n}"} for n in range(count)])
        name = {"person": hall.first.person, "printed_name": hall.first.name, "position": 0, "signature": "signed"}
        await insert_rows(tables.CaseSubmitter, [{**name, "case": one} for one in ids])
        texts = [
            {**words, "case": one, "author": hall.first.person, **({"situation": ""} if n % EMPTY_EVERY == 0 else {})}
            for n, one in enumerate(ids)
        ]
        await insert_rows(tables.ProposalText, texts)
    return ids


async def outcome(act):
    """What an act gave, or the domain's own error; anything else fails the test."""
    try:
        return await act
    except CaseError as problem:
        return problem


async def all_sound():
    """The journal's chain is whole, every state is the last one it tells of, and no message waits twice."""
    assert await first_break() is None
    entry = tables.JournalEntry
    for machine, table in TABLES.items():
        told = {}
        for row in (
            await entry.select(entry.thing_id, entry.new).where(entry.thing == machine.value).order_by(entry.seq)
        ):
            state = (row["new"] or "").split(":")[0]
            if state in set(STATES[machine]):
                told[row["thing_id"]] = state
        states = {row["id"]: row["state"] for row in await table.select(table.id, table.state)}
        assert {one: state for one, state in told.items() if states[one] != state} == {}
    message, notice = tables.OutboxMessage, tables.Notice
    letters = [tuple(row.values()) for row in await message.select(message.recipient, message.subject, message.body)]
    assert len(set(letters)) == len(letters)
    keys = [row["key"] for row in await notice.select(notice.key)]
    assert len(set(keys)) == len(keys)


async def test_hundreds_submitted_and_filed_at_once_have_every_number_once(furnished):
    place = await hall()
    ids = await drafts(place, MANY)
    answers = await asyncio.gather(*(outcome(submit(one, seen=1, actor=place.first)) for one in ids))
    refused = [answer for answer in answers if isinstance(answer, CaseError)]
    assert [type(one) for one in refused] == [ComesFirst] * len(ids[::EMPTY_EVERY])
    receipts = [answer for answer in answers if isinstance(answer, str)]
    year = date.today().year
    assert sorted(receipts) == [f"{year}-{n:05}" for n in range(1, len(receipts) + 1)]
    handed_in = [one for one, answer in zip(ids, answers, strict=True) if isinstance(answer, str)]
    await file_all(place, handed_in)
    await all_sound()


async def file_all(place, ids):
    """Two reviewers file them, a third of them by themselves, of these half opened before; batches overlap them."""
    categories = [word.code for word in await words_in(CATEGORIES[Track.CPPCC])]
    third = len(ids) // 3
    single, batched = ids[:third], ids[third // 2 :]
    for one in single[::2]:
        await open_review(one, seen=2, actor=place.reviewer)
    seen = {row["id"]: row["version"] for row in await tables.Case.select(tables.Case.id, tables.Case.version)}

    async def alone(n, one):
        category = "没有这一类" if n % EMPTY_EVERY == 3 else categories[n % len(categories)]
        who = (place.reviewer, place.colleague)[n % 2]
        return await outcome(decide(one, Decision(Verb.FILE, category=category), seen=seen[one], actor=who))

    async def together(at):
        # Every other batch turned around: two that share cases come by them in opposite order.
        chosen = batched[at : at + 2 * AT_ONCE][:: 1 if at % (2 * AT_ONCE) else -1]
        wanted = [(one, "没有这一类" if one % EMPTY_EVERY == 7 else categories[0]) for one in chosen]
        return await outcome(file_several(wanted, actor=(place.reviewer, place.colleague)[at // AT_ONCE % 2]))

    answers = await asyncio.gather(
        *(alone(n, one) for n, one in enumerate(single)),
        *(together(at) for at in range(0, len(batched), AT_ONCE)),
    )
    problems = [answer for answer in answers if isinstance(answer, CaseError)]
    assert {type(one) is NotInList or one.status == 409 for one in problems} == {True}
    filed = await tables.Case.select().where(tables.Case.state == CaseState.FILED.value)
    numbers = sorted(int(row["number"]) for row in filed)
    assert numbers == list(range(1, len(filed) + 1))
    assert len(filed) >= len(ids) * 3 // 4
    told = [one.number for answer in answers if not isinstance(answer, CaseError)
            for one in (answer[0] if isinstance(answer, tuple) else (answer,))]  # fmt: skip
    assert sorted(told) == sorted(row["number_raw"] for row in filed)


async def test_several_given_at_once_in_opposite_order_all_arrive(furnished):
    """Two of the office tick the same cases from either end while units accept others: none waits for the other."""
    cast = await cast_of()
    made = [await make_case(CaseState.FILED, cast=cast, title=f"关于第{n}所学校的提案") for n in range(6)]
    offices = [cast.assigner, await actor_as(Role.ASSIGNER)]
    chosen = [await one.chosen() for one in made]
    routing = [Routing(HandlingKind.SOLE, (unit,)) for unit in cast.units]
    answers = await asyncio.gather(
        *(outcome(assign(chosen[:: 1 if n % 2 else -1], routing[n % 3], actor=offices[n % 2])) for n in range(6)),
        *(outcome(assign([one], routing[n % 3], actor=offices[n % 2])) for n, one in enumerate(chosen)),
    )
    assert {one.status for one in answers if isinstance(one, CaseError)} <= {409}
    rows = [(await one.assignments()) for one in made]
    assert all(len([row for row in given if row["state"] == "pending_accept"]) == 1 for given in rows)
    parts = [given[0] for given in rows]
    for unit, clerk in cast.clerks.items():
        mine = [Chosen(row["id"], row["version"]) for row in parts if row["department"] == unit]
        if mine:
            both = await asyncio.gather(*(outcome(accept_all(mine[::step], actor=clerk)) for step in (1, -1)))
            assert sorted(isinstance(one, CaseError) for one in both) == [False, True]
    assert {(await one.row())["state"] for one in made} == {CaseState.IN_HANDLING}
    await all_sound()
