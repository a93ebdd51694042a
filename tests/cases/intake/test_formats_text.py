"""Which encoding a text is in, and what is no text."""

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases.errors import NotText
from cases.intake.formats_text import common_share, decode, is_clean
from cases.vocabulary import Flag

SIMPLIFIED = "关于加快社区食堂建设的答复\n张明委员:\n您的提案收悉。我局将在年底前新增助餐点三十个，请继续监督。\n"
TRADITIONAL = "關於加快社區食堂建設的答覆\n張明委員:\n您的提案收悉。本局將於年底前新增助餐點三十個，請繼續監督。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_every_encoding_gives_the_same_text(text, encoding):
    assert decode("a.txt", text.encode(encoding)).text == text


def test_big5_is_told_from_gb18030_although_its_bytes_are_valid_there():
    data = TRADITIONAL.encode("big5")
    assert data.decode("gb18030") != TRADITIONAL
    found = decode("a.txt", data)
    assert (found.text, found.encoding) == (TRADITIONAL, "big5hkscs")


@pytest.mark.parametrize("word", ["提案", "联通", "答复", "你好", "市民政局", "收悉"])
def test_single_words_of_gbk_are_read_as_such(word):
    assert decode("a.txt", (word + "。").encode("gbk")).text == word + "。"


def test_a_declared_encoding_decides_where_the_bytes_fit_both():
    data = "联通".encode("gbk")
    assert decode("a.html", data, "gb2312").text == "联通"


def test_a_wrongly_declared_encoding_does_no_harm():
    assert decode("a.html", SIMPLIFIED.encode(), "gb2312").text == SIMPLIFIED
    assert decode("a.html", SIMPLIFIED.encode("gbk"), "utf-8").text == SIMPLIFIED
    assert decode("a.html", SIMPLIFIED.encode("gbk"), "no-such-encoding").text == SIMPLIFIED


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_one(end):
    assert decode("a.txt", f"甲{end}乙".encode()).text == "甲\n乙"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_cut_in_the_middle_of_a_character_is_kept_and_flagged(encoding):
    data = (SIMPLIFIED * 20).encode(encoding) + "末".encode(encoding)[:1]
    found = decode("a.txt", data)
    assert found.text.startswith(SIMPLIFIED)
    assert found.flags == (Flag.BROKEN_BYTES,)


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 8, b"\x00\x01\x02" * 50, b"\xff\xfe" + b"\x00\xd8" * 9, "文\0字".encode(), "\ufffe".encode()],
    ids=["all bytes", "controls", "lone surrogates", "nul", "non-character"],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(NotText):
        decode("a.txt", data)


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "gbk", "big5", "utf-16", "hz-gb-2312"]))
@example(b"~{", "hz-gb-2312")
def test_any_bytes_are_text_or_refused(data, declared):
    try:
        found = decode("a.txt", data, declared)
    except NotText:
        return
    assert "\r" not in found.text
    assert "\0" not in found.text


@given(st.text(st.characters(codec="gb18030", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1))
def test_clean_text_survives_utf8(text):
    if is_clean(text) and not text.startswith("\ufeff"):
        assert decode("a.txt", text.encode()).text == text


def test_common_characters_tell_prose_from_noise():
    assert common_share(SIMPLIFIED) > 0.95 < common_share(TRADITIONAL)
    assert common_share(SIMPLIFIED.encode().decode("gb18030", "replace")) < 0.8
    assert common_share(codecs.BOM_UTF8.decode("latin-1") * 9) == 0
    assert common_share("plain ascii") == 1
