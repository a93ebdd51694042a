"""Each kind of work is found where it stands and nowhere else."""

import pytest

from cases import tables
from cases.queries.waiting import QUEUED, tasks_of, work_of
from cases.vocabulary import Role, Waiting
from tests.accounts import actor_as
from tests.factories import cast_of, make_case
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def made(furnished):
    return await once(make_case, "in_handling", units=2)


async def of(actor):
    return sorted((task.waiting, task.thing) for task in await tasks_of(actor))


async def reply_of(made, state, **columns):
    part = await made.assignment(made.cast.units[0])
    row = tables.Reply(
        case=made.id, assignment=part["id"], department=part["department"], printed_name=part["printed_name"],
        state=state, audience="units", **columns,
    )  # fmt: skip
    await tables.Reply.insert(row)
    return row.id


async def test_an_approver_has_what_stands_on_his_rung(made):
    unit = made.cast.units[0]
    first, second = [await actor_as(Role.APPROVER, unit=unit, level=level) for level in (1, 2)]
    other = await actor_as(Role.APPROVER, unit=made.cast.units[1], level=2)
    reply = await reply_of(made, "pending_sign", approval_level=2)
    assert await of(second) == [(Waiting.TO_APPROVE, reply)]
    assert await of(first) == await of(other) == []


async def test_the_clerk_sends_what_was_signed_and_the_co_handler_signs_what_was_asked(made):
    signed, asked = await reply_of(made, "signed"), await reply_of(made, "cosigning", number=2)
    part = await made.assignment(made.cast.units[1])
    await tables.CoSign.insert(tables.CoSign(reply=asked, assignment=part["id"]))
    assert (Waiting.TO_SEND, signed) in await of(made.cast.clerk())
    assert (Waiting.TO_COSIGN, asked) in await of(made.cast.clerk(1))
    assert (Waiting.TO_COSIGN, asked) not in await of(made.cast.clerk())


async def test_what_was_sent_back_waits_for_its_unit(made):
    reply = await reply_of(made, "drafting")
    assert (Waiting.SENT_BACK, reply) not in await of(made.cast.clerk())
    await tables.ReplyText.insert(tables.ReplyText(reply=reply, number=1, kind="sent_back", body="退回的稿子"))
    assert (Waiting.SENT_BACK, reply) in await of(made.cast.clerk())


@pytest.mark.parametrize(
    ("scores", "waiting"),
    [((), None), (("satisfied",), Waiting.TO_CONCLUDE), (("dissatisfied",), Waiting.DISSATISFIED),
     (("dissatisfied", "satisfied"), Waiting.TO_CONCLUDE)],
)  # fmt: skip
async def test_an_answered_case_waits_for_what_its_newest_rating_says(made, scores, waiting):
    submitter = (await tables.CaseSubmitter.select().where(tables.CaseSubmitter.case == made.id))[0]
    await tables.Case.update({"state": "replied"}).where(tables.Case.id == made.id)
    reply = await reply_of(made, "sent")
    await tables.Reply.update({"audience": "parties"}).where(tables.Reply.id == reply)
    state = "received" if scores else "awaiting"
    row = tables.Delivery(reply=reply, submitter=submitter["id"], person=submitter["person"], state=state)
    await tables.Delivery.insert(row)
    for number, score in enumerate(scores, 1):
        feedback = tables.Feedback(delivery=row.id, number=number, attitude="satisfied", result=score)
        await tables.Feedback.insert(feedback)
    assert [task.waiting for task in await tasks_of(made.cast.reviewer)] == ([waiting] if waiting else [])
    assert ((Waiting.TO_RATE, row.id) in await of(made.cast.submitter)) == (not scores)
    oversight = [task.waiting for task in await tasks_of(await actor_as(Role.OVERSIGHT))]
    assert (Waiting.DISSATISFIED in oversight) == (waiting is Waiting.DISSATISFIED)


async def test_the_invited_is_asked_to_sign_and_the_lead_to_revise(furnished):
    cast = await cast_of()
    made = await make_case("draft", cast=cast)
    invited = await actor_as(Role.SUBMITTER, body=cast.submitter.body)
    row = tables.CaseSubmitter(case=made.id, position=1, person=invited.person, printed_name="某", signature="invited")
    await tables.CaseSubmitter.insert(row)
    assert await of(invited) == [(Waiting.TO_SIGN_JOINTLY, made.id)]
    await tables.Case.update({"state": "returned_for_revision", "audience": "parties"}).where(tables.Case.id == made.id)
    assert await of(cast.submitter) == [(Waiting.TO_REVISE, made.id)]
    assert await of(invited) == []


async def test_every_queued_role_has_work_and_others_have_none(made):
    for role in Role:
        if role in (Role.PUBLIC, Role.OPERATOR, Role.IMPORTER, Role.SYSTEM):
            continue
        where = {"unit": made.cast.units[0]} if role in (Role.CLERK, Role.HANDLER, Role.APPROVER) else {}
        actor = made.cast.submitter if role is Role.SUBMITTER else await actor_as(role, **where)
        assert bool(await work_of(actor)) == (role in QUEUED), role
