"""Columns are told apart by key and by name; the address comes last and is not printed."""

import pytest

from server.listings import LISTINGS


@pytest.mark.parametrize("noun", LISTINGS)
def test_columns_are_told_apart(noun):
    columns = LISTINGS[noun].columns
    assert len({column.key for column in columns}) == len({(c.group, c.title) for c in columns}) == len(columns)
    printed = [column.head.printed for column in columns]
    assert printed == sorted(printed, reverse=True)
