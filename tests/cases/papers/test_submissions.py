"""Receipt, original and review sheet of a submission."""

from dataclasses import replace

import pytest

from cases.errors import NothingToPrint
from cases.papers.matter import Signer
from cases.papers.samples import sample
from cases.papers.submissions import office_of, proposal_of, receipt_of, review_sheet_of
from cases.papers.texts import shown_in
from cases.vocabulary import Track


def words(paper):
    return "\n".join(shown_in(paper))


@pytest.mark.parametrize("track", [Track.CPPCC, Track.NPC])
def test_a_receipt_proves_what_was_handed_in(track):
    said = words(receipt_of(sample(track)))
    assert "2026-00018" in said
    assert "2026-01-12 09:20" in said
    assert sample(track).title in said


def test_a_receipt_says_who_typed_it_in_for_whom():
    """SUBMIT-12."""
    assert "代录" not in words(receipt_of(replace(sample(), recorded="")))
    assert "由 孟审 代 李文山 录入" in words(receipt_of(replace(sample(), recorded="由 孟审 代 李文山 录入")))


def test_nothing_is_receipted_before_it_was_handed_in():
    with pytest.raises(NothingToPrint, match="还没有提交"):
        receipt_of(replace(sample(), receipt_no=""))
    with pytest.raises(NothingToPrint, match="还没有提交"):
        review_sheet_of(replace(sample(), submitted_at=None))


def test_the_original_has_every_word_of_its_boxes():
    said = words(proposal_of(sample()))
    for box in sample().boxes:
        assert all(line in said for line in box.split("\n"))
    assert "霍青云" in said


def test_the_original_of_a_collective_names_who_answers_for_it():
    signer = Signer("溪口市总工会", collective=True, responsible="栾某")
    assert "栾某" in words(proposal_of(replace(sample(), signers=(signer,))))


def test_the_original_without_words_is_not_printed():
    with pytest.raises(NothingToPrint, match="没有原件文字"):
        proposal_of(replace(sample(), boxes=None))


def test_a_reviewed_case_shows_the_opinion_and_an_unreviewed_one_room_for_it():
    assert "闻人越" in words(review_sheet_of(sample()))
    fresh = review_sheet_of(replace(sample(), reviews=()))
    rooms = [cell for row in fresh.blocks[0].rows for cell in row if cell.height]
    assert len(rooms) == 3


def test_the_office_is_named_with_its_body_once():
    assert office_of(sample()) == "溪口市政协提案委办公室"
    assert office_of(replace(sample(), office="溪口市政协提案委")) == "溪口市政协提案委"
