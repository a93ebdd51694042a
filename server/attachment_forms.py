"""Files in forms: what a page says of those it takes, from what a browser sends to names and bytes, and back again."""

import os
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.datastructures import UploadFile

from cases.actions.attachments import MOST_FILES
from cases.intake.limits import FILE_BYTES, MB
from server.uploads import safe_name, take_turn

LARGEST_BODY = MOST_FILES * FILE_BYTES + MB
ACCEPTED = ".pdf,.docx,.txt,.jpg,.jpeg,.png"
# For the templates of pages that take files.
TAKEN: dict[str, Any] = {"most_files": MOST_FILES, "largest": FILE_BYTES, "accepted": ACCEPTED}


async def files_in(request: Request[Any, Any, Any], name: str) -> list[tuple[str, bytes]]:
    """The files of a form's field by harmless names; a field where none was chosen has none."""
    sent = [one for one in (await request.form()).getall(name, []) if isinstance(one, UploadFile) and one.filename]
    await take_turn(request, sum(one.file.seek(0, os.SEEK_END) for one in sent))
    for one in sent:
        one.file.seek(0)
    return [(safe_name(one.filename), await one.read()) for one in sent]


def as_download(data: bytes, name: str, media: str) -> Response[bytes]:
    """A kept file, always to be saved: nothing of it is ever opened as a page of this site."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
    }
    return Response(data, media_type=media, headers=headers)
