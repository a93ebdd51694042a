"""Who is told what, once; what is mailed at once; and which act settles which task."""

from datetime import date, timedelta

import pytest

from cases.actions.ratings import lapse_feedback
from cases.actor import SYSTEM, Actor
from cases.clock import today
from cases.database import write_tx
from cases.notices import about_thing, after_move, case_label, settle, tell
from cases.recipients import MAIL_CHOICE, choice_code, themselves
from cases.tables import (
    Assignment,
    Case,
    CaseSubmitter,
    Delivery,
    DictionaryEntry,
    Notice,
    OutboxMessage,
    Person,
    Reply,
)
from cases.vocabulary import Audience, Event, Machine, MailChoice, Role, Verb
from tests.cases.told_case import stands_in, told_case

pytestmark = pytest.mark.anyio


async def moved(world, machine, verb, thing, *, version=2, actor=SYSTEM):
    async with write_tx():
        await after_move(machine, verb, thing, version=version, case_id=world.case, actor=actor)


async def told(world, event=None, *, open_only=False):
    where = Notice.id > 0
    if event is not None:
        where = where & (Notice.event == event.value)
    if open_only:
        where = where & Notice.done_at.is_null()
    rows = await Notice.select(Notice.person).where(where).order_by(Notice.person)
    return {world.name_of(row["person"]) for row in rows}


def clerk(world, name="联络", unit="民政局"):
    return Actor(name, Role.CLERK, person=world.people[name], unit=world.units[unit])


async def test_a_unit_is_told_of_its_assignment_and_its_acceptance_settles_it(database):
    world = await told_case()
    await moved(world, Machine.ASSIGNMENT, Verb.ASSIGN, world.lead, version=1)
    await moved(world, Machine.ASSIGNMENT, Verb.ASSIGN, world.co, version=1)
    assert await told(world, Event.NEW_ASSIGNMENT) == {"联络", "会办联络"}
    await moved(world, Machine.ASSIGNMENT, Verb.ACCEPT, world.lead, actor=clerk(world))
    assert await told(world, Event.NEW_ASSIGNMENT, open_only=True) == {"会办联络"}
    assert await told(world, Event.ACCEPTED) == {"委员", "委员二"}


async def test_a_co_unit_s_acceptance_is_not_the_submitter_s_business(database):
    world = await told_case()
    await moved(world, Machine.ASSIGNMENT, Verb.ACCEPT, world.co, actor=clerk(world, "会办联络", "卫健委"))
    assert await told(world) == set()


async def test_nobody_is_told_twice_or_of_his_own_act(database):
    world = await told_case()
    for _ in range(2):
        await moved(world, Machine.ASSIGNMENT, Verb.URGE, world.lead, actor=clerk(world))
    assert await told(world) == {"经办"}
    assert await Notice.count() == 1
    await moved(world, Machine.ASSIGNMENT, Verb.URGE, world.lead, version=3)
    assert await Notice.count() == 3


async def test_a_return_is_mailed_at_once_and_settled_by_the_decision(database):
    world = await told_case()
    await moved(world, Machine.ASSIGNMENT, Verb.REQUEST_RETURN, world.lead, actor=clerk(world))
    assert await told(world, Event.RETURN_ASKED) == {"审查", "交办"}
    mails = await OutboxMessage.select()
    assert sorted(m["recipient"] for m in mails) == sorted(
        f"p{world.people[name]}@mail.test" for name in ("审查", "交办")
    )
    await moved(world, Machine.ASSIGNMENT, Verb.REFUSE_RETURN, world.lead, version=3)
    assert await told(world, Event.RETURN_ASKED, open_only=True) == set()
    assert await told(world, Event.RETURN_REFUSED) == {"联络", "经办", "处长", "局长"}


async def test_what_is_mailed_at_once_stays_out_of_the_digest(database):
    world = await told_case()
    await moved(world, Machine.ASSIGNMENT, Verb.REQUEST_RETURN, world.lead, actor=clerk(world))
    await moved(world, Machine.ASSIGNMENT, Verb.ASSIGN, world.co)
    rows = {r["event"]: r["digested_at"] for r in await Notice.select(Notice.event, Notice.digested_at)}
    assert rows[Event.RETURN_ASKED.value] is not None
    assert rows[Event.NEW_ASSIGNMENT.value] is None


