"""Word templates that somebody uploads: every paragraph with where it stands, and what may not be in a template.

Runs in the limited process. What the words mean is decided elsewhere: here they are only read.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cases.errors import DamagedFile
from cases.intake.formats_docx import examine
from cases.intake.formats_text import FileText
from cases.vocabulary.paper_templates import IN_BOX, IN_MARGIN, IN_NOTE, IN_TABLE, TemplateFault

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EMBEDDED = re.compile(r"word/(?:embeddings|activeX|afchunk)[^/]{0,40}(?:/|$)|.{0,200}\.(?:bin|exe|ole)$", re.I)
# The roots that hold paragraphs, and where these stand; the body stands nowhere in particular.
_ROOTS = {"document": "", "hdr": IN_MARGIN, "ftr": IN_MARGIN, "footnotes": IN_NOTE, "endnotes": IN_NOTE}
_WITHIN = {f"{_W}tc": IN_TABLE, f"{_W}txbxContent": IN_BOX}
# Fields that only count pages.
_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"})
_MARKS = {
    **{f"{_W}{tag}": TemplateFault.TRACKED for tag in ("ins", "del", "moveFrom", "moveTo")},
    f"{_W}commentReference": TemplateFault.COMMENTED,
}
_NO_WORDS = frozenset({f"{_W}txbxContent", f"{_W}pPr"})
_LONGEST_SAID = 60


def read_template(name: str, data: bytes) -> FileText:
    """A template as JSON: ``paragraphs`` as pairs of place and text, ``faults`` as pairs of code and words.

    Raises EncryptedFile, DamagedFile, UnsafeFile, TooMuchText as a Word file does.
    """
    examine(name, data)
    faults: list[tuple[TemplateFault, str]] = []
    paragraphs: list[tuple[str, str]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _MAIN not in package.read("[Content_Types].xml"):
            faults.append((TemplateFault.NOT_PLAIN, ""))
        for part in sorted(package.namelist()):
            if _EMBEDDED.match(part):
                faults.append((TemplateFault.EMBEDDED, part.rpartition("/")[2]))
            elif part.endswith(".rels"):
                faults += [
                    (TemplateFault.EXTERNAL, said) for _, said in outside_of(tree_of_part(name, package.read(part)))
                ]
            elif part.startswith("word/") and part.endswith(".xml"):
                root = tree_of_part(name, package.read(part))
                if root.tag.startswith(_W) and (place := _ROOTS.get(root.tag.removeprefix(_W))) is not None:
                    paragraphs += _paragraphs(root, place)
                    faults += [(TemplateFault.FIELD, said) for said in fields_of(root)]
                    faults += [(_MARKS[tag], "") for tag in _MARKS if next(root.iter(tag), None) is not None]
    found = {"paragraphs": paragraphs, "faults": [(code, said[:_LONGEST_SAID]) for code, said in dict.fromkeys(faults)]}
    return FileText(json.dumps(found, ensure_ascii=False))


def tree_of_part(name: str, xml: bytes) -> Element:
    """A part of a package that ``examine`` has let pass. Raises DamagedFile."""
    try:
        return ElementTree.fromstring(xml)  # nosec B314 # noqa: S314 - ``examine`` has refused every type definition
    except ElementTree.ParseError as broken:
        raise DamagedFile(name) from broken


def outside_of(relations: Element) -> Iterator[tuple[str, str]]:
    """Type and target of relations that lead out of the file."""
    for one in relations:
        if one.get("TargetMode", "").lower() == "external":
            yield one.get("Type", ""), one.get("Target", "")


def fields_of(root: Element) -> Iterator[str]:
    """The names of fields other than page numbers; a name may be split over several runs."""
    said: list[str] = []
    for one in root.iter():
        if one.tag == f"{_W}fldChar" and one.get(f"{_W}fldCharType") == "begin":
            said.append("")
        elif one.tag == f"{_W}instrText" and said:
            said[-1] += one.text or ""
        elif one.tag == f"{_W}fldSimple":
            said.append(one.get(f"{_W}instr", ""))
    for words in said:
        first = next(iter(words.split()), "").upper()
        if first and first not in _FIELDS:
            yield first


def _paragraphs(root: Element, place: str) -> Iterator[tuple[str, str]]:
    """Every paragraph in order, those within text boxes too, with the innermost thing it stands in."""
    waiting = [(root, place)]
    while waiting:
        element, where = waiting.pop()
        where = _WITHIN.get(element.tag, where) if not place else where
        if element.tag == f"{_W}p":
            yield where, _words(element)
        waiting += [(child, where) for child in reversed(element)]


def _words(paragraph: Element) -> str:
    """Its text over all runs, without that of boxes which hang on it."""
    said, waiting = [], [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            said.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}br"):
            said.append(" ")
        waiting += [child for child in reversed(element) if child.tag not in _NO_WORDS]
    return "".join(said)
