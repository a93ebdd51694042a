"""The sheet of approval: every rung from the highest, empty where nobody has signed, with the text approved."""

from dataclasses import replace

import pytest

from cases.errors import NothingToPrint
from cases.papers.approvals import approval_sheet_of
from cases.papers.samples import sample
from cases.papers.texts import shown_in


def words(paper):
    return "\n".join(shown_in(paper))


def test_rungs_signatures_and_text():
    paper = approval_sheet_of(sample())
    labels = [row[0].text for row in paper.blocks[0].rows[:3]]
    assert labels == ["签发\n（局领导）", "核稿\n（办公室主任）", "核稿\n（处长）"]
    said = words(paper)
    assert "邬明（代贺兰）" in said
    assert "已会签" in said
    assert "12345热线" in said


def test_an_unsigned_rung_leaves_room():
    reply = replace(sample().replies[0], steps=(), co_signs=())
    grid = approval_sheet_of(replace(sample(), replies=(reply,))).blocks[0]
    assert all("签名" in row[1].text and row[1].height for row in grid.rows[:3])


def test_an_archived_reply_has_no_sheet():
    reply = replace(sample().replies[0], part=None)
    with pytest.raises(NothingToPrint, match="没有在系统里起草"):
        approval_sheet_of(replace(sample(), replies=(reply,)))
