"""The points of a submission that a unit answers one by one: as the rule cuts them, or as the unit cut them anew."""

from dataclasses import dataclass

from cases.actor import Actor
from cases.drafting.points import left_out, points_of
from cases.errors import NotFound
from cases.facts import Facts, Row
from cases.queries.drafts import seen_reply, working_text
from cases.queries.masking import list_in
from cases.vocabulary import ReplyKind


@dataclass(frozen=True, slots=True)
class Points:
    """points: in their order. left_out: what of the recommendations none of them holds. own: whether the unit cut
    them. version: of the draft's text, whose ticks count them."""

    points: tuple[str, ...]
    left_out: tuple[str, ...]
    own: bool
    version: int


def points_asked(facts: Facts, reply: Row) -> tuple[str, ...]:
    """What the unit has to answer; nothing for a co-handler, who answers the lead unit."""
    text = facts.proposal_text()
    if text is None or reply["kind"] == ReplyKind.CO_OPINION:
        return ()
    return _kept(facts, reply) or points_of(text["recommendations"])


async def points_page(reply_id: int, *, actor: Actor) -> Points:
    """The points of a reply, to be cut anew. Raises NotFound where the reader may not see it or it answers none."""
    facts, reply = await seen_reply(reply_id, actor)
    text = facts.proposal_text()
    if text is None or reply["kind"] == ReplyKind.CO_OPINION:
        raise NotFound(kind=ReplyKind(reply["kind"]).label, key=str(reply_id))
    points = points_asked(facts, reply)
    version = working_text(facts, reply_id)["version"]
    return Points(points, left_out(text["recommendations"], points), bool(_kept(facts, reply)), version)


def _kept(facts: Facts, reply: Row) -> tuple[str, ...]:
    assignment = next((a for a in facts.assignments if a["id"] == reply["assignment"]), None)
    return tuple(list_in(assignment["points"])) if assignment else ()
