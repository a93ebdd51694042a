from hypothesis import given
from hypothesis import strategies as st

from cases.reading.page_text import compact, squeezed, tokens


@given(st.text(alphabet="汉字 ab\n\t|•,。", max_size=60))
def test_tokens_stand_where_they_say_and_hold_no_gap(text):
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
        assert not set(token.text) & set(" \n\t|•")


@given(st.text(alphabet="汉字 ab\n", max_size=60))
def test_a_compact_view_knows_where_its_characters_stand(text):
    view = compact(text, 0, len(text))
    assert view.text == squeezed(text)
    for place in range(len(view.text)):
        start, end = view.place(place, place + 1)
        assert text[start:end] == view.text[place]
