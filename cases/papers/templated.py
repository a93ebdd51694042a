"""The Word file of a paper as the office wants it: by its template where one is in force, else in our own form."""

import asyncio

from cases import files
from cases.papers.model import Paper
from cases.papers.template_filling import LacksPlace, filled
from cases.papers.word import as_docx
from cases.queries.paper_templates import template_in_force


async def word_of(paper: Paper, folder: files.Place) -> bytes:
    """The paper as a .docx file. folder: of the file store.

    A template whose file is gone, or which has no place for something that the paper says, is passed over: no word
    may be missing from what is printed.
    """
    sha256 = await template_in_force(paper.kind)
    if sha256 is None:
        return await asyncio.to_thread(as_docx, paper)
    return await asyncio.to_thread(_by_template, paper, folder, sha256)


def _by_template(paper: Paper, folder: files.Place, sha256: str) -> bytes:
    try:
        return filled(paper, files.read(folder, sha256))
    except (FileNotFoundError, LacksPlace):
        return as_docx(paper)
