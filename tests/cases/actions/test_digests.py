"""The daily digest: one a day, on working days from half past eight, and only what is still open."""

from datetime import date, datetime, timedelta

import pytest

from cases.actions import digests
from cases.actions.digests import MOST_LINES, digest_of, queue_digests
from cases.calendars import working_calendar
from cases.clock import BEIJING, now
from cases.database import write_tx
from cases.queries.changes import HOUR, Looked
from cases.recipients import MAIL_CHOICE, NO_DIGEST, choice_code
from cases.tables import Account, CalendarDay, DictionaryEntry, Notice, OutboxMessage
from cases.vocabulary import DayKind, Event, MailChoice
from cases.working_days import is_working
from tests.cases.told_case import stands_in, told_case

pytestmark = pytest.mark.anyio
TUESDAY = datetime(2026, 6, 30, 8, 30, tzinfo=BEIJING)


async def notice(world, name, number=1, **more):
    columns = {"event": Event.NEW_ASSIGNMENT.value, "told": f"请签收{number}。", "link": f"/cases/{world.case}"} | more
    async with write_tx():
        await Notice.insert(
            Notice(person=world.people[name], key=f"{name} {number}", case=world.case, to_do=True, **columns)
        )


async def recipients_of(world):
    rows = await OutboxMessage.select(OutboxMessage.recipient)
    return {world.name_of(int(r["recipient"][1:].partition("@")[0])) for r in rows}


async def test_one_a_day_and_each_notice_once(database):
    world = await told_case()
    await notice(world, "联络", 1)
    await notice(world, "联络", 2)
    await notice(world, "委员")
    assert await queue_digests(TUESDAY) == 2
    await notice(world, "联络", 3)
    assert await queue_digests(TUESDAY + timedelta(hours=2)) == 0
    assert await queue_digests(TUESDAY + timedelta(days=1)) == 1
    body = (await OutboxMessage.select().order_by(OutboxMessage.id, ascending=False).first())["body"]
    assert "请签收3。" in body and "请签收1。" not in body


@pytest.mark.parametrize(
    "at",
    [TUESDAY - timedelta(minutes=1), TUESDAY + timedelta(days=4), TUESDAY + timedelta(days=1)],
    ids=["too early", "a Saturday", "a holiday"],
)
async def test_not_before_half_past_eight_nor_on_days_off(database, at):
    world = await told_case()
    await notice(world, "联络")
    async with write_tx():
        await CalendarDay.insert(CalendarDay(on=date(2026, 7, 1), kind=DayKind.HOLIDAY.value, name="放假"))
    assert await queue_digests(at) == 0


async def test_what_is_read_done_or_mailed_is_left_out(database):
    world = await told_case()
    await notice(world, "联络", 1, read_at=now())
    await notice(world, "联络", 2, done_at=now())
    await notice(world, "联络", 3, digested_at=now())
    assert await queue_digests(TUESDAY) == 0


async def test_who_wants_none_gets_none(database):
    world = await told_case()
    await notice(world, "联络")
    async with write_tx():
        await DictionaryEntry.insert(DictionaryEntry(list_name=NO_DIGEST, code=str(world.people["联络"])))
    assert await queue_digests(TUESDAY) == 0


async def test_it_goes_to_who_is_on_duty_but_what_somebody_asked_for_to_himself(database):
    world = await told_case()
    await stands_in(world, "联络", "经办", days=3000)
    await notice(world, "联络")
    await stands_in(world, "督办", "交办", days=3000)
    await notice(world, "督办", event=Event.EXPORT_READY.value)
    later = now().astimezone(BEIJING).replace(hour=9)
    while later.weekday() >= 5:
        later += timedelta(days=1)
    assert await queue_digests(later) == 2
    assert await recipients_of(world) == {"经办", "督办"}


def line(number, *, due=None, case=1):
    return {"id": number, "case": case, "event": "filed", "told": f"第{number}条。", "link": f"/cases/{case}",
            "due_on": due, "label": f"提案{case}号"}  # fmt: skip


def test_the_most_urgent_stands_first_and_each_thing_once():
    rows = [line(1), line(2, due=date(2026, 7, 9)), line(3, due=date(2026, 7, 2)), {**line(1), "id": 4}]
    text = digest_of(rows)
    assert text.index("第3条") < text.index("第2条") < text.index("第1条")
    assert text.count("第1条") == 1 and "您有 3 条" in text


def test_a_long_one_is_cut_and_says_so():
    text = digest_of([line(n) for n in range(MOST_LINES + 5)])
    assert text.count("已立案") == MOST_LINES and "另有 5 条" in text


async def test_what_somebody_wants_no_mail_of_stays_out_of_his_digest_only(database):
    world = await told_case()
    for name in ("联络", "委员"):
        await notice(world, name, 1)
        await notice(world, name, 2, event=Event.URGED.value)
    code = choice_code(world.people["联络"], Event.URGED)
    async with write_tx():
        await DictionaryEntry.insert(DictionaryEntry(list_name=MAIL_CHOICE, code=code, label=MailChoice.NONE.value))
    assert await queue_digests(TUESDAY) == 2
    bodies = {row["recipient"]: row["body"] for row in await OutboxMessage.select()}
    said = {name: bodies[f"p{world.people[name]}@mail.test"] for name in ("联络", "委员")}
    assert "请签收2。" not in said["联络"]
    assert "请签收1。" in said["联络"]
    assert "请签收2。" in said["委员"]


async def test_what_came_since_is_seen_at_once_and_all_else_within_the_hour_whatever_the_page(database, monkeypatch):
    monkeypatch.setattr(digests, "PAGE", 1)
    world = await told_case()
    for name in ("委员", "联络", "处长"):
        await notice(world, name)
    await stands_in(world, "联络", "经办", days=3000)
    looked, later = Looked(), now().astimezone(BEIJING).replace(hour=9)
    while not is_working(await working_calendar(), later.date()):
        later += timedelta(days=1)
    assert await queue_digests(later, looked) == 3
    assert await recipients_of(world) == {"委员", "经办", "处长"}
    assert await queue_digests(later, looked) == 0
    await notice(world, "委员二", 2)  # has no account yet
    await notice(world, "局长", 2)
    assert await queue_digests(later, looked) == 1
    async with write_tx():
        person = world.people["委员二"]
        await Account.insert(Account(person=person, sign_in_name="u2", password_hash="x", email=f"p{person}@mail.test"))
    assert await queue_digests(later, looked) == 0
    looked.at -= HOUR
    assert await queue_digests(later, looked) == 1
    assert await Notice.count().where(Notice.digested_at.is_null()) == 0


async def test_a_notice_for_two_who_stand_in_goes_to_both_wherever_they_stand_in_line(database, monkeypatch):
    monkeypatch.setattr(digests, "PAGE", 1)
    world = await told_case()
    await stands_in(world, "联络", "委员", days=3000)
    await stands_in(world, "联络", "替班", days=3000)
    await notice(world, "联络")
    later = now().astimezone(BEIJING).replace(hour=9)
    while not is_working(await working_calendar(), later.date()):
        later += timedelta(days=1)
    assert await queue_digests(later) == 2
    assert await recipients_of(world) == {"委员", "替班"}
