"""Words on their way into a draft, with bold, headings and tables: a Word file, and what a clipboard holds.

Both give the notation of drafts; ``meta`` counts what was kept and what was not, by the names of ``Written.counts``.
"""

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import mammoth
from selectolax.lexbor import LexborHTMLParser

from cases.errors import DamagedFile, NoTextInside
from cases.intake import limits
from cases.intake.formats_docx import bare_package, examine
from cases.intake.formats_text import FileText
from cases.intake.notation_lines import Written, notation_of

# The largest piece of a clipboard that is taken: pages of text with their styles, not their pictures.
PASTED_BYTES = 4 * limits.MB
_HEADINGS = "\n".join(f"p[style-name='heading {depth}'] => h{depth}:fresh" for depth in range(1, 5))
# Office programs name pictures of older kinds in comments only.
_OLD_PICTURE = re.compile(r"<v:imagedata[\s>]", re.I)
_STYLES = "word/styles.xml"


def read_draft(name: str, data: bytes) -> FileText:
    """The text of a Word file in the notation. Raises as ``read_docx``. Runs in the limited process."""
    body, flags = examine(name, data)
    try:
        made = mammoth.convert_to_html(
            bare_package(data, body, _STYLES),
            convert_image=mammoth.images.img_element(lambda _: {}),
            include_default_style_map=False,
            style_map=_HEADINGS,
        )
    except (ElementTree.ParseError, ExpatError) as broken:
        raise DamagedFile(name) from broken
    written = notation_of(LexborHTMLParser(made.value), name)
    if not written.text.strip():
        raise NoTextInside(name)
    return FileText(f"{written.text}\n", "utf-8", flags, _told(written))


def read_pasted(name: str, data: bytes) -> FileText:
    """What a clipboard holds as HTML, in the notation; empty where it holds no words. Raises TooMuchText."""
    html = data.decode("utf-8", "replace")
    written = notation_of(LexborHTMLParser(html), name)
    if not written.counts["images"]:
        written.counts["images"] = sum(1 for _ in _OLD_PICTURE.finditer(html))
    return FileText(written.text, "utf-8", (), _told(written))


def _told(written: Written) -> Mapping[str, str]:
    return {name: str(count) for name, count in written.counts.items() if count}
