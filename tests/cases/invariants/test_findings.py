"""A counterexample is one line."""

from cases.invariants.findings import Violation


def test_it_is_told_with_its_number():
    assert str(Violation("I4", "审计日志第 3 条缺失", "journal", 3)) == "I4 审计日志第 3 条缺失"
