"""Themes told by words of titles, and shades that spread what there is."""

from hypothesis import given
from hypothesis import strategies as st

from cases.statistics.themes import SHADES, Theme, scale_of, themes_of

MEALS, HOMES = Theme("meals", "助餐", ("食堂", "送餐")), Theme("homes", "机构", ("养老院",))


def test_a_title_is_of_every_theme_whose_words_it_has():
    assert themes_of("关于养老院食堂开放的建议", (MEALS, HOMES)) == ("meals", "homes")
    assert themes_of("关于疏浚河道的建议", (MEALS, HOMES)) == ()


@given(st.lists(st.integers(0, 500), max_size=40))
def test_shades_rise_with_the_numbers_and_their_ranges_cover_all(numbers):
    scale = scale_of(numbers)
    assert len(scale.ranges) <= SHADES
    for number in numbers:
        shade = scale.shade(number)
        assert (shade == 0) == (number == 0)
        if shade:
            low, high = scale.ranges[shade - 1]
            assert low <= number <= high
    rising = [scale.shade(number) for number in sorted(numbers)]
    assert rising == sorted(rising)
