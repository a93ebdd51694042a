"""Word files opened by LibreOffice: the pages of the PDF, with the same words, margins and look."""

import re

import pytest
from pypdf import PdfReader

from cases.papers import model
from cases.papers.fonts import installed
from cases.papers.kinds import paper_of
from cases.papers.pdf import as_pdf
from cases.papers.samples import sample
from cases.papers.word import as_docx
from cases.vocabulary import Track
from cases.vocabulary.papers import PaperKind
from tests.office import OFFICE, SQUARE, WITHOUT, as_office_pdf, inked, unlike
from tests.papers import bare

KINDS = [(kind, track) for kind in PaperKind for track in (Track.CPPCC, Track.NPC)]
# A line has 28 characters; the two programs fill lines a little differently, and a page may end a line apart.
LINE = 30
MOST_UNLIKE = 0.08


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """For each kind and track our PDF and the one that LibreOffice makes of the Word file."""
    if OFFICE is None:
        pytest.skip(WITHOUT)
    folder = tmp_path_factory.mktemp("office")
    (folder / "ours").mkdir()
    papers = {f"{kind.value}-{track.value}": paper_of(kind, sample(track)) for kind, track in KINDS}
    theirs = as_office_pdf({name: as_docx(paper) for name, paper in papers.items()}, folder)
    made = {}
    for name, paper in papers.items():
        ours = folder / "ours" / f"{name}.pdf"
        ours.write_bytes(as_pdf(paper, installed()))
        made[name] = (ours, theirs[name])
    return made


@pytest.mark.parametrize("track", [Track.CPPCC, Track.NPC])
@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_word_file_gives_the_pages_of_the_pdf(kind, track, opened):
    ours, theirs = opened[f"{kind.value}-{track.value}"]
    mine, other = _pages(ours), _pages(theirs)
    assert len(mine) == len(other)
    # Cells are read in another order by each program, so that a page is compared by the characters it holds.
    assert sorted("".join(mine)) == sorted("".join(other))
    for number in range(1, len(mine)):
        assert abs(len("".join(mine[:number])) - len("".join(other[:number]))) <= LINE, f"page {number}"
    for said, read, shown, seen in zip(mine, other, inked(ours, len(mine)), inked(theirs, len(mine)), strict=True):
        assert sorted(said) != sorted(read) or unlike(shown, seen) <= MOST_UNLIKE
        # The red rules of a letter are wider than its text, and a comma may hang at the end of a line.
        if not paper_of(kind, sample(track)).letterhead:
            assert min(x for x, _ in seen) * SQUARE >= model.LEFT - SQUARE
            assert max(x for x, _ in seen) * SQUARE <= model.SHEET[0] - model.RIGHT + 4


def _pages(pdf):
    """The words of each page without its number."""
    pages = PdfReader(pdf).pages
    return [re.sub("—[0-9]+—", "", bare(page.extract_text())) for page in pages]
