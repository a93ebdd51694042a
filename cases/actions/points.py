"""Cutting the points of a submission anew, where the rule took two for one or one for two."""

import json

from cases.actions.drafts import taken_reply
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.drafting.points import corrected, ticked_after
from cases.errors import NotFound
from cases.journal import record
from cases.queries.drafts import working_text
from cases.queries.masking import list_in
from cases.queries.points import points_asked
from cases.tables import Assignment, ReplyText
from cases.vocabulary import Machine, ReplyKind, Verb
from cases.workflow import decided


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
        own = Assignment.id == reply["assignment"]
        await Assignment.update({Assignment.points: json.dumps(list(kept), ensure_ascii=False)}).where(own)
        facts, reply = await taken_reply(reply_id, actor)
        after = points_asked(facts, reply)
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
