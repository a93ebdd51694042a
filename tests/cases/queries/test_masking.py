"""Personal stretches: hidden from the public, every place stays where it was."""

import json

from hypothesis import given
from hypothesis import strategies as st

from cases.actor import OFFICE, PUBLIC
from cases.queries.masking import MASK, list_in, masked

stretches = st.lists(st.fixed_dictionaries({"start": st.integers(-5, 80), "end": st.integers(-5, 80)}), max_size=5)


@given(st.text(max_size=60), stretches, st.integers(0, 20))
def test_length_stays_and_only_the_stretches_change(text, personal, offset):
    shown = masked(text, personal, actor=PUBLIC, offset=offset)
    assert len(shown) == len(text)
    for place, (old, new) in enumerate(zip(text, shown, strict=True)):
        hidden = any(datum["start"] <= place + offset < datum["end"] for datum in personal)
        assert new == (MASK if hidden else old)


@given(st.text(max_size=60), stretches)
def test_the_office_reads_the_original(text, personal):
    assert masked(text, personal, actor=OFFICE) == text


def test_stored_json_is_read():
    personal = json.dumps([{"kind": "phone", "start": 3, "end": 5}])
    assert masked("电话：12", personal, actor=PUBLIC) == "电话：" + MASK * 2
    assert list_in(personal) == [{"kind": "phone", "start": 3, "end": 5}]
    assert list_in([1]) == [1]
    assert list_in(None) == []
