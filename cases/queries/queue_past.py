"""What the queue keeps of the past: cases on which somebody acted, and those of which he was told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from piccolo.custom_types import Combinable
from piccolo.query.functions import Max

from cases.actor import Actor
from cases.permissions import Look, leads_to_visible, visible_to
from cases.queries.queue_rows import Head, QueueRow, among, heads_of
from cases.tables import JournalEntry, Notice
from cases.vocabulary import Event, Verb

MOST_PAST = 2000
_AT_ONCE = 2 * MOST_PAST  # entries of the journal: several acts are of one case
_LOOKING = [verb.value for verb in (Verb.SEE, Verb.SIGN_IN, Verb.SIGN_OUT)]
# What somebody sets going, so that others have to answer.
STARTING = frozenset(
    {
        Verb.CREATE, Verb.SUBMIT, Verb.ASSIGN, Verb.REQUEST_RETURN, Verb.REQUEST_EXTENSION, Verb.URGE, Verb.ASK_COSIGN,
        Verb.ASK_APPROVAL, Verb.MARK_KEY, Verb.SEND_CO_OPINION, Verb.ORDER_REHANDLE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Acts:
    """Cases by what somebody did on them, each with the seq of his newest act; at most MOST_PAST, the latest."""

    any: Mapping[int, int]
    starting: Mapping[int, int]


async def acts_of(actor: Actor) -> Acts:
    """Cases on which the actor did anything, and those where he set something going."""
    if actor.person is None:
        return Acts({}, {})
    any_ = JournalEntry.verb.not_in(_LOOKING)
    starting = JournalEntry.verb.is_in(sorted(verb.value for verb in STARTING))
    return Acts(await _latest(actor, any_), await _latest(actor, starting))


async def _latest(actor: Actor, which: Combinable) -> dict[int, int]:
    """The cases of his newest entries, read backwards until there are enough: an office has written hundreds of
    thousands."""
    entry, found = JournalEntry, dict[int, int]()
    mine = visible_to(actor, entry, look=Look.ALONE) & (entry.person == actor.person) & entry.case.is_not_null() & which
    where = mine
    while len(found) < MOST_PAST:
        some = entry.select(entry.case, entry.seq).where(where).order_by(entry.seq, ascending=False)
        rows = await some.limit(_AT_ONCE)
        for row in rows:
            found.setdefault(row["case"], row["seq"])
        if len(rows) < _AT_ONCE:
            break
        where = mine & (entry.seq < rows[-1]["seq"])
    return dict(islice(found.items(), MOST_PAST))


async def told_of(actor: Actor) -> dict[int, int]:
    """Cases of which the actor was told without having to do something, each with the newest notice of it."""
    mine = (Notice.person == (actor.owner or 0)) & Notice.to_do.eq(False) & leads_to_visible(actor, Notice.case)
    found = Notice.select(Notice.case, Max(Notice.id, alias="newest"))
    return _newest(await found.where(visible_to(actor, Notice) & mine).group_by(Notice.case))


async def past_rows(acts: Mapping[int, int], actor: Actor) -> list[QueueRow]:
    """The lines of what ``acts_of`` found."""
    entry, heads = JournalEntry, await heads_of(acts, actor)
    where = visible_to(actor, entry, look=Look.ALONE) & among('"journal"."seq"', acts.values())
    rows = await entry.select(entry.case, entry.verb, entry.at).where(where)
    return [_row(heads[row["case"]], Verb(row["verb"]).label, row["at"]) for row in rows if row["case"] in heads]


async def told_rows(told: Mapping[int, int], actor: Actor) -> list[QueueRow]:
    """The lines of what ``told_of`` found."""
    heads = await heads_of(told, actor)
    where = visible_to(actor, Notice) & among('"notices"."id"', told.values())
    rows = await Notice.select(Notice.case, Notice.event, Notice.created_at).where(where)
    return [
        _row(heads[row["case"]], Event(row["event"]).label, row["created_at"]) for row in rows if row["case"] in heads
    ]


def _newest(rows: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        found[row["case"]] = max(row["newest"], found.get(row["case"], 0))
    return dict(sorted(found.items(), key=lambda pair: -pair[1])[:MOST_PAST])


def _row(head: Head, what: str, at: datetime) -> QueueRow:
    return QueueRow(
        case_id=head.id,
        number=head.number,
        title=head.title,
        track=head.track,
        state=head.state,
        waiting=None,
        what=what,
        thing=head.id,
        seen=0,
        unit=None,
        due_on=None,
        light=None,
        left="",
        at=at,
    )
