"""Word templates as offices make them: the skeleton with changes, or a file written from nothing."""

import io
import zipfile

from docx import Document
from docx.oxml.ns import qn

from cases.papers.placeholders import NEEDED, written
from cases.papers.skeletons import skeleton_of
from cases.vocabulary.paper_templates import Placeholder
from cases.vocabulary.papers import PaperKind


def changed(change, kind=PaperKind.REPLY):
    """The skeleton of a kind after a change to the opened document."""
    document = Document(io.BytesIO(skeleton_of(kind)))
    change(document)
    return saved(document)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data, name, content):
    """A file with one part added or replaced; content may be made of the part that is there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content(old.read(name).decode()) if callable(content) else content)
    return out.getvalue()


def plain_template(kind=PaperKind.REPLY, *, first=(), without=()):
    """A file with a paragraph for each placeholder in an order of its own, in the library's own styles."""
    document = Document()
    for words in first:
        document.add_paragraph(words)
    for one in Placeholder:
        if one in NEEDED[kind] and one not in without:
            document.add_paragraph(written(one))
    return saved(document)


def paragraph_with(document, words):
    """The paragraph of the body that says this."""
    return next(one for one in document.paragraphs if words in one.text)


def words_of(data):
    """Everything that a file says in its body, without blanks."""
    body = Document(io.BytesIO(data)).element.body
    return "".join("".join(node.text or "" for node in body.iter(qn("w:t"))).split())
