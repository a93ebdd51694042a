"""A search as its address says it: read, changed, spoken; nonsense does not narrow."""

from urllib.parse import parse_qsl

from litestar.datastructures import MultiDict

from server.asked import MOST_RESULTS, asked_of, spoken_search
from server.filters import query


def asked(text):
    return asked_of(MultiDict(parse_qsl(text)))


def test_an_address_read_and_written_is_the_same_search():
    text = "q=养老 助餐&kind=commitment&within=社区&year=2024&year=2023&sort=date&per=50"
    one = asked(text)
    assert asked(query(one.pairs())) == one
    assert asked("kind=x&sort=y&reading=z&per=7&page=-1&track=") == asked("")
    assert asked(f"per=100&page={10**6}").page * 100 <= MOST_RESULTS


def test_a_facet_goes_in_and_out_and_the_page_starts_anew():
    one = asked("q=养老&year=2024&page=3")
    both = asked(query(one.toggled("year", "2023")))
    assert both.filters["year"] == ("2024", "2023") and both.page == 1
    assert asked(query(both.toggled("year", "2024"))).filters["year"] == ("2023",)


def test_the_conditions_are_spoken():
    assert spoken_search(asked("q=养老&kind=reply&refine=社区&track=npc")) == [
        "检索词 养老", "范围 答复", "结果中含 社区", "类型 代表建议",
    ]  # fmt: skip
