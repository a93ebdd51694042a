"""A case with who looks after it as a key one."""

from dataclasses import dataclass

from cases.actor import Actor
from cases.errors import NotFound
from cases.facts import facts_of
from cases.permissions import sees
from cases.tables import KeyCase
from cases.vocabulary import Machine, Verb
from cases.workflow import offered


@dataclass(frozen=True, slots=True)
class KeyCasePage:
    """A case. free: whether this reader may mark it now; supervisor, committee, sponsor: empty where not settled."""

    id: int
    version: int
    number: str | None
    title: str
    key_case: bool
    free: bool
    supervisor: str
    committee: str
    sponsor: str


async def key_case_page(case_id: int, *, actor: Actor) -> KeyCasePage:
    """A case for marking. Raises NotFound."""
    facts = await facts_of(case_id)
    if facts is None or not sees(actor, facts.standing()):
        raise NotFound(kind=Machine.CASE.label, key=str(case_id))
    row = await KeyCase.select().where(KeyCase.case == case_id).first() or {}
    return KeyCasePage(
        id=case_id,
        version=facts.case["version"],
        number=facts.case["number"],
        title=facts.case["title"],
        key_case=bool(facts.case["key_case"]),
        free=offered(facts, Machine.CASE, facts.case, actor, Verb.MARK_KEY),
        supervisor=row.get("supervisor") or "",
        committee=row.get("committee") or "",
        sponsor=row.get("sponsor") or "",
    )
