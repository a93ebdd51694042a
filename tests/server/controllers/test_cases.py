"""The list of cases and one case."""

import re

import pytest

from cases import files, tables
from cases.vocabulary import Role
from tests.factories import cast_of, make_case
from tests.samples import PHONE
from tests.server.replying import client_of

pytestmark = pytest.mark.anyio


async def address_of(site, text):
    """Address of the first case whose title holds a text."""
    page = (await site.client.get(f"/cases/?text={text}")).text
    return re.search(r'href="(/cases/\d+)"', page).group(1)


async def test_a_case_shows_facts_reply_and_every_promise_in_place(site):
    page = (await site.get(await address_of(site, "电梯"))).text
    for fact in ("第607号", "石长青", "杭州市民政局", "杭州市财政局", "2023年6月8日（周四）"):
        assert fact in page, fact
    anchors = set(re.findall(r'<mark class="promise" id="c(\d+)"', page))
    listed = set(re.findall(r'<a class="clamp" href="#c(\d+)"', page))
    assert anchors == listed != set()


async def test_every_figure_has_its_anchor(site):
    page = (await site.get(await address_of(site, "电梯"))).text
    assert set(re.findall(r'class="figure" id="f(\d+)"', page)) == set(re.findall(r'href="#f(\d+)"', page)) != set()


async def test_the_text_is_the_original_character_for_character(site):
    page = (await site.get(await address_of(site, "电梯"))).text
    prose = re.search(r'<div class="prose">(.*?)</div>', page, flags=re.S).group(1)
    plain = re.sub(r'<a class="at".*?</a>|<[^>]+>', "", prose)
    assert "截至2022年底，全市累计加装电梯3219台，惠及住户约4.2万户。" in plain


async def test_the_public_never_sees_the_phone_number(site):
    page = await site.get(await address_of(site, "电梯"))
    assert PHONE not in page.text
    assert PHONE[-4:] not in page.text


async def test_staff_sees_it_and_the_journal(site):
    staff = await site.enter(Role.ASSIGNER)
    page = (await staff.get(await address_of(staff, "电梯"))).text
    assert PHONE in page
    assert "经过" in page


async def test_a_closed_case_does_not_exist_for_the_public(site):
    assert "黑车" not in (await site.client.get("/cases/")).text
    hidden, missing = await site.get("/cases/3"), await site.get("/cases/9")
    assert hidden.status_code == missing.status_code == 404
    for page, number in ((hidden, "3"), (missing, "9")):
        page.bare = page.text.replace(f"/cases/{number}", "").replace(f"“{number}”", "")
    assert hidden.bare.replace("%2Fcases%2F3", "") == missing.bare.replace("%2Fcases%2F9", "")


async def test_staff_reads_the_closed_case(staff):
    assert "黑车" in (await staff.client.get("/cases/")).text


NARROWED = [("track=npc", 1), ("track=cppcc", 1), ("text=607", 1), ("text=0607", 1), ("year=1999", 0)]


@pytest.mark.parametrize(("asked", "found"), NARROWED)
async def test_the_list_narrows(site, asked, found):
    page = (await site.client.get(f"/cases/?{asked}")).text
    assert len(set(re.findall(r'href="/cases/(\d+)"', page))) == found
    if not found:
        assert "没有符合条件的提案建议" in page


BLANK = re.compile(r"<(dd|td|li|p)\b[^>]*>\s*</\1>")


@pytest.mark.parametrize("state", ["submitted", "in_review", "filed", "assigned", "in_handling"])
async def test_no_field_of_a_case_is_blank_and_every_day_has_its_weekday_case_1_case_2_case_4(site, state):
    cast = await cast_of()
    made = await make_case(state, cast=cast, units=1 if state != "in_handling" else 2)
    page = (await (await client_of(site, cast.reviewer)).get(f"/cases/{made.id}")).text
    assert BLANK.findall(page) == []
    four = page.split('<dl class="four">')[1].split("</dl>")[0]
    for fact in ("状态", "现在在谁手里", "办理期限", "最长可延至"):
        assert re.search(rf"<dt>{fact}</dt><dd>\s*\S", four), fact
    if state in ("assigned", "in_handling"):
        assert re.search(r"\d{4}年\d{1,2}月\d{1,2}日（周.）", four)
        assert re.search(r"还剩\d+个工作日", four)
        assert f'href="/cases/{made.id}/days"' in four
    else:
        assert "交办后确定" in four
    times = re.findall(r"<time [^>]*>(.*?)</time>", page.split("办理过程")[1])
    assert times
    assert all(re.search(r"（周.）\d\d:\d\d · (今天|\d+ 天前)", one) for one in times)


async def test_the_files_beside_a_submission_are_links_that_work(site):
    cast = await cast_of()
    made = await make_case("submitted", cast=cast)
    office = await client_of(site, cast.reviewer)
    assert "暂无" in (await office.get(f"/cases/{made.id}")).text.split("附件</h3>")[1][:60]
    folder = site.app.state.settings.files_dir
    digest = files.put(folder, b"%PDF-1.4 kept")
    row = {"belongs": "case", "belongs_id": made.id, "name": "图.pdf", "media": "application/pdf", "sha256": digest}
    await tables.Attachment.insert(tables.Attachment(case=made.id, size=13, **row))
    link = re.search(r'href="(/attachments/\d+)">图.pdf', (await office.get(f"/cases/{made.id}")).text).group(1)
    assert (await office.get(link)).content == b"%PDF-1.4 kept"
