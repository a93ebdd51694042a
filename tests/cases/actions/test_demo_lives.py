"""The demonstration has a case in every state, played in the order of its days, once, and of invented people only."""

import re
import tomllib
from datetime import date

import pytest

from cases import clock, journal
from cases.actions.demo_accounts import load_demo_accounts
from cases.actions.demo_acts import ACTS
from cases.actions.demo_lives import first_day, play_lives
from cases.calendars import working_calendar
from cases.lights import light_of
from cases.queries.accounts import demo_accounts
from cases.resources import fixtures
from cases.tables import Assignment, Case, Document, JournalEntry, Reply
from cases.vocabulary import AssignmentState, CaseState, Light, ReplyState, Verb, Watched

# A plain day, and one after the longest holiday, when many acts fall on days off.
DAYS = {"sqlite": date(2026, 11, 23), "postgres": date(2027, 2, 24)}
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
TITLED = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:委员|代表|同志|局长|主任|处长|先生|女士|老师)")
PHONE = re.compile(r"1[3-9]\d{9}|\d{7,}")


def stories():
    return tomllib.loads((fixtures() / "lives.toml").read_text(encoding="utf-8"))["lives"]


async def states_of(table):
    return {row["state"] for row in await table.select(table.state)}


@pytest.mark.anyio
async def test_every_state_is_there_and_the_journal_goes_one_way(furnished):
    on = DAYS[furnished.engine_type]
    with clock.at(on):
        await _prepared()
        assert await first_day() is None
        assert await play_lives() == 0
        assert await states_of(Case) == {state.value for state in CaseState}
        assert await states_of(Assignment) == {state.value for state in AssignmentState}
        assert await states_of(Reply) == {state.value for state in ReplyState}
        rows = await JournalEntry.select(JournalEntry.at).where(JournalEntry.case.is_not_null()).order_by(
            JournalEntry.seq
        )  # fmt: skip
        instants = [row["at"] for row in rows]
        assert instants == sorted(instants)
        assert len({at.astimezone(clock.BEIJING).date() for at in instants}) > 60
        assert instants[-1] < clock.now()
        assert await journal.first_break() is None
        assert {Light.GREEN, Light.YELLOW, Light.ORANGE, Light.RED} <= await _lights(on)
        assert await Document.exists().where(Document.audience == "public")


async def _prepared():
    await load_demo_accounts()
    first = await first_day()
    assert first is not None and first < clock.today()
    assert await play_lives() == len(stories())


async def _lights(on):
    calendar = await working_calendar()
    open_ones = [AssignmentState.ACCEPTED.value, AssignmentState.WORKING.value, AssignmentState.PENDING_ACCEPT.value]
    rows = await Assignment.select(Assignment.due_on).where(Assignment.state.is_in(open_ones))
    return {light_of(Watched.REPLY, row["due_on"], on, calendar)[0] for row in rows}


@pytest.mark.anyio
async def test_everybody_named_has_an_account(furnished):
    await load_demo_accounts()
    known = {one.name for one in await demo_accounts()}
    named = set()
    for story in stories():
        named |= {story["by"], *story.get("with", ())}
        for act in story["acts"]:
            named |= {act[role] for role in ("by", "handler", "approver") if role in act}
    assert named <= known


def test_no_words_name_anybody_else():
    text = (fixtures() / "lives.toml").read_text(encoding="utf-8")
    assert TITLED.findall(text) == []
    assert PHONE.findall(text.replace("0571-5550", "")) == []


def test_letters_are_as_long_as_letters_are_and_verbs_are_known():
    letters = 0
    for story in stories():
        for act in story["acts"]:
            assert Verb(act["do"]) in ACTS
            if "result" in act:
                letters += 1
                assert 400 <= len("".join(act["letter"].split())) <= 900, story["key"]
    assert letters >= 10
