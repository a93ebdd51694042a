"""Out as a Word file and in again: the same text, whatever its characters, and known as the letter it was."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.intake.formats_docx import read_docx
from cases.papers.kinds import paper_of
from cases.papers.letters import opening_lines
from cases.papers.returned import source_of, text_of_letter
from cases.papers.samples import sample
from cases.papers.word import as_docx
from cases.vocabulary import ReplyKind, Track
from cases.vocabulary.papers import PaperKind
from tests.papers import bare

# Rare characters of every plane that has some, a variant of one, signs of markup, and marks that meet.
RARE = "㐂𠮷𪚥𫝆𬭎𰻞龘祢\U000e0100〇Ⅲ①“”‘’《》—…％&<>{}[]#*_\\$a1"
LINES = st.lists(
    st.text(st.sampled_from(RARE + "老年助餐一、（一）。，；："), min_size=1, max_size=30).filter(bare),
    min_size=1,
    max_size=6,
)


def out_and_in(body, kind=PaperKind.REPLY):
    """The Word file of a text, and the text that is read from it."""
    matter, wanted = sample(), ReplyKind.REPLY if kind is PaperKind.REPLY else ReplyKind.CO_OPINION
    reply = next(one for one in matter.replies if one.kind is wanted)
    changed = dataclasses.replace(reply, body=body)
    matter = dataclasses.replace(matter, replies=tuple(changed if one is reply else one for one in matter.replies))
    data = as_docx(paper_of(kind, matter, reply.id))
    printed = [line.text for line in opening_lines(matter.title, matter.track, reply.stance)]
    assert source_of(data) == reply.id
    return text_of_letter(read_docx("稿.docx", data).text, reply.unit, printed if wanted is not ReplyKind.REPLY else ())


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_no_character_is_lost_draft_5(lines):
    # The form for the rating is named under a signed letter only; a draft that goes out and in has none.
    back = out_and_in("\n".join(lines)).removesuffix("\n附件：办理情况征询意见表")
    assert [bare(line) for line in back.split("\n")] == [bare(line) for line in lines]


@pytest.mark.parametrize("kind", [PaperKind.REPLY, PaperKind.CO_OPINION])
def test_what_the_paper_prints_by_itself_falls_away(kind):
    body = "来函收悉，现答复如下：\n一、打算。\n今年新增八处，其中“𠮷”字号一处。"
    assert out_and_in(body, kind).removesuffix("\n附件：办理情况征询意见表") == body


def test_text_is_kept_where_somebody_took_the_addressee_away():
    body = "您的建议收悉，现答复如下：\n一、打算：\n今年新增八处。"
    assert text_of_letter(f"{body}\n溪口市民政局\n2026年7月4日", "溪口市民政局") == body


def test_a_file_written_elsewhere_belongs_to_no_reply():
    paper = dataclasses.replace(paper_of(PaperKind.REPLY, sample(Track.NPC)), source="")
    assert source_of(as_docx(paper)) is None


@given(st.text(max_size=300))
def test_nothing_is_added(text):
    assert len(text_of_letter(text, "溪口市民政局")) <= len(text.replace("\t", "  "))
