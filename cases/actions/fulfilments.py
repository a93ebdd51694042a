"""What a person makes of a proposed pair: a later document tells that a promise was kept, or it has nothing to do."""

from dataclasses import dataclass

from cases.actor import Actor
from cases.database import write_tx
from cases.errors import FieldMissing, Forbidden, NotFound
from cases.facts import Row
from cases.journal import record
from cases.permissions import may, visible_to
from cases.tables import Commitment, Document, PairDecision, ProgressReport
from cases.vocabulary import CommitmentState, Judgement, Machine, Stage, Verb
from cases.vocabulary.fulfilments import Why
from cases.workflow import move

_OPEN = (CommitmentState.CONFIRMED, CommitmentState.IN_PROGRESS, CommitmentState.CHANGED, CommitmentState.PARTLY)
TOLD_BY_PAPER = "后来的文件写明：{quote}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a document."""

    document: int
    start: int
    end: int


async def judge_pair(
    promise: int | None, earlier: Sentence, later: Sentence, why: Why, judgement: Judgement, told: str, *, actor: Actor
) -> int:
    """Keep the decision. A promise that has its delivery is thereby reported as done; another person verifies it.

    promise: id of the commitment, None where the earlier sentence made none. told: required where it is rejected. The
    decision's id. Raises NotFound for words that the reader does not see, Forbidden, FieldMissing.
    """
    if not may(actor, Verb.REJECT_PAIR):
        raise Forbidden(act=Verb.ACCEPT_PAIR.label)
    if judgement is Judgement.REJECTED and not told.strip():
        raise FieldMissing(field="认定无关的理由")
    async with write_tx():
        await _words(earlier, actor)
        quote = await _words(later, actor)
        row = await _promise(promise, earlier, actor) if promise is not None else None
        kept = PairDecision(
            commitment=promise, earlier=earlier.document, earlier_start=earlier.start, earlier_end=earlier.end,
            later=later.document, later_start=later.start, later_end=later.end, why=why.value,
            judgement=judgement.value, told=told.strip() or None, decided_by=actor.person,
        )  # fmt: skip
        await PairDecision.insert(kept)
        verb = Verb.ACCEPT_PAIR if judgement is Judgement.ACCEPTED else Verb.REJECT_PAIR
        await record(actor, verb, "document", later.document, new=quote[:200], reason=told.strip() or None)
        if row is not None and judgement is Judgement.ACCEPTED:
            await _report(row, quote, actor)
    return int(kept.id)


async def _report(row: Row, quote: str, actor: Actor) -> None:
    """Let the promise move by what the later document tells; one that has gone further stays where it is."""
    version = row["version"]
    if row["state"] == CommitmentState.IDENTIFIED:
        version = (await move(Machine.COMMITMENT, row["id"], Verb.CONFIRM, actor=actor, seen=version)).version
    elif row["state"] not in _OPEN:
        return
    await move(Machine.COMMITMENT, row["id"], Verb.ACCEPT_PAIR, actor=actor, seen=version)
    said = TOLD_BY_PAPER.format(quote=quote[:500])
    await ProgressReport.insert(
        ProgressReport(commitment=row["id"], stage=Stage.DONE.value, told=said, reported_by=actor.person)
    )


async def _promise(promise: int, earlier: Sentence, actor: Actor) -> Row:
    where = visible_to(actor, Commitment) & (Commitment.id == promise) & (Commitment.document == earlier.document)
    row = await Commitment.select().where(where).first()
    if row is None:
        raise NotFound(kind=Machine.COMMITMENT.label, key=str(promise))
    return dict(row)


async def _words(sentence: Sentence, actor: Actor) -> str:
    where = visible_to(actor, Document) & (Document.id == sentence.document)
    row = await Document.select(Document.text).where(where).first()
    words = row["text"][sentence.start : sentence.end] if row else ""
    if not words.strip():
        raise NotFound(kind="句子", key=str(sentence.document))
    return str(words)