async def test_mail_names_the_case_by_number_and_says_no_word_of_it(database):
    world = await told_case()
    await moved(world, Machine.ASSIGNMENT, Verb.REQUEST_RETURN, world.lead, actor=clerk(world))
    mail = await OutboxMessage.select().first()
    text = mail["subject"] + mail["body"]
    assert "提案0607号" in text and "{site}/cases/" in text
    assert "托育" not in text and "委员" not in text and "联络" not in text
    async with write_tx():
        await Case.update({Case.audience: Audience.PUBLIC.value}).where(Case.id == world.case)
    await moved(world, Machine.ASSIGNMENT, Verb.REQUEST_RETURN, world.lead, version=9)
    assert "托育" in (await OutboxMessage.select().order_by(OutboxMessage.id, ascending=False).first())["body"]


async def test_a_stand_in_gets_the_mail_and_both_see_the_notice(database):
    world = await told_case()
    await stands_in(world, "审查", "替班")
    await moved(world, Machine.ASSIGNMENT, Verb.REQUEST_RETURN, world.lead, actor=clerk(world))
    assert await told(world, Event.RETURN_ASKED) == {"审查", "替班", "交办"}
    sent = {m["recipient"] for m in await OutboxMessage.select(OutboxMessage.recipient)}
    assert sent == {f"p{world.people[name]}@mail.test" for name in ("替班", "交办")}


async def test_what_is_due_today_is_mailed_at_once(database):
    world = await told_case(due=today())
    await moved(world, Machine.ASSIGNMENT, Verb.URGE, world.lead)
    assert await OutboxMessage.count() == 2
    later = await told_case_due_later(world)
    await moved(world, Machine.ASSIGNMENT, Verb.URGE, later, version=7)
    assert await OutboxMessage.count() == 2


async def told_case_due_later(world):
    async with write_tx():
        await Assignment.update({Assignment.due_on: today() + timedelta(days=9)}).where(Assignment.id == world.lead)
    return world.lead


async def test_the_handler_that_is_named_hears_of_it_and_no_other(database):
    world = await told_case()
    async with write_tx():
        other = Person(name="经办二")
        await Person.insert(other)
        world.people["经办二"] = other.id
        await Assignment.update({Assignment.handler: other.id}).where(Assignment.id == world.lead)
    await moved(world, Machine.ASSIGNMENT, Verb.PLAN, world.lead)
    assert await told(world, Event.HANDLER_NAMED) == {"经办二"}


async def test_an_approver_is_told_on_his_own_rung(database):
    world = await told_case()
    async with write_tx():
        reply = Reply(case=world.case, assignment=world.lead, printed_name="溪口市民政局", approval_level=1)
        await Reply.insert(reply)
    await moved(world, Machine.REPLY, Verb.ASK_APPROVAL, reply.id)
    assert await told(world, Event.TO_APPROVE, open_only=True) == {"处长"}
    async with write_tx():
        await Reply.update({Reply.approval_level: 2}).where(Reply.id == reply.id)
    await moved(world, Machine.REPLY, Verb.APPROVE, reply.id, version=3)
    assert await told(world, Event.TO_APPROVE, open_only=True) == {"局长"}


async def test_a_withdrawal_settles_everything_of_the_case(database):
    world = await told_case()
    await moved(world, Machine.ASSIGNMENT, Verb.ASSIGN, world.lead)
    await moved(world, Machine.CASE, Verb.WITHDRAW, world.case, version=5)
    assert await Notice.count().where(Notice.to_do.eq(True) & Notice.done_at.is_null()) == 0
    assert await told(world, Event.WITHDRAWN) == {"委员", "委员二", "联络", "经办", "会办联络", "替班"}


async def test_one_signatory_s_answer_leaves_the_other_s_task(database):
    world = await told_case()
    async with write_tx():
        about = await about_thing(Machine.CASE, world.case, world.case, occasion="x")
        await tell(Event.COSIGN_INVITED, about, to=themselves([world.people["委员"], world.people["委员二"]]))
    me = Actor("委员二", Role.SUBMITTER, person=world.people["委员二"])
    await moved(world, Machine.CASE, Verb.SIGN_JOINTLY, world.case, actor=me)
    assert await told(world, Event.COSIGN_INVITED, open_only=True) == {"委员"}


