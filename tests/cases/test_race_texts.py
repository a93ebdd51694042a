"""Several people in one draft: of those who save at once one is accepted, and no word of the others is lost.

Four rounds by themselves, fifty with DAFU_RACES set.
"""

import asyncio
import json
import os
from dataclasses import replace

import pytest

from cases import tables
from cases.actions.drafts import Collided, Saved, save_draft
from cases.actions.proposal_texts import save_text
from cases.queries.drafts import draft_page
from cases.queries.submissions import submission_page
from cases.vocabulary import Role
from tests.accounts import actor_as
from tests.cases.submissions import WORDS, hall, text_version, written
from tests.cases.test_races import all_sound
from tests.replying import handled

pytestmark = pytest.mark.anyio
ROUNDS, SAVERS = 50 if "DAFU_RACES" in os.environ else 4, 8
# What a text may hold that careless keeping would change.
AWKWARD = "\n　　“空两格”，表格\t一列；<b>不是标记</b> & 𠮷野家 {{ 不是变量 }} %s \\n"


async def test_eight_save_a_reply_at_once(database):
    case = await handled()
    unit = case.lead["department"]
    people = [case.writer, case.colleague, *[await actor_as(Role.HANDLER, unit=unit) for _ in range(SAVERS - 2)]]
    reply = await case.drafted()
    for turn in range(ROUNDS):
        base = (await case.text(reply))["version"]
        said = [f"第{turn}回，{person.name}写的正文。{AWKWARD}" for person in people]
        answers = await asyncio.gather(
            *(save_draft(reply, case.draft(body=text), base=base, actor=who)
              for who, text in zip(people, said, strict=True))
        )  # fmt: skip
        accepted = [text for text, answer in zip(said, answers, strict=True) if isinstance(answer, Saved)]
        now = await case.text(reply)
        assert ([now["body"]], now["version"]) == (accepted, base + 1)
        for who, text, answer in zip(people, said, answers, strict=True):
            if isinstance(answer, Collided):
                row = (await tables.DraftCopy.select().where(tables.DraftCopy.id == answer.copy))[0]
                kept = json.loads(row["text"])
                assert (kept["body"], row["person"], row["base_version"]) == (text, who.person, base)
    for who in people:
        page = await draft_page(reply, actor=who)
        mine = await tables.DraftCopy.count().where(tables.DraftCopy.person == who.person)
        assert len(page.copies) == mine
    assert await tables.DraftCopy.count() == ROUNDS * (SAVERS - 1)
    await all_sound()


async def test_eight_windows_save_a_proposal_at_once(furnished):
    place = await hall()
    case = await written(place)
    for turn in range(ROUNDS):
        base = await text_version(case)
        said = [f"第{turn}回，第{window}个窗口。{AWKWARD}" for window in range(SAVERS)]
        answers = await asyncio.gather(
            *(save_text(case, replace(WORDS, situation=text), seen=base, actor=place.first) for text in said)
        )
        accepted = [text for text, answer in zip(said, answers, strict=True) if answer.copy is None]
        page = await submission_page(case, actor=place.first)
        assert ([page.words.situation], await text_version(case)) == (accepted, base + 1)
        offered = {copy.text["situation"] for copy in page.copies}
        assert set(said) - set(accepted) <= offered
    assert await tables.DraftCopy.count() == ROUNDS * (SAVERS - 1)
    await all_sound()
