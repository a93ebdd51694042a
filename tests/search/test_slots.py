"""Sums by document are those of a dictionary, whatever was written down before."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.slots import slots, summed

PART = st.dictionaries(st.integers(0, 3000), st.integers(1, 9), max_size=20)


@given(st.lists(PART, min_size=1, max_size=5), st.integers(1, 4000))
def test_each_document_once_with_all_that_it_has(parts, dirty):
    slots(dirty)[:] = 7
    lists = [
        (np.array(sorted(part), np.int32), np.array([part[doc] for doc in sorted(part)], np.float32)) for part in parts
    ]
    wanted = Counter()
    for part in parts:
        wanted.update(part)
    ids, values = summed(lists)
    assert list(zip(ids.tolist(), values.tolist(), strict=True)) == sorted(wanted.items())


def test_room_is_used_again():
    first = slots(2000)
    assert slots(1500) is first
    assert len(slots(len(first) + 1)) > len(first)
