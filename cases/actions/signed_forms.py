"""Scans of forms that somebody signed on paper: looked into, kept, and put beside what was entered from them."""

import asyncio
from dataclasses import dataclass

from cases import files
from cases.actions.attachments import MEDIA, medium_of
from cases.actor import Actor
from cases.errors import UnsupportedFormat
from cases.journal import record
from cases.tables import Attachment
from cases.vocabulary import Verb

SCANS = ("pdf", "jpg", "png")


@dataclass(frozen=True, slots=True)
class SignedForm:
    """A scan that is in the file store and belongs to nothing yet. media: its MIME type; size: in bytes."""

    name: str
    media: str
    size: int
    sha256: str


async def stored_form(name: str, data: bytes, *, folder: files.Place) -> SignedForm:
    """Keep a scan. folder: of the file store. Raises a FileError that says what is wrong with it."""
    kind = await asyncio.to_thread(medium_of, name, data)
    if kind not in SCANS:
        raise UnsupportedFormat(name, "文字文件", "把签了名的纸质表扫描成 PDF 或拍成照片再上传")
    return SignedForm(name, MEDIA[kind], len(data), await asyncio.to_thread(files.put, folder, data))


async def put_beside(form: SignedForm, case: int, belongs: str, belongs_id: int, *, actor: Actor) -> None:
    """Put a scan beside a row of a case, inside ``write_tx``. belongs: name of the row's table, singular."""
    row = Attachment(
        case=case, belongs=belongs, belongs_id=belongs_id, position=0, name=form.name, media=form.media,
        size=form.size, sha256=form.sha256, added_by=actor.person,
    )  # fmt: skip
    await Attachment.insert(row)
    await record(actor, Verb.EDIT, "attachment", row.id, case=case, new=form.name)
