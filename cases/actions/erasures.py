"""Taking words out of the journal where a law demands it: two people answer for it, and it is itself recorded."""

from collections.abc import Sequence

from cases import journal
from cases.actor import Actor
from cases.database import write_tx
from cases.errors import ReasonMissing, TwoPeopleNeeded
from cases.vocabulary import Verb

PEOPLE = 2


async def erase_words(seq: int, *, people: Sequence[str], reason: str, actor: Actor) -> int:
    """Take the words out of the row with this number; the number of the record that says so.

    people: at least two different names. Copies made before, exports and backups, still have the words. Raises
    NotFound, NotErasable, ReasonMissing, TwoPeopleNeeded.
    """
    names = list(dict.fromkeys("".join(name.split()) for name in people))
    if len([name for name in names if name]) < PEOPLE:
        raise TwoPeopleNeeded
    if not reason.strip():
        raise ReasonMissing(act=Verb.ERASE.label, least=1)
    async with write_tx():
        return await journal.erase(
            seq, actor=actor, reason=f"{reason.strip()}（经手：{'、'.join(filter(None, names))}）"
        )
