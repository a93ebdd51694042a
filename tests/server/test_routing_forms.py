"""The form for units as a pure function of its address: every button, every nonsense."""

from datetime import date
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import MultiDict

from cases.actions.assignments import MOST_UNITS, Chosen
from cases.vocabulary import AssignmentRole, HandlingKind
from server.routing_forms import chosen_of, composing, with_versions

SOLE, LEAD_CO, SPLIT = HandlingKind.SOLE, HandlingKind.LEAD_CO, HandlingKind.SPLIT


def asked(*pairs, **named):
    return composing(MultiDict([*pairs, *((name, str(value)) for name, value in named.items())]))


def units(*ids):
    return [("unit", str(i)) for i in ids]


@pytest.mark.parametrize(
    ("kind", "before", "act", "after", "kind_after"),
    [
        (SOLE, (), "add-5", (5,), SOLE),
        (SOLE, (5,), "add-6", (5, 6), LEAD_CO),
        (SPLIT, (5,), "add-6", (5, 6), SPLIT),
        (LEAD_CO, (5, 6), "add-6", (5, 6), LEAD_CO),
        (LEAD_CO, (5, 6, 7), "up-7", (5, 7, 6), LEAD_CO),
        (LEAD_CO, (5, 6), "up-5", (5, 6), LEAD_CO),
        (LEAD_CO, (5, 6), "down-5", (6, 5), LEAD_CO),
        (LEAD_CO, (5, 6), "down-6", (5, 6), LEAD_CO),
        (LEAD_CO, (5, 6), "drop-5", (6,), SOLE),
        (LEAD_CO, (5, 6, 7), "drop-5", (6, 7), LEAD_CO),
        (SPLIT, (5, 6), "drop-6", (5,), SPLIT),
        (LEAD_CO, (5, 6), "drop-9", (5, 6), LEAD_CO),
        (LEAD_CO, (5, 6), "explode-5", (5, 6), LEAD_CO),
        (LEAD_CO, (5, 6), "up-", (5, 6), LEAD_CO),
    ],
)
def test_each_button_does_what_it_says(kind, before, act, after, kind_after):
    now = asked(*units(*before), kind=kind.value, act=act)
    assert (now.units, now.kind) == (after, kind_after)


def test_the_first_unit_leads_and_the_others_help_unless_each_answers():
    assert asked(*units(3, 4), kind="lead_co").routing.parts == ((3, AssignmentRole.LEAD), (4, AssignmentRole.CO))
    assert {role for _, role in asked(*units(3, 4), kind="split").routing.parts} == {AssignmentRole.SPLIT}
    assert asked(*units(3), kind="sole").routing.parts == ((3, AssignmentRole.SOLE),)


def test_an_address_made_from_the_form_says_the_same_again():
    now = asked(("case", "7-3"), ("case", "8-1"), *units(4, 2), kind="lead_co", due="2027-03-01", reason="会商一致",
                instructions="请联合调研 & 答复", key_case="1")  # fmt: skip
    again = composing(MultiDict(now.pairs))
    assert again == now and now.due_on == date(2027, 3, 1) and now.key_case
    assert "case=7-3&case=8-1" in urlencode(now.pairs)


@pytest.mark.parametrize("value", ["", "x", "0-1", "-1", "1-x", "99999999999-1", "1-99999999999"])
def test_what_is_no_tick_is_left_out(value):
    assert chosen_of([value, "12-3"]) == (Chosen(12, 3),)


def test_a_tick_counts_once_and_one_without_version_gets_the_present_one():
    now = asked(("case", "7"), ("case", "8-2"), ("case", "8-2"))
    assert now.cases == (Chosen(7, 0), Chosen(8, 2))
    assert with_versions(now, {7: 4, 8: 9}).cases == (Chosen(7, 4), Chosen(8, 2))
    assert with_versions(now, {7: 4, 8: 9}, anew=True).cases == (Chosen(7, 4), Chosen(8, 9))


@given(
    st.lists(st.tuples(st.sampled_from(["case", "unit", "kind", "due", "act", "find", "reason"]), st.text(max_size=30)))
)
def test_no_address_breaks_the_form(pairs):
    now = composing(MultiDict(pairs))
    assert len(set(now.units)) == len(now.units) <= MOST_UNITS
    assert composing(MultiDict(now.pairs)).routing == now.routing
