"""What is gathered, in its own words: verbatim, of every kind, and only what its reader may see."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.actor import OFFICE, PUBLIC
from cases.queries.collections import Pick, cited_now, sentences_of, spans
from cases.tables import Case, Commitment, Document, Figure, Reply
from cases.vocabulary.searches import Gathered

pytestmark = pytest.mark.anyio
TABLES = {
    Gathered.CASE: Case, Gathered.COMMITMENT: Commitment, Gathered.FIGURE: Figure, Gathered.REPLY: Reply,
    Gathered.DOCUMENT: Document,
}  # fmt: skip


async def test_every_kind_is_cited_and_a_sentence_word_for_word(archive):
    replies = await Reply.select(Reply.id, Reply.document).where(Reply.document.is_not_null()).limit(3)
    assert replies
    for reply in replies:
        text = (await Document.select(Document.text).where(Document.id == reply["document"]))[0]["text"]
        picks = [Pick(Gathered.REPLY, reply["id"], a, b) for a, b, _ in await sentences_of(reply["id"], actor=OFFICE)]
        cited = await cited_now(picks, actor=OFFICE)
        assert picks and all(cited[pick].quote == text[pick.start : pick.end] for pick in picks)
    for thing, table in TABLES.items():
        number = (await table.select(table.id).order_by(table.id, ascending=False).first())["id"]
        pick = Pick(thing, number)
        one = (await cited_now([pick], actor=OFFICE))[pick]
        assert one.title and one.link.startswith("/")
        await table.update({table.audience: "office"}, force=True)
        assert await cited_now([pick], actor=PUBLIC) == {}


@given(st.text("甲乙。！？\n \t，、", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_sentences_lie_apart_within_their_stretch_and_lose_no_word(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = list(spans(text, start, end))
    assert all(start <= a < b <= end and text[a:b] == text[a:b].strip() for a, b in found)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(found))
    inside = set().union(*(range(a, b) for a, b in found)) if found else set()
    assert all(at in inside for at in range(start, end) if text[at] in "甲乙")