async def test_a_transaction_that_fails_tells_nobody(database):
    world = await told_case()
    with pytest.raises(ZeroDivisionError):
        async with write_tx():
            await after_move(
                Machine.ASSIGNMENT, Verb.REQUEST_RETURN, world.lead, version=2, case_id=world.case, actor=SYSTEM
            )
            raise ZeroDivisionError
    assert await Notice.count() == 0 and await OutboxMessage.count() == 0


async def test_settling_one_thing_leaves_the_same_task_of_another(database):
    world = await told_case()
    await moved(world, Machine.ASSIGNMENT, Verb.ASSIGN, world.lead)
    await moved(world, Machine.ASSIGNMENT, Verb.ASSIGN, world.co)
    async with write_tx():
        await settle(await about_thing(Machine.ASSIGNMENT, world.co, world.case, occasion=""))
    assert await told(world, open_only=True) == {"联络"}


def test_a_case_is_named_by_its_number():
    row = {"track": "npc", "number_raw": "第钱塘6号", "receipt_no": "R1"}
    assert case_label(row) == "建议钱塘6号"
    assert case_label({**row, "number_raw": None}) == "建议（回执号 R1）"
    assert case_label({**row, "number_raw": None, "receipt_no": None}) == "建议（尚未编号）"


async def test_the_day_stands_in_the_sentence(database):
    world = await told_case(due=date(2030, 6, 5))
    await moved(world, Machine.ASSIGNMENT, Verb.SEND_CO_OPINION, world.co)
    await moved(world, Machine.ASSIGNMENT, Verb.APPROVE_EXTENSION, world.lead)
    row = await Notice.select().where(Notice.event == Event.EXTENSION_GRANTED.value).first()
    assert row["told"].endswith("期限6月5日。") and row["due_on"] == date(2030, 6, 5)


async def test_a_wait_that_lapses_asks_no_longer(database):
    world = await told_case()
    name = await CaseSubmitter.select().where(CaseSubmitter.person == world.people["委员"]).first()
    async with write_tx():
        reply = Reply(case=world.case, assignment=world.lead, printed_name="溪口市民政局", state="sent")
        await Reply.insert(reply)
        over = today() - timedelta(days=1)
        await Delivery.insert(
            Delivery(reply=reply.id, submitter=name["id"], person=world.people["委员"], feedback_due_on=over)
        )
    await moved(world, Machine.REPLY, Verb.SEND_REPLY, reply.id)
    assert await told(world, Event.REPLIED, open_only=True) == {"委员"}
    assert await lapse_feedback() == 1
    assert await told(world, Event.REPLIED, open_only=True) == set()
    assert await lapse_feedback() == 0


async def test_whoever_chose_so_is_mailed_at_once_and_the_others_with_the_digest(database):
    world = await told_case()
    row = {"list_name": MAIL_CHOICE, "code": choice_code(world.people["联络"], Event.NEW_ASSIGNMENT)}
    async with write_tx():
        await DictionaryEntry.insert(DictionaryEntry(**row, label=MailChoice.AT_ONCE.value))
    await moved(world, Machine.ASSIGNMENT, Verb.ASSIGN, world.lead, version=1)
    await moved(world, Machine.ASSIGNMENT, Verb.ASSIGN, world.co, version=1)
    assert [m["recipient"] for m in await OutboxMessage.select()] == [f"p{world.people['联络']}@mail.test"]


async def test_the_mail_of_an_answer_leads_to_the_form_and_says_whose_by_when_rate_1_notify_1(database):
    world = await told_case()
    row = {"list_name": MAIL_CHOICE, "code": choice_code(world.people["委员"], Event.REPLIED)}
    async with write_tx():
        await DictionaryEntry.insert(DictionaryEntry(**row, label=MailChoice.AT_ONCE.value))
        reply = Reply(case=world.case, assignment=world.lead, printed_name="民政局", number=1)
        await Reply.insert(reply)
    await moved(world, Machine.REPLY, Verb.SEND_REPLY, reply.id)
    (mail,) = await OutboxMessage.select()
    assert mail["body"].count("{site}/") == 1
    assert f"{{site}}/ratings/replies/{reply.id}" in mail["body"]
