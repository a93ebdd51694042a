"""Everything that is wrong with a template is said at once, in words that name the place and what was meant."""

import io

import pytest
from docx import Document

from cases.errors import EmptyFile, FileError, TooLarge
from cases.papers.template_checks import LARGEST, Place, faults_of, placeholder_faults
from cases.vocabulary.paper_templates import Placeholder, TemplateFault
from cases.vocabulary.papers import PaperKind
from tests.paper_templates import plain_template, saved

WHOLE = [Place("", f"{{{{{one.label}}}}}") for one in Placeholder if one is not Placeholder.ANNEXES]


def faults(*places, without=()):
    kept = [place for place in WHOLE if place.text not in without]
    return [(one.kind, str(one)) for one in placeholder_faults(PaperKind.REPLY, [*kept, *places])]


def test_a_whole_one_has_none():
    assert faults() == []


@pytest.mark.parametrize(
    ("place", "kind", "said"),
    [
        (Place("", "{{发文字}}"), TemplateFault.UNKNOWN, "是不是要写{{发文字号}}"),
        (Place("", "{{附页}}"), TemplateFault.UNKNOWN, "{{附页}}不是这种公文的占位符"),
        (Place("", "{{qqqq}}"), TemplateFault.UNKNOWN, "{{qqqq}}不是这种公文的占位符。"),
        (Place("", "关于{{案由的答复"), TemplateFault.UNCLOSED, "关于{{案由的答复"),
        (Place("", "案由}}"), TemplateFault.UNCLOSED, "没有写全"),
        (Place("", "{{正文}}"), TemplateFault.TWICE, "出现了 2 次"),
    ],
)
def test_each_fault_is_named(place, kind, said):
    (found,) = faults(place)
    assert found[0] is kind
    assert said in found[1]


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (Place("表格", "{{正文}}"), TemplateFault.WRONG_PLACE),
        (Place("页眉页脚", "{{正文}}"), TemplateFault.WRONG_PLACE),
        (Place("", "现答复如下：{{正文}}"), TemplateFault.NOT_ALONE),
    ],
)
def test_the_text_stands_by_itself_in_the_body(place, kind):
    assert [code for code, _ in faults(place, without=("{{正文}}",))] == [kind]


def test_a_missing_one_is_named_with_what_would_be_lost():
    (found,) = faults(without=("{{正文}}",))
    assert found[0] is TemplateFault.MISSING
    assert found[1].startswith("缺少{{正文}}：全部正文和表格")
    assert faults(without=("{{案由}}", "{{发文机关}}")) == []


def test_all_at_once():
    found = faults_of(PaperKind.REPLY, "空的.docx", saved(Document()))
    assert {one.kind for one in found} == {TemplateFault.MISSING}
    assert len(found) > 8


def test_a_letter_whose_text_would_not_be_found_again_is_refused():
    kind = PaperKind.REPLY
    assert faults_of(kind, "先文后号.docx", plain_template(kind, first=("本单位承诺："))) != ()
    document = Document(io.BytesIO(plain_template(kind)))
    for number in range(8):
        document.add_paragraph(f"第{number}条固定的话，写在最后面。")
    assert [one.kind for one in faults_of(kind, "a.docx", saved(document))] == [TemplateFault.NO_WAY_BACK]


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyFile), (b"x" * (LARGEST + 1), TooLarge), (b"%PDF-1.4", FileError), ("字".encode(), FileError)],
)
def test_what_is_no_word_file_is_refused(data, error):
    with pytest.raises(error):
        faults_of(PaperKind.REPLY, "a.docx", data)
