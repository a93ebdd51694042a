"""The reference data: complete in itself, unambiguous, and what the field says it must hold."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from cases.reading.offices import Office, folded, offices_from, places_from
from cases.resources import fixtures, read_rows
from cases.vocabulary import DepartmentKind, Level

PLACES = places_from(read_rows(fixtures() / "places.csv"))
OFFICES = offices_from(read_rows(fixtures() / "departments.csv"))
BY_CODE = {place.code: place for place in PLACES}


def names_of(office: Office) -> set[str]:
    return {folded(name) for name in (office.name, office.short, *office.aliases, *office.variants)}


def test_codes_and_names_of_places_are_unique_and_plain():
    assert len(BY_CODE) == len(PLACES) == len({place.name for place in PLACES})
    assert all(code.replace("-", "").isascii() and code.replace("-", "").islower() for code in BY_CODE)


def test_every_place_lies_within_one_of_a_higher_level():
    order = list(Level)
    for place in PLACES:
        if place.level is Level.NATIONAL:
            assert place.parent == ""
        else:
            assert order.index(BY_CODE[place.parent].level) < order.index(place.level), place


def test_the_country_is_complete():
    levels = Counter(place.level for place in PLACES)
    assert levels[Level.PROVINCE] == 31
    assert levels[Level.CITY] == 333
    assert levels[Level.DISTRICT] > 2800
    zhejiang = {place.code for place in PLACES if place.parent == "zhejiang"}
    assert len(zhejiang) == 11
    assert sum(place.parent in zhejiang for place in PLACES) == 90
    assert sum(place.parent == "hangzhou" for place in PLACES) == 13


@pytest.mark.parametrize(
    ("code", "name"),
    [("hangzhou", "杭州市"), ("pingdingshan", "平顶山市"), ("taizhou", "台州市"), ("jiangsu-taizhou", "泰州市")],
)
def test_codes_are_those_of_case_keys(code, name):
    assert BY_CODE[code].name == name


def test_offices_use_the_words_of_the_vocabulary():
    for office in OFFICES:
        assert office.kind in {kind.value for kind in DepartmentKind}
        assert office.levels
        assert office.place == "" or office.place in BY_CODE


def test_no_office_stands_twice():
    keys = Counter((office.place, office.name, level) for office in OFFICES for level in office.levels)
    assert [key for key, count in keys.items() if count > 1] == []


def test_a_reform_ends_before_its_successor_ends_and_names_one_that_is_there():
    known = {(office.place, office.name): office for office in OFFICES}
    for office in OFFICES:
        if office.successor:
            heir = known.get((office.place, office.successor)) or known[("", office.successor)]
            assert office.until is not None, office
            assert heir.until is None or heir.until > office.until, office
        if office.since and office.until:
            assert office.since < office.until


def test_todays_full_names_and_short_names_mean_one_office_each():
    owners: dict[tuple[str, Level, str], set[str]] = defaultdict(set)
    for office in OFFICES:
        if office.existed(None):
            for level in office.levels:
                for name in {office.name, office.short}:
                    owners[office.place, level, folded(name)].add(office.name)
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


def test_names_are_folded_already():
    for office in OFFICES:
        assert all("(" in name or name == folded(name) for name in names_of(office))


def test_an_office_exists_from_its_first_day_to_the_day_before_its_last():
    row = dict.fromkeys(("place", "short", "aliases", "variants", "successor"), "")
    row |= {
        "name": "卫生局",
        "kind": "government",
        "level": "city",
        "valid_from": "2000-01-01",
        "valid_until": "2014-01-01",
    }
    (office,) = offices_from([row])
    assert [office.existed(date(y, 1, 1)) for y in (1999, 2000, 2013, 2014)] == [False, True, True, False]
    assert not office.existed(None)
    assert office.short == "卫生局"
