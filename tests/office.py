"""Word files opened by a second program: LibreOffice makes PDF of them, and pages are compared by their ink."""

import os
import shutil
import struct
import subprocess
import zlib

import typst

from cases.papers.fonts import installed
from cases.papers.word_parts import standard_fonts

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
WITHOUT = "LibreOffice (soffice) is not installed: the Word file is not opened by a second program"
# Pages are compared by squares of two millimetres.
SQUARE = 2.0
_INK = 12


def as_office_pdf(files, folder):
    """The Word files as PDF, by name: one program for all of them, with a profile of its own.

    files: bytes by name. The fonts of the standard are the ones that our own PDF is set in on this machine.
    """
    made = {}
    for name, written in files.items():
        made[name] = folder / f"{name}.docx"
        made[name].write_bytes(written)
    settings = folder / "fonts.conf"
    settings.write_text(_same_fonts())
    command = [OFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, made.values())],
        env={**os.environ, "FONTCONFIG_FILE": str(settings)}, check=True, timeout=240, capture_output=True,
    )  # fmt: skip
    return {name: folder / f"{name}.pdf" for name in made}


def inked(pdf, pages):
    """For each page the squares of two millimetres, as (from the left, from the top), that are not white."""
    made = []
    for number in range(1, pages + 1):
        form = pdf.with_suffix(".typ")
        sheet = "#set page(width: 210mm, height: 297mm, margin: 0mm)\n"
        form.write_text(f'{sheet}#image("{pdf.name}", page: {number}, width: 210mm)')
        made.append(_dark(typst.compile(str(form), format="png", ppi=25.4 / SQUARE)))
    return made


def unlike(one, other):
    """The share of inked squares that have none within six millimetres on the other page."""
    return (len(one - _near(other)) + len(other - _near(one))) / max(1, len(one) + len(other))


def _same_fonts():
    used = {standard: families[0] for face, families in installed().families.items()
            for standard in [standard_fonts()[face]]}  # fmt: skip
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{wanted}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{there}</string></edit></match>'
        for wanted, there in used.items()
    )
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    return f'{head}<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>'


def _dark(png):
    """The squares that are not white. The picture is RGBA without interlacing, as typst writes it."""
    wide, high = struct.unpack(">II", png[16:24])
    packed, at = b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        packed += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    raw, found, above = zlib.decompress(packed), set(), bytes(wide * 4)
    for y in range(high):
        start = y * (wide * 4 + 1)
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + wide * 4], above)
        found |= {(x, y) for x in range(wide) if 255 - min(above[x * 4 : x * 4 + 3]) > _INK}
    return found


def _unfiltered(kind, row, above):
    """One row of a PNG, by its filter and the row above."""
    out = bytearray(row)
    for i in range(len(out)):
        left, up, corner = (out[i - 4] if i > 3 else 0), above[i], (above[i - 4] if i > 3 else 0)
        guess = left + up - corner
        nearest = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
        out[i] = (out[i] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return bytes(out)


def _near(squares):
    return {(x + right, y + down) for x, y in squares for right in range(-3, 4) for down in range(-3, 4)}
