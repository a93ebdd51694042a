"""The bundle of a case: all there is, in numbered sections, empty ones left out."""

from dataclasses import replace

from cases.papers.bundles import case_bundle_of
from cases.papers.samples import sample
from cases.papers.texts import shown_in


def words(paper):
    return "\n".join(shown_in(paper))


def test_everything_of_the_case_is_in_it():
    matter = sample()
    said = words(case_bundle_of(matter))
    for text in (
        matter.boxes[0], matter.meetings[0].summary, matter.replies[1].body, matter.replies[0].doc_no,
        matter.urges[0].told, matter.asked_returns[0].decision, matter.deliveries[0].told, matter.promises[1].quote,
        "3 签发稿", "邬明（代贺兰）", "手动存档",
    ):  # fmt: skip
        assert text in said, text
    assert [f"{place}、" in said for place in "一二三四五六七八九十"] == [True] * 10


def test_what_there_is_not_takes_no_number():
    empty = replace(
        sample(), boxes=None, course=(), meetings=(), replies=(), urges=(), asked_returns=(), asked_times=(),
        deliveries=(), promises=(),
    )  # fmt: skip
    said = words(case_bundle_of(empty))
    assert "一、承办单位和期限" in said
    assert "二、" not in said
