"""Common passages: found wherever they stand, never invented, and no character lost."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from cases.queries.comparing import SHINGLE, runs

COMMON = "请交通部门明年把座椅装好"


def shingles(text):
    return frozenset(text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1))


def test_a_common_passage_is_marked():
    found = runs(f"首先说明，{COMMON}，此外无话。", shingles(f"另一篇写道：{COMMON}！"))
    assert [run.text for run in found if run.common] == [COMMON]


def test_less_than_a_shingle_is_chance():
    assert not any(run.common for run in runs("老旧小区加装", shingles("老旧小区加装电梯很难")))


@given(st.text(alphabet="路灯装好请人", max_size=60), st.text(alphabet="路灯装好请人", max_size=60))
def test_nothing_is_lost_and_only_common_is_marked(one, other):
    found = runs(one, shingles(other))
    assert "".join(run.text for run in found) == one
    assert all(run.text[i : i + SHINGLE] in other for run in found if run.common for i in (0,))
    assert all(not a.common or not b.common for a, b in itertools.pairwise(found))
