"""Which fonts are used, what is said of substitutes, and that strict mode refuses them by name."""

from pathlib import Path

import pytest
import typst

from cases.errors import FontsMissing, NoFonts
from cases.papers import fonts as module
from cases.papers.fonts import Fonts, installed
from cases.papers.model import Face


def fonts(*families):
    """The fonts as they would be found on a machine that has these."""
    book = installed().book
    return module.chosen(book, families)


def test_each_face_has_a_font_and_says_what_stands_in():
    found = installed()
    assert set(found.families) == set(Face)
    named = {one.wanted for one in found.substitutes}
    assert named <= {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"}
    assert all(one.used in found.book.families() for one in found.substitutes)


def test_the_font_of_the_standard_is_taken_under_either_name():
    found = fonts("FangSong_GB2312", "Noto Serif CJK SC", "simhei")
    assert found.families[Face.BODY][0] == "FangSong_GB2312"
    assert found.families[Face.HEADING] == ("simhei",)
    assert {one.wanted for one in found.substitutes} == {"方正小标宋简体", "楷体_GB2312", "宋体"}


def test_nothing_that_shows_chinese_is_said_at_once():
    with pytest.raises(NoFonts, match="没有可用的中文字体"):
        fonts("Liberation Serif")


def test_strict_mode_refuses_substitutes_and_lost_characters():
    with pytest.raises(FontsMissing, match="仿宋_GB2312"):
        fonts("Noto Serif CJK SC", "Noto Sans CJK SC").held(["甲"])
    everything = installed()
    whole = Fonts(everything.book, everything.families, (), everything.coverage)
    whole.held(["甲乙丙"])
    with pytest.raises(FontsMissing, match="\U0003fffd"):
        whole.held(["甲\U0003fffd"])


def test_a_folder_of_the_customer_is_read(tmp_path):
    file = next(one.path for one in installed().book.fonts() if one.path)
    (tmp_path / "one.ttc").write_bytes(Path(file).read_bytes())
    alone = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(tmp_path)])
    assert set(alone.families()) <= set(installed(tmp_path).book.families())
    assert installed(tmp_path / "not there").families == installed().families


def test_characters_without_a_shape_are_named_once():
    assert installed().uncovered(["甲\U0003fffd", "\U0003fffd乙"]) == "\U0003fffd"
    assert installed().uncovered(["abc 。，\n\u3000"]) == ""
