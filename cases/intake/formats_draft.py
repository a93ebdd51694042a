"""Words on their way into a draft, with bold, headings and tables: a Word file, and what a clipboard holds.

Both give the notation of drafts; ``meta`` counts what was kept and what was not, by the names of ``Written.counts``.
"""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

from cases.errors import NoTextInside
from cases.intake import limits
from cases.intake.formats_docx import tree_of
from cases.intake.formats_text import FileText
from cases.intake.html_tags import check_tags
from cases.intake.notation_lines import Written, notation_of

# The largest piece of a clipboard that is taken: pages of text with their styles, not their pictures.
PASTED_BYTES = 4 * limits.MB
_HEADINGS = "\n".join(f"p[style-name='heading {depth}'] => h{depth}:fresh" for depth in range(1, 5))
# Office programs name pictures of older kinds in comments only.
_OLD_PICTURE = re.compile(r"<v:imagedata[\s>]", re.I)
_STYLES = "word/styles.xml"


def read_draft(name: str, data: bytes) -> FileText:
    """The text of a Word file in the notation. Raises as ``read_docx``. Runs in the limited process."""
    tree, flags = tree_of(name, data, _STYLES, styles=_HEADINGS)
    written = notation_of(tree, name)
    if not written.text.strip():
        raise NoTextInside(name)
    return FileText(f"{written.text}\n", "utf-8", flags, _told(written))


def read_pasted(name: str, data: bytes) -> FileText:
    """What a clipboard holds as HTML, in the notation; empty where it holds no words. Raises TooMuchText."""
    html = data.decode("utf-8", "replace")
    check_tags(name, html)
    written = notation_of(LexborHTMLParser(html), name)
    if not written.counts["images"]:
        written.counts["images"] = sum(1 for _ in _OLD_PICTURE.finditer(html))
    return FileText(written.text, "utf-8", (), _told(written))


def _told(written: Written) -> Mapping[str, str]:
    return {name: str(count) for name, count in written.counts.items() if count}
