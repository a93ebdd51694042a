"""A draft goes up the rungs of approval: asked for, agreed to, changed, sent back, signed with its number."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from cases.actions.checking import checked
from cases.actions.drafts import keep, taken_reply
from cases.actions.letters import archive_letter, letter_of
from cases.actor import Actor
from cases.clock import now, today
from cases.counters import next_value
from cases.database import write_tx
from cases.errors import DraftMoved, NotAlike, NotOpened, NotReadyForApproval, Outage
from cases.facts import Facts, Row
from cases.journal import record
from cases.queries.draft_lists import opened_by, opened_mark
from cases.queries.drafts import name_of, seen_reply, working_text
from cases.tables import Approval, CoSign, Department, DictionaryEntry, ReplyText
from cases.vocabulary import CoSignState, Decision, Machine, ReplyKind, ReplyState, TextKind, Verb
from cases.vocabulary.writing import DOC_MARK, DOC_NO
from cases.workflow import move

DOC_MARKS = "doc_mark"  # name of the dictionary of the units' marks; code: id of the unit, label: the mark


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody had before him: the version of the reply and that of its text."""

    reply: int
    text: int


async def ask_approval(
    reply_id: int, seen: Seen, *, actor: Actor, confirmed: bool = False, proceed_reason: str = ""
) -> None:
    """Send a draft up. confirmed: the findings that only want a look were looked at.

    proceed_reason: why it goes up without a co-handler that is late. Raises NotReadyForApproval, ComesFirst and as
    ``move``.
    """
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        await _held(facts, reply_id, seen)
        look = await checked(facts, reply, actor, proceed_reason)
        left = [one for one in look.findings if one.stops or not confirmed]
        if left:
            raise NotReadyForApproval(count=len(left))
        intent = {"promises": bool(look.promises), "proceed_reason": proceed_reason.strip()}
        await keep(facts, reply_id, TextKind.FOR_APPROVAL, actor)
        await move(
            Machine.REPLY, reply_id, Verb.ASK_APPROVAL, actor=actor, seen=seen.reply, reason=proceed_reason,
            intent=intent, changes={"approval_level": 1},
        )  # fmt: skip


async def approve(reply_id: int, seen: Seen, *, actor: Actor, told: str = "", body: str | None = None) -> Decision:
    """Agree, at the last rung sign; what was done. body: the text as the approver changed it, none where he did not.

    Signing gives the letter its number and freezes the text.
    """
    async with write_tx():
        return await _approve(reply_id, seen, actor, told, body)


async def note_opened(reply_id: int, *, actor: Actor) -> None:
    """Leave a row in the journal that an approver has this very text before him, once for each saving of it.

    He is not turned away where the database is busy; the batch then asks him to open it once more.
    """
    facts, reply = await seen_reply(reply_id, actor)
    mark = opened_mark(reply["version"], working_text(facts, reply_id)["version"])
    if (await opened_by(actor, [reply_id])).get(reply_id) == mark:
        return
    with suppress(Outage):
        async with write_tx():
            await record(actor, Verb.SEE, Machine.REPLY.value, reply_id, case=reply["case"], new=mark)


async def approve_all(wanted: Mapping[int, Seen], *, actor: Actor, told: str = "") -> int:
    """Agree to several replies at once, or to none; how many. wanted: by reply what was seen of it.

    All are of one kind, track and rung, and each was opened by this actor as it stands. Raises NotAlike, NotOpened and
    as ``approve``.
    """
    async with write_tx():
        taken = [await taken_reply(reply_id, actor) for reply_id in wanted]
        kinds = {(reply["kind"], facts.case["track"], reply["approval_level"]) for facts, reply in taken}
        if len(kinds) > 1:
            raise NotAlike
        read = await opened_by(actor, list(wanted))
        unread = [
            facts.case["title"] for facts, reply in taken
            if read.get(reply["id"]) != opened_mark(wanted[reply["id"]].reply, wanted[reply["id"]].text)
        ]  # fmt: skip
        if unread:
            raise NotOpened(count=len(unread), first=unread[0])
        for reply_id, seen in wanted.items():
            await _approve(reply_id, seen, actor, told, None)
    return len(wanted)


