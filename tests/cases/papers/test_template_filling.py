"""Placeholders give way to words wherever they stand and however their characters lie; nothing else changes."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from cases.papers.kinds import paper_of
from cases.papers.returned import source_of
from cases.papers.samples import sample
from cases.papers.template_filling import LacksPlace, filled
from cases.papers.texts import paragraphs, shown_in
from cases.vocabulary.paper_templates import Placeholder
from cases.vocabulary.papers import PaperKind
from tests.paper_templates import changed, paragraph_with, plain_template, words_of

PAPER = paper_of(PaperKind.REPLY, sample())


def opened(template, paper=PAPER):
    return Document(io.BytesIO(filled(paper, template)))


def lines(template, paper=PAPER):
    return [one.text for one in opened(template, paper).paragraphs]


@pytest.mark.parametrize("pieces", [["{", "{案", "由", "}}"], ["{{案由}", "}"], ["｛｛ ", "案由 ｝", "｝"]])
def test_a_placeholder_broken_over_runs_works_all_the_same(pieces):
    def change(document):
        line = paragraph_with(document, "{{主送}}").insert_paragraph_before("关于")
        for piece in pieces:
            line.add_run(piece)
        line.add_run("一事")

    assert "关于关于让社区助餐点送餐上门的提案一事" in lines(changed(change))


def test_a_table_a_text_box_and_a_header_are_filled():
    box = (
        f'<w:r {nsdecls("w")}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p>'
        "<w:r><w:t>盒{{案号}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )

    def change(document):
        document.add_table(1, 1).cell(0, 0).text = "{{届次}}，{{提出者}}"
        paragraph_with(document, "{{主送}}")._p.append(parse_xml(box))
        document.sections[0].header.paragraphs[0].text = "案号{{案号}}"

    made = opened(changed(change))
    assert made.tables[-1].cell(0, 0).text == "十三届四次会议，梁𬭎等2人"
    assert made.sections[0].header.paragraphs[0].text == "案号第0018号"
    assert "盒第0018号" in words_of(filled(PAPER, changed(change)))


def test_words_that_look_like_placeholders_stay_words():
    paper = replace(
        PAPER, blocks=paragraphs("请写{{案由}}和 ${x} {% raw %}。"), known=((Placeholder.CASE_TITLE, "{{标题}}"),)
    )
    said = lines(plain_template(first=("{{案由}}",)), paper)
    assert said[0] == "{{标题}}"
    assert "请写{{案由}}和 ${x} {% raw %}。" in said


def test_rare_characters_and_every_other_word_survive():
    paper = replace(PAPER, addressee="𠮷㙍𬭎委员：", blocks=paragraphs("𠮷㙍村的𬭎先生 <b>&amp;</b>。\n一、次第\n续。"))
    made = words_of(filled(paper, plain_template()))
    for said in shown_in(paper):
        if said != paper.letterhead:
            assert "".join(said.split()) in made, said


def test_the_text_takes_the_face_of_its_placeholder_and_headings_keep_their_font():
    def change(document):
        line = paragraph_with(document, "{{正文}}")
        line.runs[0].font.size, line.paragraph_format.page_break_before = Pt(15), True

    made = opened(changed(change))
    first, heading = paragraph_with(made, "收悉"), paragraph_with(made, "一、已经做的工作")
    assert {run.font.size.pt for run in (*first.runs, *heading.runs)} == {15.0}
    assert heading.runs[0].font.name == "黑体" != first.runs[0].font.name
    assert not heading.paragraph_format.page_break_before


def test_what_says_nothing_leaves_no_label_behind():
    bare = replace(PAPER, copies="", attachments=(), doc_no="", class_mark="")
    said = lines(changed(lambda document: None), bare)
    assert not any(line.startswith(("抄送", "附件")) or "{{" in line for line in said)
    long = "根据上级要求和本地实际情况，现将{{分类}}有关事项答复如下"
    kept = lines(plain_template(first=(long,)), replace(bare, known=()))
    assert kept[0] == long.replace("{{分类}}", "")


def test_several_lines_become_several_paragraphs():
    paper = replace(PAPER, signatures=("甲局", "乙局"), attachments=("表一", "表二"))
    said = lines(changed(lambda document: None), paper)
    assert said[said.index("甲局") + 1] == "乙局"
    assert said[said.index("附件：1. 表一") + 1] == "2. 表二"
    joined = lines(plain_template(first=("关于《{{标题}}》，由{{署名}}办理",)), paper)
    assert joined[0] == f"关于《{''.join(PAPER.title)}》，由甲局、乙局办理"


def test_the_file_says_unseen_what_it_was_made_of():
    data = filled(PAPER, plain_template())
    assert source_of(data) == 1
    assert Document(io.BytesIO(data)).core_properties.title == PAPER.name


def test_a_template_without_a_place_for_words_is_not_used():
    with pytest.raises(LacksPlace):
        filled(PAPER, plain_template(without=(Placeholder.NOTES,)))
    filled(replace(PAPER, notes=()), plain_template(without=(Placeholder.NOTES,)))
