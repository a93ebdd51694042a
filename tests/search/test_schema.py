"""What is written for a document."""

from hypothesis import given
from hypothesis import strategies as st

from search import Document, version_of
from search.schema import hash64, row_of
from tests.search.conftest import document

values = st.text(max_size=12)


@given(values, values, values)
def test_every_part_counts_in_the_version(one, other, third):
    made = document("k", one, title=other, facets={"f": (third,)}, exact=(other,))
    assert version_of(made) == version_of(Document(**{name: getattr(made, name) for name in Document.__slots__}))
    for change in ({"text": one + "x"}, {"date": 1}, {"audience": ("office",)}, {"facets": {"f": (third, "x")}}):
        assert version_of(document("k", **({"text": one, "title": other, "exact": (other,)} | change))) != version_of(
            made
        )


@given(st.text(max_size=30))
def test_any_text_can_be_written(text):
    row = row_of(document(text, text, group=text, title=text, exact=(text,), facets={text: (text,)}))
    assert row["record"].count(b"\0") >= 2
    assert hash64(text) > 0
