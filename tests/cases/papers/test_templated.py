"""The Word file by the template in force; in our own form where there is none or it would lose words."""

import pytest

from cases import database as door
from cases import files
from cases.papers.kinds import paper_of
from cases.papers.samples import sample
from cases.papers.templated import word_of
from cases.papers.word import as_docx
from cases.tables import PaperTemplate
from cases.vocabulary.paper_templates import Placeholder
from cases.vocabulary.papers import PaperKind
from tests.paper_templates import plain_template, words_of

pytestmark = pytest.mark.anyio
PAPER = paper_of(PaperKind.REPLY, sample())


@pytest.fixture
async def database(sqlite_url, anyio_backend):
    await door.open_database(sqlite_url, migrated=False)
    yield
    await door.close()


async def in_force(sha256):
    await PaperTemplate.insert(PaperTemplate(kind="reply", version=1, name="a.docx", sha256=sha256, in_force=True))


async def test_by_the_one_in_force_and_other_kinds_as_before(database, tmp_path):
    assert words_of(await word_of(PAPER, tmp_path)) == words_of(as_docx(PAPER))
    await in_force(files.put(tmp_path, plain_template(first=("本单位的固定抬头",))))
    assert words_of(await word_of(PAPER, tmp_path)).startswith("本单位的固定抬头")
    other = paper_of(PaperKind.RECEIPT, sample())
    assert words_of(await word_of(other, tmp_path)) == words_of(as_docx(other))


@pytest.mark.parametrize("why", ["gone", "lacks a place"])
async def test_no_word_is_lost_to_a_template_that_fails(database, tmp_path, why):
    lacking = plain_template(without=(Placeholder.NOTES,))
    await in_force("0" * 64 if why == "gone" else files.put(tmp_path, lacking))
    assert words_of(await word_of(PAPER, tmp_path)) == words_of(as_docx(PAPER))
