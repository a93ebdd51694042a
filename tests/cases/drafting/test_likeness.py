"""Likeness is a share, and words that everybody uses weigh little in it."""

from hypothesis import given
from hypothesis import strategies as st

from cases.drafting.likeness import best_of, pairs_of, share_said, weights_of

WORDS = st.lists(st.sampled_from(["托育", "食堂", "老人", "收费", "场地", "的", "，"]), max_size=8).map("".join)


@given(WORDS, WORDS)
def test_a_share_is_a_share(wanted, text):
    asked, said = pairs_of(wanted), pairs_of(text)
    share = share_said(asked, said, weights_of([asked, said]))
    assert 0 <= share <= 1 + 1e-9
    if asked:
        assert share_said(asked, asked, {}) == 1


def test_what_stands_everywhere_decides_nothing():
    texts = ["养老服务，助餐补贴。", "养老服务，助浴点位。", "养老服务，护理培训。"]
    assert best_of("养老服务的助浴", texts)[0] == 1
    assert best_of("托育", []) is None
