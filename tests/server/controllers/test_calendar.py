"""/administration/calendar and /cases/…/days: edited by the administrator, read by the auditor, counted for all."""

from datetime import date

import pytest

from cases.calendars import working_calendar
from cases.vocabulary import Role
from cases.working_days import is_working
from tests.cases.test_recomputing import DUE, world_at

pytestmark = pytest.mark.anyio
PLACE = "/administration/calendar"


async def ticked(site, *days, year=2027):
    return await site.write(f"{PLACE}/{year}/try", {"day": list(days)}, on=PLACE)


async def test_a_ticked_day_is_shown_first_and_kept_when_confirmed(site):
    await world_at()
    await site.enter(Role.ADMIN)
    shown = await ticked(site, "2027-06-01", "2027-06-05")
    assert shown.status_code == 200 and "2027-06-02" in shown.text and "溪口市民政局" in shown.text
    assert is_working(await working_calendar(), DUE)
    days = shown.text.split("<textarea")[1].split(">", 1)[1].split("<")[0]
    done = await site.write(f"{PLACE}/2027", {"days": days}, on=PLACE)
    assert done.status_code == 303 and done.headers["location"] == f"{PLACE}?year=2027"
    calendar = await working_calendar()
    assert not is_working(calendar, DUE) and is_working(calendar, date(2027, 6, 5))


async def test_days_off_at_weekends_stay_when_the_grid_is_sent(site):
    await site.enter(Role.ADMIN)
    page = (await site.get(f"{PLACE}?year=2026")).text
    sent = [part.split('"')[0] for part in page.split('name="day" value="')[1:] if " checked" in part.split(">")[0]]
    assert "2026-10-01" in sent and "2026-10-10" in sent and "2026-10-03" not in sent
    shown = await ticked(site, *sent, year=2026)
    days = shown.text.split("<textarea")[1].split(">", 1)[1].split("<")[0]
    await site.write(f"{PLACE}/2026", {"days": days}, on=PLACE)
    again = (await site.get(f"{PLACE}?year=2026")).text
    assert again.count("<b>休</b>") == page.count("<b>休</b>") and again.count("<b>班</b>") == page.count("<b>班</b>")
    assert "国庆节" in again


@pytest.mark.parametrize("coding", ["utf-8-sig", "gb18030"])
async def test_the_notice_is_read_from_a_file_of_either_coding(site, coding):
    await site.enter(Role.ADMIN)
    data = "日期,类型,名称\n2027-01-01至2027-01-03,休,元旦\n".encode(coding)
    shown = await site.write(
        f"{PLACE}/2027/try", {"notice": "1", "provisional": "1"}, on=PLACE, files={"file": ("节.csv", data)}
    )
    assert shown.status_code == 200 and "2027-01-02,休,元旦" in shown.text and "标为暂定" in shown.text


async def test_a_line_that_cannot_be_read_is_named(site):
    await site.enter(Role.ADMIN)
    for place, sent in ((f"{PLACE}/2027/try", {"notice": "1", "text": "元旦放假"}), (f"{PLACE}/2027", {"days": "x"})):
        answer = await site.write(place, sent, on=PLACE)
        assert answer.status_code == 422 and "第 1 行" in answer.text
    assert (await site.write(f"{PLACE}/1700", {"days": ""}, on=PLACE)).status_code == 404


async def test_the_auditor_reads_and_does_not_write(site, client_as):
    auditor = await client_as(Role.AUDITOR)
    page = await auditor.get(f"{PLACE}?year=2026")
    assert page.status_code == 200 and 'type="checkbox"' not in page.text
    assert (await auditor.write(f"{PLACE}/2026", {"days": ""}, on="/account")).status_code == 403
    for role in (Role.CLERK, Role.REVIEWER, Role.SUBMITTER):
        assert (await (await client_as(role)).get(PLACE)).status_code == 403


async def test_the_days_of_a_case_are_counted_for_who_may_see_it(site, client_as):
    world = await world_at()
    clerk = await client_as(Role.CLERK, unit=world.units["民政局"])
    page = await clerk.get(f"/cases/{world.case}/days")
    assert page.status_code == 200 and "第 92 天" in page.text and "暂定" in page.text
    co = await clerk.get(f"/cases/{world.case}/days?assignment={world.co}")
    assert "会办意见" in co.text and "溪口市卫健委" in co.text
    assert (await clerk.get("/cases/999999/days")).status_code == 404
    assert (await site.get(f"/cases/{world.case}/days")).status_code in (302, 303)
