"""The pictures of a Word file by the names that its writer knows them by; their bytes are never opened."""

import html
import io
import re
import zipfile

from cases.intake.signatures import BROKEN_ZIP, body_part

MOST_NAMED = 30
LONGEST_NAME = 60
# The frame around a picture, and the older drawing whose picture bears a title.
_FRAMES = re.compile(rb"<(?:wp:docPr|v:imagedata)[ \t\r\n]([^<>]{0,4000})>")
_NAMES = re.compile(r'(?:^|[ \t\r\n])(descr|title|name|o:title)="([^"<>]{1,2000})"')
_BEST_FIRST = ("title", "o:title", "descr", "name")
_BLIP = (b"<a:blip", b"<v:imagedata")


def pictures_of(data: bytes) -> tuple[str, ...]:
    """Names of the pictures in the text, in their order: what stands under them in Word, else 图片 1, 图片 2 …

    data: a Word file that has been read, and so examined, before. A file that cannot be looked into has none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            part = body_part(package.namelist())
            body = package.read(part) if part else b""
    except BROKEN_ZIP:
        return ()
    if not any(mark in body for mark in _BLIP):
        return ()
    names = []
    for number, frame in enumerate(_FRAMES.finditer(body), start=1):
        if number > MOST_NAMED:
            break
        said = dict(_NAMES.findall(frame[1].decode("utf-8", "replace")))
        best = next((said[key] for key in _BEST_FIRST if said.get(key, "").strip()), "")
        names.append(" ".join(html.unescape(best).split())[:LONGEST_NAME] or f"图片 {number}")
    return tuple(names)
