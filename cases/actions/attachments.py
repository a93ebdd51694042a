"""Files beside a submission, and a Word file that fills its boxes. What is taken is looked into before it is kept."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from cases import files
from cases.actions.proposal_texts import Written, keep_aside, save_text, written_of
from cases.actor import Actor
from cases.database import write_tx
from cases.errors import NoTextInside, NoTextLayer, NotFound, TooLarge, TooManyFiles, UnsupportedFormat
from cases.facts import Facts
from cases.intake.limits import FILE_BYTES
from cases.intake.sources import read_document
from cases.journal import record
from cases.permissions import visible_to
from cases.queries.submissions import seen_facts
from cases.reading.submission_words import boxes_of
from cases.tables import Attachment
from cases.vocabulary import Flag, Machine, Verb
from cases.workflow import decided, taken

MOST_FILES = 5
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_IMAGES = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))


@dataclass(frozen=True, slots=True)
class Filled:
    """What a Word file brought. aside: the draft had words already, so that the file's wait beside it."""

    aside: bool
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is handed out. media: its MIME type."""

    name: str
    media: str
    data: bytes


async def attach(case_id: int, name: str, data: bytes, *, folder: Path, actor: Actor) -> int:
    """Keep a file beside a submission that may still be written. folder: of the file store.

    Raises a FileError that says what is wrong with the file, TooManyFiles, and as ``workflow.move``.
    """
    facts = await seen_facts(case_id, actor)
    _check_writable(facts, actor)
    media = await asyncio.to_thread(_medium, name, data)
    sha256 = await asyncio.to_thread(files.put, folder, data)
    async with write_tx():
        facts = await taken(case_id, actor)
        _check_writable(facts, actor)
        mine = (Attachment.case == case_id) & (Attachment.belongs == "case")
        there = await Attachment.select(Attachment.position, Attachment.withdrawn).where(mine)
        if sum(not row["withdrawn"] for row in there) >= MOST_FILES:
            raise TooManyFiles(name, MOST_FILES)
        row = Attachment(
            case=case_id,
            belongs="case",
            belongs_id=case_id,
            position=max((r["position"] for r in there), default=-1) + 1,
            name=name,
            media=MEDIA[media],
            size=len(data),
            sha256=sha256,
            added_by=actor.person,
        )
        await Attachment.insert(row)
        await record(actor, Verb.EDIT, "attachment", row.id, case=case_id, new=name)
    return int(row.id)


async def detach(case_id: int, attachment: int, *, actor: Actor) -> None:
    """Take a file away from a submission that may still be written. Raises NotFound, and as ``workflow.move``."""
    mine = (Attachment.id == attachment) & (Attachment.case == case_id) & (Attachment.belongs == "case")
    async with write_tx():
        facts = await taken(case_id, actor)
        _check_writable(facts, actor)
        gone = (
            await Attachment.update({Attachment.withdrawn: True}, force=True)
            .where(mine & Attachment.withdrawn.eq(False))
            .returning(Attachment.name)
        )
        if not gone:
            raise NotFound(kind="附件", key=str(attachment))
        await record(actor, Verb.EDIT, "attachment", attachment, case=case_id, old=gone[0]["name"])


async def fetch(attachment: int, *, folder: Path, actor: Actor) -> Kept:
    """A file to be handed out. Raises NotFound, also for what the actor may not see."""
    where = visible_to(actor, Attachment) & (Attachment.id == attachment) & Attachment.withdrawn.eq(False)
    row = await Attachment.select().where(where).first()
    if row is None:
        raise NotFound(kind="附件", key=str(attachment))
    data = await asyncio.to_thread(files.read, folder, row["sha256"])
    return Kept(row["name"], row["media"], data)


async def fill_from_word(case_id: int, name: str, data: bytes, *, actor: Actor) -> Filled:
    """Cut a Word file into the boxes of a draft. Words that are there already are never overwritten.

    Raises a FileError, and as ``workflow.move``.
    """
    _check_writable(await seen_facts(case_id, actor), actor)
    raw = await asyncio.to_thread(read_document, name, data)
    if raw.media != "docx":
        raise UnsupportedFormat(name, "别的文件", "用 Word 或 WPS 另存为 docx 再上传")
    boxes = boxes_of(raw.text)
    facts = await seen_facts(case_id, actor)
    before, text = await written_of(facts), facts.proposal_text() or {}
    found = replace(
        before,
        title=boxes.title or before.title,
        situation=boxes.situation,
        analysis=boxes.analysis,
        recommendations=boxes.recommendations,
    )
    if _has_words(before):
        await keep_aside(case_id, found, actor=actor)
        return Filled(True, tuple(raw.flags))
    saved = await save_text(case_id, found, seen=text["version"], actor=actor, kept=True)
    return Filled(saved.copy is not None, tuple(raw.flags))


def _has_words(written: Written) -> bool:
    return any(part.strip() for part in (written.situation, written.analysis, written.recommendations))


def _check_writable(facts: Facts, actor: Actor) -> None:
    decided(Machine.CASE, Verb.EDIT, facts, facts.case, actor)


def _medium(name: str, data: bytes) -> str:
    """The kind of a file by its inside. Raises a FileError for what is damaged, dangerous, too large or unknown."""
    if len(data) > FILE_BYTES:
        raise TooLarge(name, len(data), FILE_BYTES)
    for signature, kind in _IMAGES:
        if data.startswith(signature):
            return kind
    try:
        media = read_document(name, data).media
    except NoTextLayer:
        return "pdf"
    except NoTextInside:
        return "docx"
    if media not in MEDIA:
        raise UnsupportedFormat(name, "网页", "打印成 PDF，或把文字另存为 docx 再上传")
    return media
