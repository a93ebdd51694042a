"""Each guard on its own: what makes it hold, and the one thing missing that makes it fail."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cases.clock import today
from cases.errors import FIRST, ComesFirst
from cases.guards import GUARDS, Asked
from cases.vocabulary import Role
from tests.cases.lives import PERSON, UNIT, actor, changed, facts, rules

YESTERDAY, TOMORROW = today() - timedelta(days=1), today() + timedelta(days=1)
LONG_AGO, NOW = datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC)
CO = {"id": 6, "department": 8, "role": "co", "state": "working", "due_on": TOMORROW}
OPINION = {
    "id": 8,
    "assignment": 6,
    "kind": "co_opinion",
    "state": "sent",
    "round": 1,
    "number": 1,
    "stance": "agree",
    "adoption": "adopted",
}
SENT = {"state": "sent"}
RATING = {"delivery": 4, "number": 1, "attitude": "satisfied", "result": "satisfied", "created_at": NOW}
DELIVERY = {"id": 4, "reply": 7, "person": PERSON, "state": "received"}
COSIGNER = {"position": 1, "signature": "signed", "person": 4, "answered_at": datetime(2026, 1, 1, tzinfo=UTC)}
SENT_BACK = {"kind": "sent_back", "number": 1}
EXTENSION = {"assignment": 5, "state": "requested", "submitter_told_on": today()}
CHANGE = {"state": "requested", "asked_by": 99}


def with_co(**more):
    return {"assignments": [{}, CO | more]}


# guard → facts under which it holds, and those under which it does not; the thing is what the guard is about.
CASES = {
    "text_free": (
        {"case": {"state": "draft"}},
        {"case": {"state": "draft"}, "submitters": [{}, {"position": 1, "signature": "invited", "person": 4}]},
    ),
    "signatures_current": (
        {"texts": [SENT_BACK, {"updated_at": LONG_AGO}], "submitters": [{}, COSIGNER]},
        {"texts": [SENT_BACK | {"situation": "原来的情况"}, {"updated_at": NOW}], "submitters": [{}, COSIGNER]},
    ),
    "signatures_outdated": (
        {"texts": [SENT_BACK | {"situation": "原来的情况"}, {"updated_at": NOW}], "submitters": [{}, COSIGNER]},
        {"texts": [SENT_BACK | {"situation": "原来的情况"}, {"updated_at": LONG_AGO}], "submitters": [{}, COSIGNER]},
    ),
    "invited": ({"submitters": [{"signature": "invited"}]}, {}),
    "text_complete": ({}, {"texts": [{"recommendations": "  "}]}),
    "signatures_in": (
        {"case": {"submitter_kind": "joint"}, "submitters": [{}, {"position": 1, "signature": "signed", "person": 4}]},
        {"case": {"submitter_kind": "joint"}, "submitters": [{}, {"position": 1, "signature": "invited", "person": 4}]},
    ),
    "nobody_accepted": ({"assignments": [{"state": "pending_accept"}]}, {}),
    "nobody_left": ({"assignments": [{"state": "returned"}]}, {}),
    "somebody_accepted": ({}, {"assignments": [{"state": "return_requested"}]}),
    "every_answer_sent": (
        {"assignments": [{"state": "reply_sent"}]},
        {"assignments": [{"state": "reply_sent", "role": "split"}, CO | {"role": "split"}]},
    ),
    "dissatisfied": (
        {"replies": [SENT], "deliveries": [DELIVERY], "feedbacks": [RATING | {"result": "dissatisfied"}]},
        {"replies": [SENT], "deliveries": [DELIVERY], "feedbacks": [RATING]},
    ),
    "dissatisfied_twice": (
        {
            "case": {"round": 2},
            "replies": [{"round": 2}],
            "deliveries": [DELIVERY],
            "feedbacks": [RATING | {"attitude": "dissatisfied"}],
        },
        {"deliveries": [DELIVERY], "feedbacks": [RATING | {"result": "dissatisfied"}]},
    ),
    "all_rated": (
        {"replies": [SENT], "deliveries": [DELIVERY]},
        {"replies": [SENT], "deliveries": [DELIVERY | {"state": "awaiting"}]},
    ),
    "not_dissatisfied": (
        {"deliveries": [DELIVERY], "feedbacks": [RATING]},
        {"deliveries": [DELIVERY], "feedbacks": [RATING | {"result": "dissatisfied"}]},
    ),
    "something_open": ({"open_commitments": 1}, {"replies": [SENT | {"class_semantic": "solved"}]}),
    "nothing_open": ({}, {"open_commitments": 1}),
    "return_window_open": ({}, {"assignments": [{"assigned_on": today() - timedelta(days=60)}]}),
    "silence_over": (
        {"rules": {"silence_accepts": True}, "assignments": [{"assigned_on": today() - timedelta(days=60)}]},
        {"assignments": [{"assigned_on": today() - timedelta(days=60)}]},
    ),
    "handler_named": ({"assignments": [{"handler": 3}]}, {}),
    "is_co": ({"assignments": [{"role": "co"}]}, {}),
    "opinion_written": (
        {"replies": [OPINION | {"assignment": 5, "stance": "no_opinion"}]},
        {"replies": [OPINION | {"assignment": 5}]},
    ),
    "no_open_extension": ({}, {"extensions": [EXTENSION]}),
    "before_due": ({}, {"assignments": [{"due_on": YESTERDAY}]}),
    "open_extension": ({"extensions": [EXTENSION]}, {"extensions": [EXTENSION | {"state": "refused"}]}),
    "submitter_told": ({"extensions": [EXTENSION]}, {"extensions": [EXTENSION | {"submitter_told_on": None}]}),
    "reply_sent": ({"replies": [SENT]}, {}),
    "at_work": ({}, {"assignments": [{"state": "return_requested"}]}),
    "text_written": ({}, {"reply_texts": [{"body": " \n"}]}),
    "has_co_units": (with_co(), {}),
    "asked_to_cosign": (
        {
            "assignments": [{}, CO | {"department": UNIT}],
            "co_signs": [{"reply": 7, "assignment": 6, "state": "pending"}],
        },
        with_co(),
    ),
    "no_placeholder": ({}, {"reply_texts": [{"body": "新增【待核实：数字】张"}]}),
    "is_reply": ({}, {"replies": [{"kind": "co_opinion"}]}),
    "is_opinion": ({"replies": [{"kind": "co_opinion"}]}, {}),
    "class_set": ({}, {"replies": [{"result_class": None}]}),
    "disclosure_set": ({}, {"replies": [{"disclosure": None}]}),
    "contact_held": ({}, {"case": {"round": 2}, "contacts": [{"created_at": LONG_AGO}], "feedbacks": [RATING]}),
    "contact_named": ({}, {"reply_contacts": [{"phone": None}]}),
    "promises_declared": ({}, {"replies": [{"no_commitments": False}]}),
    "opinions_in": (with_co(state="opinion_sent"), with_co()),
    "opinions_marked": (
        with_co(state="opinion_sent") | {"replies": [{}, OPINION]},
        with_co(state="opinion_sent") | {"replies": [{}, OPINION | {"adoption": None}]},
    ),
    "cosigned": (
        with_co() | {"co_signs": [{"reply": 7, "assignment": 6, "state": "agreed"}]},
        with_co() | {"co_signs": [{"reply": 7, "assignment": 6, "state": "pending"}]},
    ),
    "own_level": ({}, {"replies": [{"approval_level": 5}]}),
    "not_own_draft": ({}, {"replies": [{"drafter": PERSON}]}),
    "may_send_back": (
        {"replies": [{"state": "cosigning"}]},
        {"replies": [{"state": "pending_sign", "approval_level": 5}]},
    ),
    "may_be_public": ({}, {"case": {"consent_publish": False}}),
    "is_public": (
        {"publications": [{"reply": 7, "state": "published"}]},
        {"publications": [{"reply": 7, "state": "withdrawn"}]},
    ),
    "addressed": ({"deliveries": [DELIVERY]}, {"deliveries": [DELIVERY | {"person": 99}]}),
    "not_own_report": ({"reports": [{"reported_by": 99}]}, {"reports": [{"reported_by": PERSON}]}),
    "no_open_change": ({"due_changes": [CHANGE | {"state": "refused"}]}, {"due_changes": [CHANGE]}),
    "open_change": ({"due_changes": [CHANGE]}, {"due_changes": [CHANGE | {"state": "approved"}]}),
    "not_own_change": ({"due_changes": [CHANGE]}, {"due_changes": [CHANGE | {"asked_by": PERSON}]}),
    "consent_given": ({"submitters": []}, {}),
    "no_open_contest": ({"contests": [{"state": "dismissed"}]}, {"contests": [{"state": "open"}]}),
    "open_contest": ({"contests": [{"state": "open"}]}, {"contests": [{"state": "upheld"}]}),
    "not_urged_lately": (
        {"urges": [{"created_at": NOW - timedelta(days=4)}]},
        {"urges": [{"created_at": NOW - timedelta(days=4)}, {"created_at": NOW - timedelta(days=2)}]},
    ),
    "rating_open": ({"case": {"state": "replied"}}, {"case": {"state": "concluded"}}),
}
# These wait for what the act brings.
BROUGHT = {
    "category_set": "category",
    "ground_named": "grounds",
    "master_named": "merged_into",
    "units_named": "units",
    "other_unit_named": "proposed",
    "screened": "screened",
    "other_named": "merged_into",
}
ABOUT = {
    "assignment": {
        "return_window_open",
        "silence_over",
        "handler_named",
        "is_co",
        "opinion_written",
        "no_open_extension",
        "before_due",
        "open_extension",
        "submitter_told",
        "reply_sent",
    },
    "case": {
        "text_free",
        "signatures_current",
        "signatures_outdated",
        "invited",
        "text_complete",
        "signatures_in",
        "nobody_accepted",
        "nobody_left",
        "somebody_accepted",
        "every_answer_sent",
        "dissatisfied",
        "dissatisfied_twice",
        "all_rated",
        "not_dissatisfied",
        "something_open",
        "nothing_open",
    },
}


def asked(name: str, given: dict, intent=None) -> Asked:
    given = dict(given)
    in_force = replace(rules(), **given.pop("rules", {}))
    whole = replace(facts(**given), rules=in_force)
    thing = whole.replies[0]
    if name in ABOUT["case"]:
        thing = whole.case
    elif name in ABOUT["assignment"]:
        thing = whole.assignments[0]
    return Asked(whole, thing, actor(Role.SUBMITTER if name == "addressed" else Role.CLERK, level=2), intent)


def test_no_guard_is_left_out():
    assert set(CASES) | set(BROUGHT) | {"last_level", "not_last_level"} == set(GUARDS)


@pytest.mark.parametrize("name", CASES)
def test_it_holds_and_it_fails(name):
    holds, fails = CASES[name]
    assert GUARDS[name](asked(name, holds, {})), name
    assert not GUARDS[name](asked(name, fails, {})), name


@pytest.mark.parametrize(("name", "brings"), BROUGHT.items())
def test_what_the_act_must_bring(name, brings):
    assert not GUARDS[name](asked(name, {}, {}))
    assert GUARDS[name](asked(name, {}, {brings: True}))
    assert GUARDS[name](asked(name, {}, None)), "while only buttons are drawn, the form has yet to ask"


def test_the_last_rung_signs_and_the_others_agree():
    most = len(rules().levels)
    for level in range(1, most + 1):
        about = Asked(facts(), facts().replies[0], actor(Role.APPROVER, level=level), {})
        assert GUARDS["last_level"](about) == (level == most)
        assert GUARDS["not_last_level"](about) == (level < most)


def test_who_is_late_may_be_left_behind_with_a_reason_only():
    for name in ("opinions_in", "cosigned"):
        late, in_time = with_co(due_on=YESTERDAY), with_co()
        assert not GUARDS[name](asked(name, late, {}))
        assert GUARDS[name](asked(name, late, {"proceed_reason": "两次催办未复"}))
        assert not GUARDS[name](asked(name, in_time, {"proceed_reason": "不想等"}))


def test_a_collective_needs_somebody_responsible():
    given = {"case": {"submitter_kind": "party"}}
    assert not GUARDS["text_complete"](asked("text_complete", given, {}))
    assert GUARDS["text_complete"](asked("text_complete", given | {"submitters": [{"responsible": "陈主委"}]}, {}))


def test_an_opinion_is_no_reply():
    """What the submitter's reply needs, the letter to the lead unit does not."""
    given = {
        "replies": [{"kind": "co_opinion", "result_class": None, "disclosure": None, "no_commitments": False}],
        "contacts": [],
    }
    for name in ("class_set", "disclosure_set", "contact_held", "promises_declared", "opinions_in", "cosigned"):
        assert GUARDS[name](asked(name, given, {}))


def test_a_deputy_of_the_drafter_signs_as_little_as_he():
    whole = facts(replies=[{"drafter": 44}])
    for who in (actor(Role.APPROVER, person=44), actor(Role.APPROVER, person=45, acts_as=44)):
        assert not GUARDS["not_own_draft"](Asked(whole, whole.replies[0], who, {}))


@pytest.mark.parametrize("step", FIRST)
def test_every_step_is_said_in_words(step):
    said = str(ComesFirst(act="送审", step=step))
    assert said.startswith("现在还不能送审：")
    assert said.endswith("。")
    assert changed({"a": 1}, {"a": 2}) == {"a": 2}
