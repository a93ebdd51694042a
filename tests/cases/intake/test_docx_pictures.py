"""Pictures of a Word file by the names that its writer knows them by."""

import io
import zipfile

import pytest

from cases.intake.docx_pictures import LONGEST_NAME, MOST_NAMED, pictures_of


def package(body, name="word/document.xml"):
    """A Word file with only a body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, body)
    return out.getvalue()


def frame(**said):
    """A picture in its frame."""
    names = " ".join(f'{key}="{value}"' for key, value in said.items())
    return f'<w:p><wp:docPr id="1" {names}/><a:blip r:embed="rId4"/></w:p>'


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (frame(name="图片 3", descr="渡口现状照片"), ("渡口现状照片",)),
        (frame(name="图片 3", descr=" "), ("图片 3",)),
        (frame(name="") + frame(title="平面图 &lt;一层&gt;"), ("图片 1", "平面图 <一层>")),
        ('<v:shape><v:imagedata r:id="rId9" o:title="旧地图"/></v:shape>', ("旧地图",)),
        (frame(name="长" * 200), ("长" * LONGEST_NAME,)),
        (frame(name="多") * 50, ("多",) * MOST_NAMED),
        ('<w:p><wp:docPr name="文本框 1"/></w:p>', ()),
        ("<w:p>没有图片</w:p>", ()),
    ],
)
def test_names_of_pictures(body, names):
    """SUBMIT-3."""
    assert pictures_of(package(body)) == names


def test_what_is_no_word_file_has_none():
    assert pictures_of(b"PK\x03\x04" + b"x" * 50) == ()
    assert pictures_of(package("<a:blip/>", "xl/workbook.xml")) == ()


def test_a_body_of_junk_is_read_at_once():
    assert pictures_of(package("<a:blip/>" + "<wp:docPr " * 50_000)) == ()
