from hypothesis import given
from hypothesis import strategies as st

from cases.reading.shadow import shadow_of


@given(st.text(alphabet="漢字(jīng)（fa） a1，。\n", max_size=80))
def test_every_character_of_the_shadow_knows_its_place(text):
    shadow = shadow_of(text)
    assert len(shadow.origin) == len(shadow.text) + 1
    assert list(shadow.origin) == sorted(set(shadow.origin))
    for start in range(len(shadow.text)):
        span = shadow.span(start, start + 1)
        assert 0 <= span.start < span.end <= len(text)
    assert shadow.span(0, len(shadow.text)).end <= len(text)


def test_pinyin_is_taken_out_where_a_page_is_full_of_it():
    text = "經(jīng)與財(cái)政局會(huì )商，現(xiàn)答復(fù)如下"
    shadow = shadow_of(text)
    assert (shadow.text, shadow.noisy) == ("经与财政局会商,现答复如下", True)
    start = shadow.text.index("财政局")
    assert text[slice(*shadow.span(start, start + 3))] == "財(cái)政局"


def test_pinyin_without_tones_and_said_twice():
    text = "教(jiao)育(yu)部(bu)門(men)對(dui)此(ci)十(shi)分(fen)重(zhong)(zhong)視(shi)"
    assert shadow_of(text).text == "教育部门对此十分重视"


def test_a_bracket_here_and_there_is_no_noise():
    text = "养老(含助餐)服务(app)已上线"
    assert (shadow_of(text).text, shadow_of(text).noisy) == (text, False)


def test_a_lost_character_leaves_the_rest_of_its_note():
    text = "縣財(cái)政(zhèng)局(jú)將項(xiàng)目?qī)資金(jīn)"
    assert shadow_of(text).text == "县财政局将项目资金"
