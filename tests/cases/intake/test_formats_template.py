"""Templates read apart: every paragraph with its place, and each thing that may not be in one."""

import json

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from cases.errors import UnsafeFile
from cases.intake.formats_template import read_template
from cases.papers.skeletons import skeleton_of
from cases.vocabulary.papers import PaperKind
from tests.paper_templates import changed, paragraph_with, with_part

SKELETON = skeleton_of(PaperKind.REPLY)
BOX = (
    f'<w:r {nsdecls("w")}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{{案</w:t></w:r><w:r><w:t>号}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def read(data):
    return json.loads(read_template("模板.docx", data).text)


def faults(data):
    return dict(read(data)["faults"])


def test_every_paragraph_with_where_it_stands():
    def change(document):
        document.add_table(1, 1).cell(0, 0).text = "{{届次}}"
        paragraph_with(document, "{{主送}}")._p.append(parse_xml(BOX))

    found = read(changed(change))
    assert found["faults"] == []
    for said in (["", "{{主送}}"], ["表格", "{{届次}}"], ["文本框", "{{案号}}"], ["页眉页脚", "{{状态}} {{办理类别}}"]):
        assert said in found["paragraphs"]


def field(instruction):
    def change(document):
        for kind, text in (("begin", ""), ("", instruction[:3]), ("", instruction[3:]), ("end", "")):
            made = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                made.set(qn("w:fldCharType"), kind)
            made.text = text
            document.paragraphs[0].add_run()._r.append(made)

    return change


def tracked(document):
    document.paragraphs[0]._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>添</w:t></w:r></w:ins>"))


def commented(document):
    document.paragraphs[0].add_run()._r.append(OxmlElement("w:commentReference"))


def linked(document):
    document.part.relate_to("file:///c/secret.dotm", "http://x.test/attachedTemplate", is_external=True)


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (tracked, "tracked", ""),
        (commented, "commented", ""),
        (linked, "external", "file:///c/secret.dotm"),
        (field(" INCLUDETEXT c:\\x "), "field", "INCLUDETEXT"),
        (field("DDEAUTO cmd"), "field", "DDEAUTO"),
    ],
)
def test_what_may_not_be_in_one_is_named(change, code, said):
    assert faults(changed(change)) == {code: said}


def test_page_numbers_may_stay():
    assert faults(changed(field(" NUMPAGES "))) == {}


def test_embedded_files_and_other_kinds_of_word_file_are_named_and_macros_refused():
    assert faults(with_part(SKELETON, "word/embeddings/oleObject1.bin", b"x")) == {"embedded": "oleObject1.bin"}
    assert faults(with_part(SKELETON, "word/activeX/activeX1.xml", b"<a/>")) == {"embedded": "activeX1.xml"}
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert set(faults(with_part(SKELETON, "[Content_Types].xml", lambda xml: xml.replace(main, macro)))) == {
        "not_plain"
    }
    with pytest.raises(UnsafeFile):
        read(with_part(SKELETON, "word/vbaProject.bin", b"x"))
    with pytest.raises(UnsafeFile):
        read(with_part(SKELETON, "word/header9.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))
