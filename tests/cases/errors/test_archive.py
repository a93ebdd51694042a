"""Refusals of the archive's pages: each says what happened and what to do."""

from cases.errors import TooManyRows, Withdrawn


def test_a_table_too_long_names_both_numbers():
    said = str(TooManyRows(count=5001, limit=5000))
    assert "5001" in said and "5000" in said
    assert "筛选" in said


def test_a_withdrawn_reply_is_gone_and_says_where_to_ask():
    assert Withdrawn.status == 410
    said = str(Withdrawn(day="2026-05-04"))
    assert "2026-05-04" in said and "撤回" in said and "申请" in said
