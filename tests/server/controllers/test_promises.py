"""Public promises: each number is its rows, the rule stands on the page, and nothing is said that is not known."""

import re

import pytest

from cases.clock import now
from cases.tables import Commitment, Document, PairDecision
from cases.vocabulary import Role
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def test_every_number_is_its_rows_and_those_of_the_skins_for_programs(site):
    page = (await site.get("/gk/promises")).text
    counted = re.findall(r'href="(/gk/promises\?[^"]*)"[^>]*>(?:<span>)?[^<]*(?:</span>)? ?<b>(\d+)</b>', page)
    assert len(counted) > 8
    for address, number in counted:
        asked = address.replace("&amp;", "&").partition("?")[2]
        shown = (await site.get(f"/gk/promises?{asked}")).text
        assert re.search(r"共 <strong>([\d,]+)</strong>", shown).group(1) == number, address
        assert shown.count('class="kept-said"') == min(int(number), 20)
        held = (await site.get(f"/api/v1/commitments?{asked}")).json()
        assert held["meta"]["total"] == int(number)


async def test_the_rule_is_said_and_a_promise_shows_what_tells_of_it(site):
    said = (await site.get("/api/v1/commitments?keeping=unchecked")).json()["data"][0]
    number, paper = int(said["id"]), int(said["document_id"])
    text = (await Document.select(Document.text).where(Document.id == paper).first())["text"]
    await new_row(
        PairDecision, commitment=number, earlier=paper, later=paper, later_start=4, later_end=16, earlier_start=0,
        earlier_end=1, why="r", judgement="accepted",
    )  # fmt: skip
    unread = (await site.get("/gk/promises?keeping=unchecked")).text
    assert said["quote"] in unread and "系统摘出" in unread
    assert said["quote"] not in (await site.get("/gk/promises?keeping=unseen")).text
    await Commitment.update({"state": "confirmed"}).where(Commitment.id == number)
    late = (await site.get("/gk/promises?keeping=unseen")).text
    assert said["quote"] in late and text[4:16] in late
    for words in ("当天不算过", "不等于没有做", "不作排名", "不判断是否落实"):
        assert words in late
    await Commitment.update({"state": "fulfilled", "verified_at": now()}).where(Commitment.id == number)
    assert said["quote"] not in (await site.get("/gk/promises?keeping=unseen")).text
    kept = (await site.get("/gk/promises?keeping=fulfilled")).text
    assert said["quote"] in kept and re.search(r"\d{4}-\d\d-\d\d 核实", kept)


async def test_nonsense_does_not_narrow_and_nothing_found_is_said(site):
    assert (await site.get("/gk/promises?keeping=x&year=abc&page=-1")).status_code == 200
    assert "没有符合条件的公开的承诺" in (await site.get("/gk/promises?text=没有这样的话")).text


async def test_what_staff_reads_is_kept_nowhere_and_what_the_public_reads_is_asked_for_again(site, client_as):
    staff = await client_as(Role.REVIEWER)
    for address in (
        "/gk/promises",
        "/gk/",
        "/feed.atom",
        "/data/cases.csv",
        "/data/cases.json",
        "/sitemap.xml",
        "/cases/1",
    ):
        own, open_to_all = await staff.get(address), await site.get(address)
        assert "no-store" in own.headers["cache-control"], address
        assert "etag" not in own.headers, address
        assert open_to_all.headers["cache-control"] == "no-cache", address
        again = await site.get(address, If_None_Match=open_to_all.headers["etag"])
        assert again.status_code == 304, address


async def test_last_days_can_be_subscribed_to_as_they_are_narrowed(site):
    await Commitment.update({"due_on": None}).where(Commitment.id == 1)
    held = (await site.get("/api/v1/commitments?limit=200")).json()["data"]
    dated = {row["id"]: row for row in held if row["due_on"]}
    assert dated
    body = (await site.get("/gk/promises.ics")).content
    assert {int(number) for number in re.findall(rb"UID:commitment-(\d+)@site.test", body)} == set(map(int, dated))
    ahead = (await site.get("/gk/promises.ics?keeping=ahead")).text
    assert ahead.count("BEGIN:VEVENT") == sum(row["keeping"] == "ahead" for row in held)
    assert body == (await site.get("/gk/promises.ics")).content
