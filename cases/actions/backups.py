"""After a restore: what has to be done before people work with the data again."""

from datetime import datetime

from cases.actor import Actor
from cases.database import write_tx
from cases.journal import record
from cases.tables import OutboxMessage, WebSession
from cases.tables.columns import Changes
from cases.vocabulary import MessageState, Verb

HELD = "从备份恢复时暂停：备份以后可能已经发出，请核实后再重发"


async def reopen(made_at: datetime, journal: int, *, actor: Actor) -> None:
    """Make the restored and opened database fit for work.

    Nobody is signed in any more, no message that may have gone out since is sent by itself, and the journal says what
    happened: whatever was written after its last row is not there. made_at: when the backup was made; journal: the
    last row of the journal in it.
    """
    said = f"{made_at.isoformat(timespec='seconds')} 的备份，审计日志到第 {journal} 条为止"
    waiting = OutboxMessage.state == MessageState.WAITING.value
    async with write_tx():
        await WebSession.delete(force=True)
        held: Changes = {OutboxMessage.state: MessageState.FAILED.value, OutboxMessage.problem: HELD}
        await OutboxMessage.update(held).where(waiting)
        await record(actor, Verb.RESTORE_BACKUP, "journal", None, new=said)
