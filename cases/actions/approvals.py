"""A draft goes up the rungs of approval: asked for, agreed to, changed, sent back, signed with its number."""

from dataclasses import dataclass

from cases.actions.checking import checked
from cases.actions.drafts import keep, taken_reply
from cases.actions.letters import archive_letter, letter_of
from cases.actor import Actor
from cases.clock import now, today
from cases.counters import next_value
from cases.database import write_tx
from cases.errors import DraftMoved, NotReadyForApproval
from cases.facts import Facts, Row
from cases.queries.drafts import name_of, working_text
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
        facts, reply = await taken_reply(reply_id, actor)
        text = await _held(facts, reply_id, seen)
        new = (body or "").replace("\r\n", "\n").strip() or text["body"]
        changed = new != text["body"].strip() and new != text["body"]
        last = actor.level >= len(facts.rules.levels_of(key_case=facts.is_key))
        if last:
            decision = Decision.SIGNED
            doc_no = await _sign(facts, reply, seen, new, actor)
        else:
            decision = Decision.AGREED_WITH_CHANGES if changed else Decision.AGREED
            doc_no = ""
            up = {"approval_level": actor.level + 1}
            await move(
                Machine.REPLY, reply_id, Verb.APPROVE, actor=actor, seen=seen.reply, changes=up, told=told or None
            )
        if changed:
            await _rewrite(text, new, actor)
        version = await _kept(facts, reply_id, TextKind.SIGNED if last else TextKind.KEPT, actor, new, last or changed)
        await _note(reply_id, actor, decision, told or doc_no, version or text["id"], reply["approval_level"])
        return decision


async def send_back(reply_id: int, seen: Seen, *, actor: Actor, reason: str) -> None:
    """Hand the draft back to whoever wrote it; the text that went up is kept. Co-handlers are asked anew later."""
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        text = await _held(facts, reply_id, seen)
        await move(
            Machine.REPLY, reply_id, Verb.SEND_BACK, actor=actor, seen=seen.reply, reason=reason,
            changes={"approval_level": 0},
        )  # fmt: skip
        await keep(facts, reply_id, TextKind.SENT_BACK, actor)
        if reply["state"] == ReplyState.COSIGNING:
            await CoSign.update({CoSign.state: CoSignState.PENDING.value}).where(CoSign.reply == reply_id)
        await _note(reply_id, actor, Decision.SENT_BACK, reason.strip(), text["id"], reply["approval_level"])


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


async def _kept(facts: Facts, reply_id: int, kind: TextKind, actor: Actor, body: str, worth: bool) -> int | None:
    """The id of the version under the approver's name, none where nothing new was decided about the words."""
    if not worth:
        return None
    number = await keep(facts, reply_id, kind, actor, body)
    where = (ReplyText.reply == reply_id) & (ReplyText.number == number)
    return int((await ReplyText.select(ReplyText.id).where(where))[0]["id"])


async def _note(reply_id: int, actor: Actor, decision: Decision, told: str, text: int, level: int) -> None:
    """The step as the approval sheet shows it. level: the rung that was asked; who signs for a lower one is on his."""
    row = Approval(
        reply=reply_id, level=max(level, actor.level), decision=decision.value, told=told or None, text=text,
        approver=actor.owner, signed_as=actor.spoken,
    )  # fmt: skip
    await Approval.insert(row)
