"""Handing over what is in the hands of somebody who leaves."""

from collections.abc import Mapping

from cases import journal
from cases.actor import Actor
from cases.database import write_tx
from cases.errors import NotFound
from cases.queries.open_work import heirs_of, open_work_of
from cases.stale_marks import mark_stale
from cases.tables import Assignment
from cases.tables.columns import Changes
from cases.vocabulary import Verb


async def hand_over(leaving: int, heirs: Mapping[int, int], *, actor: Actor) -> int:
    """Give open assignments of a person to others: heirs by assignment. Returns how many were handed over.

    Raises NotFound for an assignment that is not in his hands or an heir who may not take it; then nothing is moved.
    """
    async with write_tx():
        work = {one.assignment: one for one in await open_work_of(leaving)}
        for number, heir in heirs.items():
            one = work.get(number)
            names = {option.id: option.name for option in await heirs_of(one, leaving=leaving)} if one else {}
            if one is None or heir not in names:
                raise NotFound(kind="接手人", key=str(heir))
            column = Assignment.approver if one.as_approver else Assignment.handler
            changes: Changes = {column: heir, Assignment.version: Assignment.version + 1}
            await Assignment.update(changes).where(Assignment.id == number)
            await journal.record(
                actor, Verb.PLAN, "assignment", number, case=one.case, new=names[heir], reason="原经办人离任移交"
            )
            await mark_stale(("case", one.case))
    return len(heirs)
