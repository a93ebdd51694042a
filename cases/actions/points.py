"""The points of a submission that a unit answers one by one: as the rule cuts them, or as the unit cut them anew."""

import json
from dataclasses import dataclass

from cases.actions.drafts import taken_reply
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.drafting.points import corrected, left_out, points_of, ticked_after
from cases.errors import NotFound
from cases.facts import Facts, Row
from cases.journal import record
from cases.queries.drafts import seen_reply, working_text
from cases.queries.masking import list_in
from cases.tables import Assignment, ReplyText
from cases.vocabulary import Machine, ReplyKind, Verb
from cases.workflow import decided


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


async def correct_points(reply_id: int, written: str, *, actor: Actor) -> tuple[str, ...]:
    """Keep the points as the unit cuts them, an empty line between two; nothing written brings the rule's back.

    A tick stays on words that were answered before. Raises PointAstray, TooManyPoints, NotFound, Forbidden, and
    NotFromHere where the draft can no longer be changed.
    """
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        decided(Machine.REPLY, Verb.EDIT, facts, reply, actor)
        proposal, text = facts.proposal_text(), working_text(facts, reply_id)
        if proposal is None or reply["kind"] == ReplyKind.CO_OPINION:
            raise NotFound(kind=ReplyKind(reply["kind"]).label, key=str(reply_id))
        before, kept = points_asked(facts, reply), corrected(proposal["recommendations"], written)
        after = kept or points_of(proposal["recommendations"])
        own = Assignment.id == reply["assignment"]
        await Assignment.update({Assignment.points: json.dumps(list(kept), ensure_ascii=False)}).where(own)
        ticks = ticked_after(before, after, list_in(text["answered"]))
        await ReplyText.update(
            {
                ReplyText.answered: json.dumps(list(ticks)), ReplyText.version: text["version"] + 1,
                ReplyText.updated_at: now(),
            }
        ).where(ReplyText.id == text["id"])  # fmt: skip
        await record(
            actor, Verb.CORRECT_POINTS, Machine.REPLY.value, reply_id, case=reply["case"], old=str(len(before)),
            new=str(len(after)),
        )  # fmt: skip
        return after


def _kept(facts: Facts, reply: Row) -> tuple[str, ...]:
    assignment = next((a for a in facts.assignments if a["id"] == reply["assignment"]), None)
    return tuple(list_in(assignment["points"])) if assignment else ()
