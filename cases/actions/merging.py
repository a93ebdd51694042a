"""Bringing similar submissions together: both stay, and every submitter of either is answered under the master."""

from typing import Any

from cases import tables
from cases.actor import Actor
from cases.errors import MasterUnfit, NotFound
from cases.facts import Facts, facts_of
from cases.journal import record
from cases.permissions import sees
from cases.stale_marks import mark_stale
from cases.tables import Case, CaseSubmitter
from cases.vocabulary import CaseState, Signature, Verb

_OPEN_TO_OTHERS = (CaseState.SUBMITTED, CaseState.IN_REVIEW, CaseState.FILED, CaseState.TO_ASSIGN)


async def merge_into(facts: Facts, master_id: int | None, actor: Actor) -> int | None:
    """Add a case's names to those of its master, inside ``write_tx``; the master's id, none where none was named.

    The master's own names stay first; whoever is there already is not added again. Where one side asked that names be
    kept, or did not consent to publication, the master keeps to it. Raises NotFound, MasterUnfit.
    """
    if master_id is None:
        return None
    master = await facts_of(master_id, locked=True)
    if master is None or not sees(actor, master.standing()):
        raise NotFound(kind="主案", key=str(master_id))
    _check(facts, master)
    await _add_names(facts, master)
    merged, kept = facts.case, master.case
    columns: dict[Any, Any] = {
        "identity_kept": kept["identity_kept"] or merged["identity_kept"],
        "consent_publish": kept["consent_publish"] and merged["consent_publish"],
        Case.version: Case.version + 1,
    }
    await Case.update(columns).where(Case.id == master_id)
    await Case.update({Case.merged_into: master_id}).where(Case.merged_into == merged["id"])
    named = merged["number_raw"] or merged["receipt_no"]
    await record(actor, Verb.MERGE_CASE, "case", master_id, case=master_id, new=f"并入 {named}《{merged['title']}》")
    await mark_stale(("case", master_id))
    return master_id


def _check(facts: Facts, master: Facts) -> None:
    title, mine, other = master.case["title"], facts.case, master.case
    if mine["id"] == other["id"]:
        raise MasterUnfit(title, "它就是这一件")
    if (mine["body"], mine["session"]) != (other["body"], other["session"]):
        raise MasterUnfit(title, "不是同一届次的件")
    if other["state"] not in _OPEN_TO_OTHERS:
        raise MasterUnfit(title, f"它现在是“{CaseState(other['state']).label}”")


async def _add_names(facts: Facts, master: Facts) -> None:
    there = {(s["person"], s["collective"]) for s in master.submitters}
    position = max((s["position"] for s in master.submitters), default=-1)
    rows = []
    for name in sorted(facts.submitters, key=lambda s: s["position"]):
        if name["signature"] != Signature.SIGNED or (name["person"], name["collective"]) in there:
            continue
        position += 1
        rows.append(
            CaseSubmitter(
                case=master.case["id"],
                position=position,
                person=name["person"],
                collective=name["collective"],
                printed_name=name["printed_name"],
                responsible=name["responsible"],
                signature=Signature.SIGNED.value,
                answered_at=name["answered_at"],
            )
        )
    if rows:
        await tables.CaseSubmitter.insert(*rows)
