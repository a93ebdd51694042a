"""What an officer of the demonstration keeps: two searches, and a collection for a brief."""

from cases.actions.collections import add_collection, gather, note_item
from cases.actions.demo_lives import cast_of_accounts
from cases.actions.saved_searches import save_search
from cases.actions.search_news import Find
from cases.actor import Actor
from cases.queries.collections import Pick, collection_page, sentences_of
from cases.tables import Collection, Commitment, Figure, Reply
from cases.vocabulary import Audience, CommitmentLabel, Role, Track
from cases.vocabulary.searches import Gathered, SavedPage

_SEARCHES = (
    (SavedPage.COMMITMENTS, "due=soon", "三个月内到期的承诺"),
    (SavedPage.CASES, "text=托育", "托育的件"),
)
_NAME, _NOTE = "一老一小督办材料", "开头先说这一条。"


async def play_searches(find: Find) -> int:
    """Keep them, unless that was done before; how many things were gathered."""
    if await Collection.exists():
        return 0
    actor = (await cast_of_accounts()).of_body(Role.OVERSIGHT, Track.CPPCC.value)
    for page, query, name in _SEARCHES:
        await save_search(page, query, name, find, actor=actor)
    made = await add_collection(_NAME, actor=actor)
    count = await gather(made, await _picks(actor), actor=actor)
    items = (await collection_page(made, actor=actor)).items
    if items:
        await note_item(made, items[0].id, _NOTE, actor=actor)
    return count


async def _picks(actor: Actor) -> list[Pick]:
    """The first hard promises, a figure, a sentence of a reply, and its case."""
    public = Audience.PUBLIC.value
    hard = (Commitment.label == CommitmentLabel.HARD.value) & (Commitment.audience == public)
    promises = await Commitment.select(Commitment.id).where(hard).order_by(Commitment.id).limit(2)
    figures = await Figure.select(Figure.id).where(Figure.audience == public).order_by(Figure.id).limit(1)
    told = Reply.document.is_not_null() & (Reply.audience == public)
    replies = await Reply.select(Reply.id, Reply.case).where(told).order_by(Reply.id).limit(1)
    picks = [Pick(Gathered.COMMITMENT, row["id"]) for row in promises]
    picks += [Pick(Gathered.FIGURE, row["id"]) for row in figures]
    for row in replies:
        sentences = await sentences_of(row["id"], actor=actor)
        picks += [Pick(Gathered.REPLY, row["id"], start, end) for start, end, _ in sentences[1:2]]
        picks += [Pick(Gathered.CASE, row["case"])] if row["case"] else []
    return picks
