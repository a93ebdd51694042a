"""Putting a reply before the public, and taking it back: by somebody who did not write it, each personal word seen."""

from collections.abc import Collection, Sequence
from typing import Any

from cases.actions.drafts import taken_reply
from cases.actions.letters import widen
from cases.actor import Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.errors import NotFound, NotScreened
from cases.facts import Facts
from cases.queries.publications import personal_stretches, stored, without_addressee
from cases.stale_marks import mark_stale
from cases.tables import Case, Document, Publication
from cases.vocabulary import Audience, Machine, PublicationState, ReplyKind, Verb
from cases.workflow import move


async def publish(
    reply_id: int, seen: int, *, screened: Collection[str], further: Sequence[str] = (), actor: Actor
) -> None:
    """Publish a reply with the case, its promises and figures. Names that are kept stay hidden.

    screened: keys of the personal stretches that were looked at; further: words to be hidden besides. Raises
    NotScreened where one was not looked at, and as ``move``.
    """
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        document = await Document.select().where(Document.id == reply["document"]).first()
        if document is None:
            raise NotFound(kind=ReplyKind.REPLY.label, key=str(reply_id))
        stretches = personal_stretches(facts, reply, document, further)
        left = [one for one in stretches if one.key not in screened]
        kept = bool(facts.case["identity_kept"])
        changes: dict[str, Any] = {"audience": Audience.PUBLIC.value, "published_on": today()}
        if kept:
            changes["addressee"] = None
        await move(
            Machine.REPLY, reply_id, Verb.PUBLISH, actor=actor, seen=seen, intent={"screened": True}, changes=changes,
            told=str(len(stretches)),
        )  # fmt: skip
        if left:
            raise NotScreened(count=len(left))
        columns: dict[Any, Any] = {Document.personal: stored(stretches), Document.published_on: today()}
        if kept:
            columns[Document.page_values] = without_addressee(document["page_values"])
        await Document.update(columns).where(Document.id == document["id"])
        await widen(document["id"], Audience.PUBLIC)
        await _note(facts, reply_id, document["id"])
        public: dict[Any, Any] = {"audience": Audience.PUBLIC.value, "published_at": now()}
        await Case.update(public).where(Case.id == reply["case"])
        await mark_stale(("case", reply["case"]))


async def withdraw(reply_id: int, seen: int, *, reason: str, actor: Actor) -> None:
    """Take a published reply back; its address says so from now on. The case goes with its last public reply.

    seen does not decide: whoever publishes anew at the same moment does not keep public what another takes back.
    """
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        changes = {"audience": Audience.PARTIES.value}
        await move(
            Machine.REPLY, reply_id, Verb.WITHDRAW_PUBLICATION, actor=actor, seen=max(seen, reply["version"]),
            reason=reason, changes=changes,
        )  # fmt: skip
        await widen(reply["document"], Audience.PARTIES)
        gone: dict[Any, Any] = {
            Publication.state: PublicationState.WITHDRAWN.value, Publication.withdrawn_at: now(),
            Publication.reason: reason.strip(),
        }  # fmt: skip
        await Publication.update(gone).where(Publication.reply == reply_id)
        if not any(r["audience"] == Audience.PUBLIC and r["id"] != reply_id for r in facts.replies):
            await Case.update({Case.audience: Audience.PARTIES.value}).where(Case.id == reply["case"])
        await mark_stale(("case", reply["case"]))


async def _note(facts: Facts, reply_id: int, document: int) -> None:
    columns: dict[Any, Any] = {
        "document": document, "state": PublicationState.PUBLISHED.value, "published_at": now(), "withdrawn_at": None,
        "reason": None,
    }  # fmt: skip
    if any(p["reply"] == reply_id for p in facts.publications):
        await Publication.update(columns).where(Publication.reply == reply_id)
    else:
        await Publication.insert(Publication(case=facts.case["id"], reply=reply_id, **columns))
