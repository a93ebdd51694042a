"""花脸稿: what went and what came, nothing lost of either version, in the PDF and in the Word file."""

import dataclasses

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.drafting.differences import changes_between
from cases.errors import NothingToPrint
from cases.papers.changes import changes_of, marked
from cases.papers.samples import sample
from cases.papers.texts import clean
from tests.papers import bare, docx_of, pdf_text

WORDS = st.lists(st.text("一二三四，。𠮷 a1\n", max_size=20), max_size=6).map("\n".join)


def words(paper, *, struck, added):
    """The text of the runs that neither went nor came, with those that went or those that came."""
    runs = [run for block in paper.blocks[1:] for run in block.runs]
    return bare(
        "".join(run.text for run in runs if struck * run.struck or added * run.added or not run.struck + run.added)
    )


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_both_versions_can_be_read_out_of_it(old, new):
    runs = [run for block in marked(changes_between(clean(old), clean(new))) for run in block.runs]
    assert bare("".join(run.text for run in runs if not run.added)) == bare(old)
    assert bare("".join(run.text for run in runs if not run.struck)) == bare(new)


@pytest.mark.parametrize(("old", "new"), [(1, 2), (1, None), (2, 3), (3, 1)])
def test_versions_of_a_reply_are_compared_as_asked(old, new):
    """DRAFT-3."""
    matter = sample()
    reply = next(one for one in matter.replies if one.versions)
    paper = changes_of(matter, old=old, new=new)
    body = {version.number: version.body for version in reply.versions}
    assert words(paper, struck=True, added=False) == bare(body[old])
    assert words(paper, struck=False, added=True) == bare(body[new or 3])
    assert f"版本 {old}" in paper.blocks[0].text


def test_without_being_asked_it_begins_at_the_newest_version_that_differs():
    assert "版本 2" in changes_of(sample()).blocks[0].text


def test_two_equal_texts_make_no_paper():
    matter = sample()
    with pytest.raises(NothingToPrint):
        changes_of(matter, old=3)
    alike = tuple(dataclasses.replace(one, versions=one.versions[-1:]) for one in matter.replies)
    with pytest.raises(NothingToPrint):
        changes_of(dataclasses.replace(matter, replies=alike))


def test_it_is_printed_with_both_texts_and_says_which_is_which():
    paper = changes_of(sample(), old=1)
    went = next(run.text for block in paper.blocks for run in block.runs if run.struck)
    came = next(run.text for block in paper.blocks for run in block.runs if run.added)
    assert bare(went) in pdf_text(paper)
    assert bare(came) in pdf_text(paper)
    runs = [run for paragraph in docx_of(paper).paragraphs for run in paragraph.runs]
    assert {run.text for run in runs if run.font.strike} >= {went}
    assert {run.text for run in runs if run._element.rPr.find(qn("w:u")) is not None} >= {came}
