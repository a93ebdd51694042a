"""Papers through pages: looked at, taken as PDF and Word, listed; refused to whom they are not for."""

import io

import pytest
from docx import Document
from pypdf import PdfReader

from cases.papers import fonts as found_fonts
from cases.tables import Department, JournalEntry
from cases.vocabulary import Role, Verb
from tests.replying import handled
from tests.server.replying import client_of
from tests.situations import once

pytestmark = pytest.mark.anyio


async def sent():
    """A case whose reply is with its submitter."""
    case = await handled()
    case.reply_id = await case.sent()
    return case


@pytest.fixture
async def case(site):
    return await once(sent)


@pytest.fixture
async def clerk(site, case):
    return await client_of(site, case.writer)


async def test_a_paper_is_looked_at_page_by_page_and_taken(clerk, case):
    page = await clerk.get(f"/papers/reply?case={case.id}&of={case.reply_id}")
    assert page.status_code == 200
    assert "下载 PDF" in page.text
    assert f"/papers/reply/pages/1?case={case.id}&amp;of={case.reply_id}" in page.text
    image = await clerk.get(f"/papers/reply/pages/1?case={case.id}")
    assert image.content.startswith(b"\x89PNG")
    assert (await clerk.get(f"/papers/reply/pages/99?case={case.id}")).status_code == 404
    pdf = await clerk.get(f"/papers/reply.pdf?case={case.id}")
    row = await case.reply(case.reply_id)
    assert row["doc_no"] in PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert pdf.headers["content-disposition"].startswith("attachment")
    shown = await clerk.get(f"/papers/reply.pdf?case={case.id}&show=1")
    assert shown.headers["content-disposition"].startswith("inline")
    word = await clerk.get(f"/papers/reply.docx?case={case.id}")
    assert row["doc_no"] in [p.text for p in Document(io.BytesIO(word.content)).paragraphs]


async def test_the_list_is_a_page_and_a_part_of_the_case_page(clerk, case):
    whole = await clerk.get(f"/papers/?case={case.id}")
    assert f"/papers/case_bundle?case={case.id}" in whole.text
    part = await clerk.get(f"/papers/?case={case.id}", HX_Request="true")
    assert part.text.lstrip().startswith('<ul id="list"')
    assert f"/papers/?case={case.id}" in (await clerk.get(f"/cases/{case.id}")).text


@pytest.mark.parametrize(
    "path", ["reply", "reply.pdf", "reply.docx", "case_bundle.pdf", "", "reply.exe", "no_such_kind", "reply/pages/1"]
)
async def test_strangers_and_nonsense_find_nothing(site, case, client_as, path):
    far = await client_as(Role.CLERK, unit=(await _another_unit(case)))
    for client in (site, far):
        assert (await client.get(f"/papers/{path}?case={case.id}")).status_code == 404
    assert (await far.get(f"/papers/{path}?case=abc")).status_code == 404
    assert (await far.get(f"/papers/{path}")).status_code == 404


async def test_a_submitter_prints_his_copy_but_not_what_units_write(site, case):
    client = await client_of(site, case.submitter)
    assert (await client.get(f"/papers/feedback_form?case={case.id}")).status_code == 200
    refused = await client.get(f"/papers/approval_sheet?case={case.id}")
    assert refused.status_code == 404
    assert "只由工作人员打印" in refused.text


async def test_looking_at_a_paper_is_looking_at_the_case(clerk, case):
    before = await JournalEntry.count().where(JournalEntry.verb == Verb.SEE.value)
    await clerk.get(f"/papers/reply.docx?case={case.id}")
    assert await JournalEntry.count().where(JournalEntry.verb == Verb.SEE.value) == before + 1


async def test_the_code_on_the_form_leads_to_this_site(clerk, case):
    page = await clerk.get(f"/papers/feedback_form.pdf?case={case.id}")
    delivery = (await case.deliveries(case.reply_id))[0]["id"]
    text = "".join(PdfReader(io.BytesIO(page.content)).pages[0].extract_text().split())
    assert f"http://site.test/ratings/{delivery}" in text


async def test_strict_mode_gives_no_pdf_with_a_substitute(clerk, case):
    if not found_fonts.installed().substitutes:
        pytest.skip("the fonts of the standard are installed here: there is no substitute to refuse")
    state = clerk.app.state
    settings = state.settings
    state.settings = type(settings)(**{**_fields(settings), "strict_fonts": True})
    try:
        refused = await clerk.get(f"/papers/reply.pdf?case={case.id}")
        assert refused.status_code == 503
        assert "没有安装" in refused.text
        assert "缺字体时不出 PDF" in (await clerk.get(f"/papers/reply?case={case.id}")).text
        assert (await clerk.get(f"/papers/reply.docx?case={case.id}")).status_code == 200
    finally:
        state.settings = settings
    assert "仿宋_GB2312 →" in (await clerk.get(f"/papers/reply?case={case.id}")).text


async def test_an_endless_paper_is_taken_but_not_looked_through(clerk, case, monkeypatch):
    monkeypatch.setattr("server.controllers.papers.MOST_PREVIEWED", 10)
    page = await clerk.get(f"/papers/reply?case={case.id}")
    assert "不逐页预览" in page.text
    assert "<img" not in page.text.split('class="papers"')[1]
    assert (await clerk.get(f"/papers/reply.pdf?case={case.id}")).status_code == 200


async def test_notices_over_a_day_are_one_click_away(site, case, client_as):
    office = await client_as(Role.ASSIGNER)
    page = await office.get(f"/papers/assignment_notice?case={case.id}")
    assert "同日交办的全部件" in page.text
    assert (await office.get(f"/papers/assignment_notice?case={case.id}&whole=1")).status_code == 200


def _fields(settings):
    return {name: getattr(settings, name) for name in type(settings).__dataclass_fields__}


async def _another_unit(case):
    rows = await Department.select(Department.id).where(Department.id != case.lead["department"]).limit(50)
    return rows[-1]["id"]
