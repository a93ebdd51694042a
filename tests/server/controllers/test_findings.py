"""A batch of findings through pages, and the life of one promise after it, from the report to the verification."""

import re

import pytest

from cases import tables
from cases.vocabulary import Role

pytestmark = pytest.mark.anyio


async def found():
    where = tables.Commitment.current.eq(True) & tables.Commitment.case.is_not_null()
    return await tables.Commitment.select().where(where & tables.Commitment.department.is_not_null()).first()


async def test_a_batch_is_marked_and_sent(client_as):
    office = await client_as(Role.OVERSIGHT)
    page = (await office.get("/findings")).text
    marks = re.findall(r'name="(finding-\d+)" value="(confirm:[\d-]+)"', page)
    assert len(marks) >= 2
    refused = await office.write("/findings", {}, on="/findings")
    assert refused.status_code == 422 and "勾选" in refused.text
    first, second = marks[0], (marks[1][0], marks[1][1].replace("confirm", "reject"))
    answer = await office.write("/findings", dict([first, second]), on="/findings")
    assert answer.headers["location"].startswith("/findings")
    rows = await tables.Commitment.select(tables.Commitment.id, tables.Commitment.state)
    states = {row["id"]: row["state"] for row in rows}
    assert (states[int(first[0][8:])], states[int(second[0][8:])]) == ("confirmed", "rejected")
    assert second[0][8:] in (await office.get("/findings?state=rejected")).text


async def test_it_is_corrected_reported_and_verified(client_as):
    row = await found()
    office, clerk = await client_as(Role.OVERSIGHT), await client_as(Role.CLERK, unit=row["department"])
    sent = {
        "seen": row["version"], "quote": row["quote"], "label": "C-HARD", "category": "facility", "measure": "建成三处",
        "department": row["department"], "owner": "王科长", "condition": "", "due_on": "2027-06-30", "then": "confirm",
    }  # fmt: skip
    place, forms = f"/commitments/{row['id']}", f"/findings/{row['id']}"
    wrong = await office.write(f"{forms}/correct", {**sent, "quote": "原文里没有的一句话"}, on=forms)
    assert wrong.status_code == 422 and "原文里没有" in wrong.text and "王科长" in wrong.text
    assert (await office.write(f"{forms}/correct", sent, on=forms)).status_code == 303
    said = {"seen": row["version"] + 2, "stage": "done", "told": "三处均已建成投用"}
    assert "建成三处" in (await clerk.get(place)).text
    answer = await clerk.write(f"{place}/report", said, on=place)
    assert answer.headers["location"] == place
    page = (await office.get(place)).text
    assert "三处均已建成投用" in page and "提交核验" in page
    sent = {"seen": row["version"] + 3, "verdict": "true", "told": ""}
    assert (await office.write(f"{place}/verify", sent, on=place)).status_code == 303
    after = await tables.Commitment.select().where(tables.Commitment.id == row["id"]).first()
    assert (after["state"], str(after["due_on"])) == ("fulfilled", "2027-06-30")


async def test_several_are_urged_after_a_look_at_what_will_be_read(client_as):
    row = await found()
    await tables.Commitment.update({"state": "confirmed"}).where(tables.Commitment.id == row["id"])
    await tables.Assignment.update({"department": row["department"]}).where(tables.Assignment.case == row["case"])
    office, clerk = await client_as(Role.OVERSIGHT), await client_as(Role.CLERK, unit=row["department"])
    preview = (await office.get(f"/commitments/urge?commitment={row['id']}")).text
    ticked = re.search(r'name="commitment" value="(\d+-\d+)" checked', preview)[1]
    sent = {"commitment": ticked, "words": "请抓紧落实并报告进展"}
    assert (await office.write("/commitments/urge", sent, on="/commitments/urge")).status_code == 303
    again = (await office.get(f"/commitments/urge?commitment={row['id']}")).text
    assert "三天以内" in again and "checked" not in again
    assert f"/commitments/{row['id']}#report" in {n["link"] for n in await tables.Notice.select()}
    assert "报告进展" in (await clerk.get(f"/commitments/{row['id']}")).text
