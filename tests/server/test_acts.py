"""Every act of a person has a page where it is done, and every such address is one of the site's."""

import re
from types import SimpleNamespace

import pytest

from cases.moves import MOVES
from cases.queries.course import Act
from cases.vocabulary import Machine, Role, Verb
from cases.workflow import Offer
from server.acts import OFFICE_PLACES, PLACES, acts_of
from server.controllers import CONTROLLERS

HANDLED = (Machine.CASE, Machine.ASSIGNMENT, Machine.REPLY)
# Acts without a place of their own, and why.
ELSEWHERE = {
    (Machine.CASE, Verb.ROUTE): "the form for units goes from a filed case straight to its units",
    (Machine.ASSIGNMENT, Verb.ASSIGN): "a unit gets a part again on the form for the units of its case",
    (Machine.ASSIGNMENT, Verb.CANCEL): "a unit loses its part on the form for the units of its case",
}


def human_acts():
    people = {(m.machine, m.verb) for m in MOVES if m.machine in HANDLED and set(m.roles) - {Role.SYSTEM}}
    return sorted(people - ELSEWHERE.keys())


def routes():
    """Patterns of every address that can be read, from the controllers themselves."""
    found = []
    for controller in CONTROLLERS:
        for name in dir(controller):
            handler = getattr(controller, name)
            if "GET" in getattr(handler, "http_methods", ()):
                for path in handler.paths or {"/"}:
                    whole = f"{controller.path}/{path}".replace("//", "/").rstrip("/")
                    found.append(re.compile(re.sub(r"\{\w+:\w+\}", r"[^/]+", whole) + r"/?"))
    return found


@pytest.mark.parametrize("act", human_acts(), ids=str)
def test_every_act_of_a_person_has_a_place(act):
    assert act in PLACES


@pytest.mark.parametrize("address", sorted({*PLACES.values(), *OFFICE_PLACES.values()}))
def test_every_place_is_a_page(address):
    path = re.split(r"[?#]", address.format(thing=1))[0]
    assert any(route.fullmatch(path) for route in routes())


def test_what_stands_elsewhere_is_an_act_and_has_no_place():
    acts = {(m.machine, m.verb) for m in MOVES}
    assert set(ELSEWHERE) <= acts
    assert not set(ELSEWHERE) & set(PLACES)


def test_no_place_is_for_an_act_that_does_not_exist():
    assert set(PLACES) | set(OFFICE_PLACES) <= {(m.machine, m.verb) for m in MOVES}


def offered(*verbs, role=Role.REVIEWER):
    """The buttons of a case in which somebody has these acts."""
    rows = [next(m for m in MOVES if m.machine is Machine.CASE and m.verb is v and role in m.roles) for v in verbs]
    return acts_of(SimpleNamespace(acts=tuple(Act(Machine.CASE, 7, 1, Offer(row), "") for row in rows), units=()))


def test_the_decisions_of_a_review_are_one_button():
    shown = offered(Verb.REGISTER, Verb.FILE, Verb.CONVERT, Verb.MERGE_CASE, Verb.MARK_KEY)
    assert [link.href for link in shown] == ["/reviews/7", "/key_cases/7"]


def test_a_single_act_of_the_sheet_keeps_its_name():
    assert [(link.label, link.href) for link in offered(Verb.MERGE_CASE)] == [("并案", "/reviews/7")]


def test_office_and_submitter_take_back_on_pages_of_their_own():
    assert [link.href for link in offered(Verb.WITHDRAW)] == ["/reviews/7"]
    assert [link.href for link in offered(Verb.WITHDRAW, role=Role.SUBMITTER)] == ["/submissions/7#withdraw"]


@pytest.mark.parametrize(
    ("machines", "href"),
    [((Machine.CASE, Machine.ASSIGNMENT), ["/urges/new?case=7"]), ((Machine.CASE,), []),
     ((Machine.ASSIGNMENT,), ["/urges/new?assignment=7"])],
)  # fmt: skip
def test_urging_is_offered_once_and_only_where_a_unit_owes_something(machines, href):
    rows = [next(m for m in MOVES if m.machine is machine and m.verb is Verb.URGE) for machine in machines]
    acts = tuple(Act(row.machine, 7, 1, Offer(row), "") for row in rows)
    assert [link.href for link in acts_of(SimpleNamespace(acts=acts, units=()))] == href
