"""A whole life through the forms, each sent twice at once and once more after: every act happens once.

Then each is sent with another key from a page that has grown old: refused with 409, and what was typed is still there.
"""

import asyncio
import html
import secrets
from datetime import timedelta

import pytest

from cases import tables
from cases.clock import today
from cases.facts import facts_of
from cases.journal import first_break
from cases.queries.publications import personal_stretches
from cases.vocabulary import CaseState, Role
from server.settings import Settings
from tests.accounts import actor_as
from tests.factories import make_case
from tests.replying import handled
from tests.server.controllers.test_drafts import FIELDS
from tests.server.replying import client_of

pytestmark = pytest.mark.anyio
TYPED = "这一段话是刚刚写下的，一个字也不能少。"
WORDS = {
    "title": "关于给公交站加装座椅的提案", "situation": "十二个公交站没有座椅。", "analysis": "",
    "recommendations": "明年春天前装上座椅。", "consent": "yes",
}  # fmt: skip


@pytest.fixture
def settings(furnished_url, tmp_path):
    """A site without an archive, over either database."""
    return Settings(tmp_path / "data", furnished_url)


async def acts():
    """How many acts there have been, looking not counted."""
    entry = tables.JournalEntry
    return await entry.count().where(entry.verb != "see")


async def thrice(person, path, form):
    """Send a form twice at once and once more; where all three led, and how many rows of the journal that made."""
    token, before = await person.token("/account"), await acts()
    sent = {**form, "key": secrets.token_urlsafe(12)}
    answers = list(await asyncio.gather(*(person.post(path, sent, token=token) for _ in range(2))))
    after = await acts()
    answers.append(await person.post(path, sent, token=token))
    assert [one.status_code for one in answers] == [303] * 3, (path, [one.text[-1500:] for one in answers])
    places = {one.headers["location"] for one in answers}
    assert len(places) == 1, (path, places)
    assert await acts() == after > before, path
    return places.pop()


async def late(person, path, form, typed="", *, least=409):
    """Send it anew from the old page: refused, nothing done, the words still on the page that comes back."""
    before = await acts()
    answer = await person.write(path, form)
    assert answer.status_code == least, (path, answer.status_code, answer.headers.get("location"), answer.text[-1500:])
    assert await acts() == before, path
    assert typed in html.unescape(answer.text), path


async def row_of(table, number):
    return (await table.select().where(table.id == number))[0]


async def test_from_the_draft_to_the_number(site):
    body = (await tables.Body.select().where(tables.Body.track == "cppcc").order_by(tables.Body.id))[0]["id"]
    deputy_actor, office_actor = [await actor_as(role, body=body) for role in (Role.SUBMITTER, Role.REVIEWER)]
    term = (await tables.Term.select().where(tables.Term.body == body).order_by(tables.Term.id))[0]["id"]
    await tables.Seat.insert(tables.Seat(person=deputy_actor.person, body=body, term=term, kind="member"))
    deputy, office = await client_of(site, deputy_actor), await client_of(site, office_actor)
    place = await thrice(deputy, "/submissions", {"as": "individual"})
    case = int(place.split("/")[2])
    assert await tables.Case.count() == 1
    await thrice(deputy, f"/submissions/{case}/edit", {**WORDS, "version": "1"})
    beside = await deputy.write(f"/submissions/{case}/edit", {**WORDS, "situation": TYPED, "version": "1"})
    assert beside.headers["location"] == f"/submissions/{case}/edit"
    assert TYPED in (await deputy.get(f"/submissions/{case}/edit")).text
    seen = (await row_of(tables.Case, case))["version"]
    await thrice(deputy, f"/submissions/{case}/submit", {"seen": seen, "phone": "13900001111"})
    assert len(await tables.Case.select().where(tables.Case.receipt_no.is_not_null())) == 1
    opened = (await row_of(tables.Case, case))["version"]
    await thrice(office, f"/reviews/{case}/open", {"seen": opened})
    gone = {"seen": opened, "reason": TYPED}
    await late(deputy, f"/submissions/{case}/withdraw", gone, TYPED)
    seen = (await row_of(tables.Case, case))["version"]
    decision = {"verb": "file", "category": "社会建设", "seen": seen, "words": TYPED}
    await thrice(office, f"/reviews/{case}/decide", decision)
    await late(office, f"/reviews/{case}/decide", decision, TYPED)
    assert (await row_of(tables.Case, case))["state"] == CaseState.FILED
    assert await first_break() is None


