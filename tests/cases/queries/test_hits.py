"""Cards of a result: as the reader may see them, in the order given."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.queries.hits import Ranked, cards
from tests.cases.indexed import archive

pytestmark = pytest.mark.anyio


def unmarked(text, whole):
    return (((text, False),),)


async def keys_of(ids):
    order = [
        f"document:{ids['plan']}",
        f"commitment:{ids['promise']}",
        f"reply:{ids['reply']}",
        f"proposal:{ids['case']}",
    ]
    return [Ranked(key, float(-place), place) for place, key in enumerate(order)]


async def test_cards_keep_the_order_and_know_their_file(database):
    ids = await archive()
    ranked = await keys_of(ids)
    made = await cards(ranked, unmarked, actor=PUBLIC)
    assert [f"{card.kind}:{card.id}" for card in made] == [item.key for item in ranked]
    assert [card.also for card in made] == [0, 1, 2, 3]
    assert [card.file for card in made] == ["方案.txt", "回信.txt", "回信.txt", "回信.txt"]
    assert {card.case_key for card in made[1:]} == {"linjiang-npc-14-4-dongxi-6"}
    assert {card.title for card in made[1:]} == {"关于增设社区托育点的建议"}


async def test_what_may_not_be_seen_or_is_gone_is_left_out(database):
    ids = await archive(audience="office")
    ranked = [*await keys_of(ids), Ranked("commitment:999", 0.0, 0), Ranked("document:999", 0.0, 0)]
    assert await cards(ranked, unmarked, actor=PUBLIC) == ()
    assert len(await cards(ranked, unmarked, actor=OFFICE)) == 4


async def test_the_public_reads_no_personal_data(database):
    ids = await archive()
    ranked = [Ranked(f"reply:{ids['reply']}", 0.0, 0)]
    (shown,) = await cards(ranked, unmarked, actor=PUBLIC)
    (full,) = await cards(ranked, unmarked, actor=OFFICE)
    assert "13800000000" not in shown.text and "13800000000" in full.text
    assert len(shown.text) == len(full.text)
