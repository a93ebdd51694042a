"""Requests to hand a case back and for more time, open and decided."""

from dataclasses import replace

import pytest

from cases.errors import NothingToPrint
from cases.papers.requests import extension_request_of, return_request_of
from cases.papers.samples import sample
from cases.papers.texts import shown_in
from cases.vocabulary import ExtensionState, ReturnState


def words(paper):
    return "\n".join(shown_in(paper))


def test_a_return_gives_reason_rule_and_the_unit_meant():
    asked = sample().asked_returns[0]
    said = words(return_request_of(sample()))
    assert all(text in said for text in (asked.reason, asked.basis, asked.proposed, asked.office, asked.decision))
    assert "已驳回" in said


def test_an_open_request_shows_no_decision():
    open_ = replace(sample().asked_returns[0], state=ReturnState.OPEN, decision="")
    assert "裁定：" not in words(return_request_of(replace(sample(), asked_returns=(open_,))))
    waiting = replace(sample().asked_times[0], state=ExtensionState.REQUESTED)
    assert "审批：" not in words(extension_request_of(replace(sample(), asked_times=(waiting,))))


def test_an_extension_says_both_days_and_whether_the_submitter_knows():
    said = words(extension_request_of(sample()))
    assert "2026年6月1日" in said
    assert "2026年7月1日" in said
    assert "已于2026年5月18日" in said
    untold = replace(sample().asked_times[0], told_on=None)
    assert "尚未告知" in words(extension_request_of(replace(sample(), asked_times=(untold,))))


@pytest.mark.parametrize("make", [return_request_of, extension_request_of])
def test_only_what_was_asked_is_printed(make):
    with pytest.raises(NothingToPrint):
        make(sample(), 77)
    with pytest.raises(NothingToPrint):
        make(replace(sample(), asked_returns=(), asked_times=()))
