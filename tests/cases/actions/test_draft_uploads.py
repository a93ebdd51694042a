"""A Word file becomes the text, the text before a version; what is taken from elsewhere has to be verified."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from cases import files
from cases.actions.draft_uploads import take_file, take_quote
from cases.actions.drafts import Collided, Saved
from cases.errors import FileError, NotFound
from cases.papers.kinds import paper_of
from cases.papers.reading import matter_of
from cases.papers.word import as_docx
from cases.queries.drafts import draft_page
from cases.tables import Attachment, ReplyText
from cases.vocabulary.papers import PaperKind
from tests.replying import BODY, handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


def word(*lines):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


async def test_the_text_is_taken_and_nothing_is_lost(case, tmp_path):
    reply = await case.drafted()
    data = word("新写的第一段。", "我局将于2027年底前办成。")
    taken = await take_file(reply, "答复稿.docx", data, base=2, folder=tmp_path, actor=case.writer)
    assert isinstance(taken.said, Saved)
    assert taken.flags == ()
    assert (await case.text(reply))["body"] == "新写的第一段。\n我局将于2027年底前办成。"
    kept = await ReplyText.select().where((ReplyText.reply == reply) & (ReplyText.number > 0))
    assert [row["body"] for row in kept] == [BODY]
    row = (await Attachment.select())[0]
    assert (row["belongs"], row["name"]) == ("draft", "答复稿.docx")
    assert files.read(tmp_path, row["sha256"]) == data


async def test_bold_words_and_tables_are_kept_and_what_is_left_out_is_told_draft_4(case, tmp_path):
    reply = await case.drafted()
    made = docx.Document(io.BytesIO(word("新增")))
    run = made.paragraphs[0].add_run("80处")
    run.bold, run._r.get_or_add_rPr().get_or_add_rFonts().attrib[qn("w:eastAsia")] = True, "等线"
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "城东", "60"
    out = io.BytesIO()
    made.save(out)
    taken = await take_file(reply, "稿.docx", out.getvalue(), base=2, folder=tmp_path, actor=case.writer)
    assert (await case.text(reply))["body"] == "新增〖80处〗\n| 城东 | 60 |"
    assert (taken.doubts.fonts, taken.pictures) == (("等线",), 0)


async def test_what_is_no_word_file_changes_nothing(case, tmp_path):
    reply = await case.drafted()
    for name, data in (("a.docx", b"not a file"), ("a.txt", "只是文字".encode()), ("a.docx", b"")):
        with pytest.raises(FileError):
            await take_file(reply, name, data, base=2, folder=tmp_path, actor=case.writer)
    assert (await case.text(reply))["body"] == BODY
    with pytest.raises(NotFound):
        await take_file(reply, "a.docx", word("字"), base=2, folder=tmp_path, actor=case.submitter)


async def test_a_quotation_carries_its_source_and_blocks_until_verified(case):
    reply = await case.drafted()
    said = await take_quote(reply, "去年已建成食堂五处", "民政局第18号答复", base=2, actor=case.writer)
    assert isinstance(said, Saved)
    body = (await draft_page(reply, actor=case.writer)).draft.body
    assert body.startswith(BODY)
    assert body.endswith("去年已建成食堂五处【待核实：引自民政局第18号答复，请核对数字和时限】")
    late = await take_quote(reply, "别的句子", "别处", base=2, actor=case.colleague)
    assert isinstance(late, Collided)


async def test_paragraphs_are_not_indented_by_blanks_draft_13(case, tmp_path):
    reply = await case.drafted()
    data = word("　　第一段。", "    第二段，“引号”不改，半角,也不改。")
    await take_file(reply, "答复稿.docx", data, base=2, folder=tmp_path, actor=case.writer)
    assert (await case.text(reply))["body"] == "第一段。\n第二段，“引号”不改，半角,也不改。"


async def test_a_letter_taken_to_be_edited_is_known_again_draft_5(case, tmp_path):
    reply = await case.drafted()
    matter = await matter_of(case.id, actor=case.writer)
    data = as_docx(paper_of(PaperKind.REPLY, matter, reply))
    await take_file(reply, "下载的稿子.docx", data, base=2, folder=tmp_path, actor=case.writer)
    assert (await case.text(reply))["body"].split() == BODY.split()
    other = as_docx(replace(paper_of(PaperKind.REPLY, matter, reply), source="reply/999999"))
    with pytest.raises(FileError, match="另一件答复"):
        await take_file(reply, "别件.docx", other, base=3, folder=tmp_path, actor=case.writer)
