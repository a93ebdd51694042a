"""Facts of a case: what is newest, what is live, what waits, read from the rows in one go."""

from dataclasses import replace

import pytest

from cases import tables
from cases.facts import awaiting, facts_of, is_published, open_extension
from cases.vocabulary import CaseState, ReplyKind, Track
from tests.cases.lives import facts, rules
from tests.cases.tables.rules import new_row
from tests.factories import make_case
from tests.furnishing import furnish

CO = {"id": 6, "department": 8, "role": "co", "state": "working"}


def test_live_leading_and_co_leave_out_what_ended():
    for state, live in (("working", 2), ("returned", 1), ("cancelled", 1), ("reply_sent", 2)):
        whole = facts(assignments=[{"state": state}, CO])
        assert len(whole.live) == live
        assert [a["id"] for a in whole.co_units] == [6]
        assert [a["id"] for a in whole.leading] == [5] * (live - 1)


def test_the_newest_reply_is_of_this_unit_kind_and_round():
    rows = [{"id": 1, "number": 1}, {"id": 2, "number": 2}, {"id": 3, "number": 3, "round": 2},
            {"id": 4, "number": 9, "assignment": 6}, {"id": 5, "number": 9, "kind": "co_opinion"}]  # fmt: skip
    whole = facts(replies=rows)
    assert whole.newest_reply(5)["id"] == 2
    assert whole.newest_reply(5, ReplyKind.CO_OPINION)["id"] == 5
    assert whole.newest_reply(77) is None
    assert facts(replies=rows, case={"round": 2}).newest_reply(5)["id"] == 3


def test_what_is_being_written_counts_before_what_was_kept():
    kept, working = {"kind": "kept", "number": 9, "body": "旧"}, {"kind": "working", "number": 1, "body": "新"}
    assert facts(reply_texts=[kept, working]).text_of(7)["body"] == "新"
    assert facts(reply_texts=[kept, kept | {"number": 10, "body": "更新"}]).text_of(7)["body"] == "更新"
    assert facts(reply_texts=[]).text_of(7) is None


def test_ratings_of_an_earlier_round_do_not_count():
    given = {"deliveries": [{"id": 4, "reply": 7, "state": "received"}], "feedbacks": [{"delivery": 4, "number": 1}]}
    assert len(facts(**given).ratings()) == 1
    assert facts(**given, case={"round": 2}).ratings() == ()


def test_who_is_waited_for():
    given = {"replies": [{"state": "sent"}], "deliveries": [{"id": i, "reply": 7, "state": s}
             for i, s in enumerate(("awaiting", "received", "lapsed"))]}  # fmt: skip
    assert [d["id"] for d in awaiting(facts(**given))] == [0]
    assert awaiting(facts(deliveries=given["deliveries"])) == ()  # nothing has been sent yet


@pytest.mark.parametrize(("name", "counted"), [("cppcc-default", [1, 2, 3]), ("npc-default", [1, 3])])
def test_whose_rating_counts_is_what_the_rules_say(name, counted):
    """Of a delegation's suggestion the first name's; those of a case that was merged in answer for their own."""
    names = [{"id": 11, "position": 0}, {"id": 12, "position": 1}]
    copies = [{"id": number, "reply": 7, "submitter": submitter, "state": "awaiting"}
              for number, submitter in ((1, 11), (2, 12), (3, 99))]  # fmt: skip
    given = facts(submitters=names, replies=[{"state": "sent"}], deliveries=copies,
                  feedbacks=[{"delivery": number, "number": 1} for number in (1, 2, 3)])  # fmt: skip
    whole = replace(given, rules=rules(name))
    assert [d["id"] for d in awaiting(whole)] == counted
    assert [f["delivery"] for f in whole.ratings()] == counted


def test_requests_and_publications_by_state():
    for state, found in (("requested", True), ("approved", False), ("refused", False)):
        assert bool(open_extension(facts(extensions=[{"assignment": 5, "state": state}]), 5)) == found
    for state, found in (("published", True), ("pending", False), ("withdrawn", False)):
        assert is_published(facts(publications=[{"reply": 7, "state": state}]), 7) == found


def test_who_declined_has_no_part():
    signers = [{"person": 1}, {"position": 1, "person": 2, "signature": "declined"}, {"position": 2, "person": 3}]
    assert facts(submitters=signers).standing().persons == (1, 3)


@pytest.mark.anyio
async def test_the_rows_of_a_case_and_no_others(furnished):
    await furnish()
    one = await make_case(CaseState.IN_HANDLING, units=2)
    await make_case(CaseState.IN_HANDLING, units=2, track=Track.NPC)
    found = await facts_of(one.id)
    assert {a["case"] for a in found.assignments} == {one.id}
    assert found.rules.key == (await one.row())["scheme"]
    assert found.calendar.published
    assert found.open_commitments == 0
    await new_row(tables.Commitment, case=one.id, state="identified")
    await new_row(tables.Commitment, case=one.id, state="fulfilled", ordinal=2)
    assert (await facts_of(one.id)).open_commitments == 1
    assert await facts_of(987_654) is None


@pytest.mark.anyio
@pytest.mark.parametrize("track", list(Track))
async def test_an_archived_case_is_held_to_the_rules_in_force(furnished, track):
    await furnish()
    row = await new_row(tables.Case, track=track.value, audience="public")
    assert (await facts_of(row["id"])).rules.track in (track, Track.CPPCC)