async def send_back(reply_id: int, seen: Seen, *, actor: Actor, reason: str, body: str | None = None) -> None:
    """Hand the draft back to whoever wrote it; the text that went up is kept. Co-handlers are asked anew later.

    body: the text as the approver changed it, which the writer finds as a version under the approver's name.
    """
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        text = await _held(facts, reply_id, seen)
        await move(
            Machine.REPLY, reply_id, Verb.SEND_BACK, actor=actor, seen=seen.reply, reason=reason,
            changes={"approval_level": 0},
        )  # fmt: skip
        new, changed = _changed(text, body)
        if changed:
            await _rewrite(text, new, actor)
        version = await _kept(facts, reply_id, TextKind.SENT_BACK, actor, new)
        if reply["state"] == ReplyState.COSIGNING:
            await CoSign.update({CoSign.state: CoSignState.PENDING.value}).where(CoSign.reply == reply_id)
        await _note(reply_id, actor, Decision.SENT_BACK, reason.strip(), version, reply["approval_level"])


async def _approve(reply_id: int, seen: Seen, actor: Actor, told: str, body: str | None) -> Decision:
    facts, reply = await taken_reply(reply_id, actor)
    text = await _held(facts, reply_id, seen)
    new, changed = _changed(text, body)
    last = actor.level >= len(facts.rules.levels_of(key_case=facts.is_key))
    doc_no = ""
    if last:
        decision = Decision.SIGNED
        doc_no = await _sign(facts, reply, seen, new, actor)
    else:
        decision = Decision.AGREED_WITH_CHANGES if changed else Decision.AGREED
        up = {"approval_level": actor.level + 1}
        await move(Machine.REPLY, reply_id, Verb.APPROVE, actor=actor, seen=seen.reply, changes=up, told=told or None)
    if changed:
        await _rewrite(text, new, actor)
    version = text["id"]
    if last or changed:
        version = await _kept(facts, reply_id, TextKind.SIGNED if last else TextKind.KEPT, actor, new)
    await _note(reply_id, actor, decision, told or doc_no, version, reply["approval_level"])
    return decision


def _changed(text: Row, body: str | None) -> tuple[str, bool]:
    """The words that are decided about, and whether they are others than those that came up."""
    new = (body or "").replace("\r\n", "\n").strip() or text["body"]
    return new, new != text["body"].strip() and new != text["body"]


async def _sign(facts: Facts, reply: Row, seen: Seen, body: str, actor: Actor) -> str:
    """Number, day and signer with the move itself, then the letter into the archive."""
    doc_no = await _next_doc_no(reply["department"])
    changes = {"doc_no": doc_no, "signed_on": today(), "signer": actor.owner, "updated_at": now()}
    await move(Machine.REPLY, reply["id"], Verb.SIGN_REPLY, actor=actor, seen=seen.reply, changes=changes, told=doc_no)
    if reply["kind"] == ReplyKind.REPLY:
        await archive_letter(facts, reply, await letter_of(facts, reply, body, doc_no))
    return doc_no


async def _next_doc_no(unit: int | None) -> str:
    """The unit's next number of the year: from a counter in the same transaction, so that none is lost."""
    named = (DictionaryEntry.list_name == DOC_MARKS) & (DictionaryEntry.code == str(unit))
    entry = await DictionaryEntry.select(DictionaryEntry.label).where(named).first()
    row = await Department.select(Department.short_name, Department.name).where(Department.id == unit).first()
    short = (row["short_name"] or row["name"]) if row else ""
    year = today().year
    number = await next_value(f"doc_no {unit} {year}")
    return DOC_NO.format(mark=entry["label"] if entry else DOC_MARK.format(short=short), year=year, number=number)


async def _held(facts: Facts, reply_id: int, seen: Seen) -> Row:
    """The text in force. Raises DraftMoved where it is not the one that was seen."""
    text = working_text(facts, reply_id)
    if text["version"] != seen.text:
        raise DraftMoved(who=await name_of(text["author"]))
    return text


async def _rewrite(text: Row, body: str, actor: Actor) -> None:
    await ReplyText.update(
        {
            ReplyText.body: body, ReplyText.author: actor.person, ReplyText.version: text["version"] + 1,
            ReplyText.updated_at: now(),
        }
    ).where(ReplyText.id == text["id"])  # fmt: skip


async def _kept(facts: Facts, reply_id: int, kind: TextKind, actor: Actor, body: str) -> int:
    """The id of the version that is kept under the approver's name."""
    number = await keep(facts, reply_id, kind, actor, body)
    where = (ReplyText.reply == reply_id) & (ReplyText.number == number)
    return int((await ReplyText.select(ReplyText.id).where(where))[0]["id"])


async def _note(reply_id: int, actor: Actor, decision: Decision, told: str, text: int, level: int) -> None:
    """The step as the approval sheet shows it. level: the rung that was asked; who signs for a lower one is on his."""
    row = Approval(
        reply=reply_id, level=max(level, actor.level), decision=decision.value, told=told or None, text=text,
        approver=actor.owner, signed_as=actor.entrusted,
    )  # fmt: skip
    await Approval.insert(row)