async def test_from_the_assignment_to_more_time(site):
    made = await make_case(CaseState.FILED)
    cast, unit = made.cast, made.cast.units[0]
    desk, clerk = await client_of(site, cast.assigner), await client_of(site, cast.clerk())
    seen = (await made.row())["version"]
    routing = {"case": f"{made.id}-{seen}", "kind": "sole", "unit": str(unit), "instructions": TYPED, "reason": TYPED}
    await thrice(desk, "/assignments", routing)
    await late(desk, "/assignments", {**routing, "unit": str(cast.units[1])}, TYPED)
    part = await made.assignment(unit)
    back = {
        "assignment": part["id"], "seen": part["version"], "reason": TYPED, "proposed": cast.units[1], "send": "1",
    }  # fmt: skip
    await thrice(clerk, "/returns", back)
    await late(clerk, "/returns", back, TYPED)
    asked, part = (await tables.ReturnRequest.select())[0], await made.assignment(unit)
    refusal = {
        "request": asked["id"], "assignment": part["id"], "seen": part["version"], "words": TYPED, "decision": "refuse",
    }  # fmt: skip
    await thrice(desk, "/returns/decide", refusal)
    await late(desk, "/returns/decide", refusal, TYPED)
    part = await made.assignment(unit)
    await thrice(clerk, f"/assignments/{part['id']}/plan", {"seen": part["version"], "handler": cast.clerk().person})
    await late(clerk, f"/assignments/{part['id']}/accept", {"seen": part["version"]})
    met = {"assignment": part["id"], "day": today().isoformat(), "stage": "before", "form": "meeting",
           "met": "委员", "summary": TYPED}  # fmt: skip
    await thrice(clerk, "/contacts", met)
    assert await tables.Contact.count() == 1
    part = await made.assignment(unit)
    more = {
        "assignment": part["id"], "seen": part["version"], "reason": TYPED,
        "day": (part["due_on"] + timedelta(days=7)).isoformat(), "told_on": today().isoformat(),
    }  # fmt: skip
    await thrice(clerk, "/extensions", more)
    await late(clerk, "/extensions", more, TYPED)
    asked, part = (await tables.Extension.select())[0], await made.assignment(unit)
    grant = {
        "request": asked["id"], "assignment": part["id"], "seen": part["version"], "words": TYPED, "decision": "grant",
    }  # fmt: skip
    await thrice(desk, "/extensions/decide", grant)
    await late(desk, "/extensions/decide", grant, TYPED)
    part = await made.assignment(unit)
    urge = {"assignment": f"{part['id']}-{part['version']}", "words": TYPED, "form": "message"}
    await thrice(desk, "/urges", urge)
    await late(desk, "/urges", urge, TYPED)
    assert await tables.Urge.count() == 1
    mark = {"seen": (await made.row())["version"], "supervisor": TYPED}
    await thrice(desk, f"/key_cases/{made.id}", mark)
    await late(desk, f"/key_cases/{made.id}", mark, TYPED)
    assert await first_break() is None


async def test_from_the_reply_to_the_end(site):
    case = await handled()
    writer, deputy = await client_of(site, case.writer), await client_of(site, case.submitter)
    place = await thrice(writer, "/drafts", {"assignment": case.lead["id"]})
    reply = int(place.rpartition("/")[2])
    assert await tables.Reply.count() == 1
    version = (await case.text(reply))["version"]
    await thrice(writer, place, {**FIELDS, "version": version, "go": "version"})
    assert await tables.ReplyText.count().where(tables.ReplyText.kind == "kept") == 1
    await late_text(writer, place, version)
    seen = await case.seen(reply)
    up = {"seen": seen.reply, "version": seen.text, "proceed_reason": TYPED, "confirmed": "yes"}
    await thrice(writer, f"{place}/approval", up)
    await late(writer, f"{place}/approval", up, TYPED)
    for signer in case.signers:
        seen, client = await case.seen(reply), await client_of(site, signer)
        decision = {"seen": seen.reply, "version": seen.text, "decision": "agreed", "told": TYPED}
        await thrice(client, f"/approvals/{reply}", decision)
        await late(client, f"/approvals/{reply}", decision, TYPED)
    assert (await case.reply(reply))["doc_no"].endswith("1号")
    seen = (await case.reply(reply))["version"]
    await thrice(writer, f"{place}/send", {"seen": seen})
    await late(writer, f"{place}/send", {"seen": seen})
    deliveries = await case.deliveries(reply)
    assert len(deliveries) == 1
    await publish_once(site, case, reply)
    seen = (await case.reply(reply))["version"]
    rating = {"seen": seen, "attitude": "satisfied", "result": "satisfied", "told": TYPED}
    await thrice(deputy, f"/ratings/{deliveries[0]['id']}", rating)
    await late(deputy, f"/ratings/{deliveries[0]['id']}", {**rating, "attitude": "dissatisfied", "understood": "yes"},
               TYPED)  # fmt: skip
    assert await tables.Feedback.count() == 1
    desk = await client_of(site, case.made.cast.reviewer)
    end = {"verb": "conclude", "seen": (await case.made.row())["version"], "reason": TYPED}
    await thrice(desk, f"/conclusions/{case.id}", end)
    await late(desk, f"/conclusions/{case.id}", end, TYPED)
    assert (await case.made.row())["state"] == CaseState.CONCLUDED
    assert await first_break() is None


async def publish_once(site, case, reply):
    """Published and taken back, each once."""
    desk = await client_of(site, case.made.cast.assigner)
    row = await case.reply(reply)
    document = await row_of(tables.Document, row["document"])
    keys = [one.key for one in personal_stretches(await facts_of(case.id), row, document, ())]
    await thrice(desk, f"/publications/{reply}", {"seen": row["version"], "screened": keys, "further": ""})
    await late(desk, f"/publications/{reply}", {"seen": row["version"], "screened": keys, "further": TYPED}, TYPED)
    seen = (await case.reply(reply))["version"]
    await thrice(desk, f"/publications/{reply}/withdraw", {"seen": seen, "reason": TYPED})
    await late(desk, f"/publications/{reply}/withdraw", {"seen": seen, "reason": TYPED}, TYPED)


async def late_text(writer, place, version):
    """A text that came too late is kept word for word and shown beside the other one."""
    answer = await writer.write(place, {**FIELDS, "body": TYPED, "version": version, "go": ""})
    assert answer.status_code == 409
    assert TYPED in html.unescape(answer.text)
    assert TYPED in html.unescape((await writer.get(f"{place}/copies")).text)
