"""The sealed paper of a signed reply: its scan is kept beside the letter, which is issued (印发) from then on."""

import asyncio
import hashlib

from cases import files
from cases.actions.attachments import MEDIA, medium_of
from cases.actions.drafts import taken_reply
from cases.actor import Actor
from cases.database import write_tx
from cases.errors import Forbidden, NotFromHere, UnsupportedFormat
from cases.facts import Facts, Row
from cases.journal import record
from cases.permissions import can
from cases.queries.drafts import seen_reply, working_text
from cases.tables import Attachment
from cases.vocabulary import Machine, ReplyState, Verb
from cases.vocabulary.writing import NO_SCAN
from cases.workflow import unchanged

# What a scanner makes; a Word file cannot bear a seal.
_SCANS = ("pdf", "jpg", "png")
_SEALABLE = frozenset({ReplyState.SIGNED, ReplyState.SENT})


async def seal(reply_id: int, name: str, data: bytes, seen: int, *, folder: files.Place, actor: Actor) -> int:
    """Keep the scan of the sealed letter; the id of its file. One that was kept before gives way to it.

    The words were frozen with the signature; the journal has the SHA-256 of text and scan together. seen: the version
    of the reply. Raises NotFound, Forbidden, NotFromHere, ChangedMeanwhile and a FileError that says what is wrong.
    """
    facts, reply = await seen_reply(reply_id, actor)
    _check_sealable(facts, reply, actor)
    medium = await asyncio.to_thread(medium_of, name, data)
    if medium not in _SCANS:
        raise UnsupportedFormat(name, *NO_SCAN)
    sha256 = await asyncio.to_thread(files.put, folder, data)
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        _check_sealable(facts, reply, actor)
        await unchanged(Machine.REPLY, reply, seen)
        mine = (Attachment.belongs == "reply") & (Attachment.belongs_id == reply_id) & Attachment.withdrawn.eq(False)
        old = await Attachment.update({Attachment.withdrawn: True}, force=True).where(mine).returning(Attachment.sha256)
        row = Attachment(
            case=reply["case"], belongs="reply", belongs_id=reply_id, name=name, media=MEDIA[medium], size=len(data),
            sha256=sha256, added_by=actor.person,
        )  # fmt: skip
        await Attachment.insert(row)
        text = hashlib.sha256(working_text(facts, reply_id)["body"].encode()).hexdigest()
        await record(
            actor, Verb.SEAL, Machine.REPLY.value, reply_id, case=reply["case"],
            old=old[0]["sha256"] if old else None, new=f"{name} {sha256} {text}",
        )  # fmt: skip
        return int(row.id)


def _check_sealable(facts: Facts, reply: Row, actor: Actor) -> None:
    if reply["department"] != actor.unit or not can(actor, Verb.SEAL, facts.standing()):
        raise Forbidden(act=Verb.SEAL.label)
    if reply["state"] not in _SEALABLE:
        raise NotFromHere(Machine.REPLY.label, Verb.SEAL.label, ReplyState(reply["state"]).label)
