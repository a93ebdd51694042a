"""Files beside a submission, and a Word file that fills its boxes. What is taken is looked into before it is kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cases import files
from cases.actions.proposal_texts import Written, keep_aside, save_text, written_of
from cases.actor import Actor
from cases.database import write_tx
from cases.errors import (
    EmptyFile,
    FileError,
    NoTextInside,
    NoTextLayer,
    NotFound,
    TooLarge,
    TooManyFiles,
    UnsupportedFormat,
)
from cases.facts import Facts
from cases.intake.docx_pictures import pictures_of
from cases.intake.handing_out import check_handed_out
from cases.intake.limits import FILE_BYTES
from cases.intake.pictures import JPEG, PNG
from cases.intake.signatures import check_ending
from cases.intake.signatures import medium_of as signed_medium
from cases.intake.sources import read_document
from cases.journal import record
from cases.permissions import visible_to
from cases.queries.submissions import seen_facts
from cases.reading.submission_words import boxes_of
from cases.tables import Attachment
from cases.vocabulary import Flag, Machine, Verb
from cases.vocabulary.writing import NOT_WORD
from cases.workflow import decided, taken

MOST_FILES = 5
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_IMAGES = ((JPEG, "jpg"), (PNG, "png"))
# The kinds of file that telephones write photographs in and that no browser shows.
_TELEPHONE = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AS_JPG = "在手机“设置-相机-格式”里选“兼容性最佳”重拍，或把照片另存为 JPG 再上传"


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of several files. kept: ids of those that were taken; refused: what is wrong with the others."""

    kept: tuple[int, ...]
    refused: tuple[FileError, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a Word file brought. aside: the draft had words already, so that the file's wait beside it.

    pictures: the names of those that stand in the file and in none of the boxes.
    """

    aside: bool
    flags: tuple[Flag, ...]
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is handed out. media: its MIME type."""

    name: str
    media: str
    data: bytes


async def attach(case_id: int, given: Sequence[tuple[str, bytes]], *, folder: files.Place, actor: Actor) -> Attached:
    """Keep files beside a submission that may still be written: those that are fit, whatever is wrong with others.

    given: name and bytes of each. folder: of the file store. Raises as ``workflow.move``.
    """
    _check_writable(await seen_facts(case_id, actor), actor)
    fit: list[tuple[str, str, str, int]] = []
    refused: list[FileError] = []
    for name, data in given:
        try:
            media = await asyncio.to_thread(medium_of, name, data)
        except FileError as wrong:
            refused.append(wrong)
        else:
            fit.append((name, media, await asyncio.to_thread(files.put, folder, data), len(data)))
    kept = await _keep(case_id, fit, refused, actor) if fit else []
    return Attached(tuple(kept), tuple(refused))


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


async def fetch(attachment: int, *, folder: files.Place, actor: Actor) -> Kept:
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
        raise UnsupportedFormat(name, *NOT_WORD)
    check_ending(name, raw.media)
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
    pictures = await asyncio.to_thread(pictures_of, data)
    if _has_words(before):
        await keep_aside(case_id, found, actor=actor)
        return Filled(True, tuple(raw.flags), pictures)
    saved = await save_text(case_id, found, seen=text["version"], actor=actor, kept=True)
    return Filled(saved.copy is not None, tuple(raw.flags), pictures)


async def _keep(
    case_id: int, fit: Sequence[tuple[str, str, str, int]], refused: list[FileError], actor: Actor
) -> list[int]:
    """Rows for name, medium, digest and size of files as long as there is room; the others are added to refused."""
    kept = []
    async with write_tx():
        _check_writable(await taken(case_id, actor), actor)
        mine = (Attachment.case == case_id) & (Attachment.belongs == "case")
        there = await Attachment.select(Attachment.position, Attachment.withdrawn).where(mine)
        room = MOST_FILES - sum(not row["withdrawn"] for row in there)
        refused += [TooManyFiles(name, MOST_FILES) for name, *_ in fit[room:]]
        start = max((row["position"] for row in there), default=-1) + 1
        for position, (name, media, sha256, size) in enumerate(fit[:room], start=start):
            row = Attachment(
                case=case_id,
                belongs="case",
                belongs_id=case_id,
                position=position,
                name=name,
                media=MEDIA[media],
                size=size,
                sha256=sha256,
                added_by=actor.person,
            )
            await Attachment.insert(row)
            await record(actor, Verb.EDIT, "attachment", row.id, case=case_id, new=name)
            kept.append(int(row.id))
    return kept


def _has_words(written: Written) -> bool:
    return any(part.strip() for part in (written.situation, written.analysis, written.recommendations))


def _check_writable(facts: Facts, actor: Actor) -> None:
    decided(Machine.CASE, Verb.EDIT, facts, facts.case, actor)


def medium_of(name: str, data: bytes) -> str:
    """The kind of a file by its inside, which its name must not deny.

    Raises a FileError for what is damaged, dangerous, too large, unknown, or named otherwise.
    """
    medium = _inside(name, data)
    check_ending(name, medium)
    check_handed_out(name, medium, data)
    return medium


def _inside(name: str, data: bytes) -> str:
    if len(data) > FILE_BYTES:
        raise TooLarge(name, len(data), FILE_BYTES)
    if not data:
        raise EmptyFile(name)
    for signature, kind in _IMAGES:
        if data.startswith(signature):
            return kind
    if data[4:8] == b"ftyp" and data[8:12] in _TELEPHONE:
        raise UnsupportedFormat(name, "HEIC 照片", _AS_JPG)
    try:
        media = read_document(name, data).media
    except NoTextLayer:
        return "pdf"
    except NoTextInside:
        media = "docx" if signed_medium(name, data) == "docx" else "html"
    except UnsupportedFormat as wrong:
        if wrong.kind == "图片":
            raise UnsupportedFormat(name, "这里不能用的一种图片", "另存为 jpg 或 png 再上传") from wrong
        raise
    if media not in MEDIA:
        raise UnsupportedFormat(name, "网页", "打印成 PDF，或把文字另存为 docx 再上传")
    return media
