"""The search page: its whole state stands in the address, and works without a script."""

import io
import re
from html import unescape
from urllib.parse import quote

import docx
import openpyxl
import pytest

pytestmark = pytest.mark.anyio


async def search(site, text, more=""):
    return (await site.client.get(f"/search/?q={quote(text)}{more}")).text


def total(page):
    found = re.search(r"共 <strong>([\d,]+)</strong>", page)
    return int(found.group(1)) if found else 0


async def test_a_promise_is_found_quoted_and_one_click_from_its_sentence(site):
    page = await search(site, "社区助餐点", "&kind=commitment")
    assert total(page) == 1
    address, anchor = re.search(r'href="(/cases/\d+\?hit=[^"#]+)#(c\d+)"', page).groups()
    assert f'id="{anchor}"' in (await site.get(address)).text
    assert re.search(r"<mark>[^<]*助餐[^<]*</mark>", page)


@pytest.mark.parametrize("text", ["607", "607号", "钱塘6号", "石长青"])
async def test_identifiers_are_answered_first(site, text):
    page = await search(site, text)
    assert "直接命中" in page
    assert total(page) >= 1


async def test_tabs_and_facets_lead_to_what_they_count(site):
    page = await search(site, "杭州市", "&kind=commitment")
    counted = re.findall(r'<a href="([^"]+)"[^>]*><span>[^<]+</span><b>(\d+)</b></a>', page)
    assert counted
    for address, number in counted:
        assert total((await site.client.get(unescape(address))).text) == int(number), address


async def test_refining_keeps_the_question_and_can_be_taken_back(site):
    page = await search(site, "建成", "&refine=" + quote("托育"))
    assert "结果中含“托育”" in page
    chips = re.findall(r'<a class="chip" href="([^"]+)"', page)
    wider = (await site.client.get(unescape(chips[0]))).text
    assert total(wider) >= total(page)
    assert "结果中含" not in wider


async def test_htmx_gets_the_results_alone_at_the_same_address(site):
    path = f"/search/?q={quote('电梯')}"
    part = await site.get(path, HX_Request="true")
    assert part.text.strip().startswith('<div id="results"')
    assert total(part.text) == total((await site.get(path)).text)


async def test_nothing_found_names_the_word_and_offers_help(site):
    page = await search(site, "珊瑚礁")
    assert total(page) == 0
    assert "没有查到" in page
    assert "珊瑚" in page


async def test_a_closed_case_is_found_by_staff_only(site):
    assert total(await search(site, "黑车")) == 0
    assert total(await search(site, "911")) == 0
    await site.enter()
    assert total(await search(site, "黑车")) >= 1


async def test_sorting_by_deadline_ignores_the_score(site):
    page = await search(site, "杭州市", "&kind=commitment&sort=deadline")
    days = re.findall(r'class="light[^"]*">(\d{4}-\d\d-\d\d)', page)
    assert days == sorted(days)


async def test_markup_in_a_question_stays_text(site):
    page = await search(site, '<script>alert(1)</script>"><img src=x>')
    assert "<script>alert" not in page
    assert "<img" not in page


async def test_without_an_index_titles_are_searched_and_it_is_said(site, monkeypatch):
    from cases import fulltext

    async def broken(*_, **__):
        raise fulltext.SearchError

    monkeypatch.setattr(fulltext, "find", broken)
    page = await search(site, "电梯")
    assert "全文检索暂时不能用" in page
    assert "加装电梯" in page


@pytest.mark.parametrize(("typed", "said"), [("dianti", "按拼音读"), ("电剃", "您是不是想找"), ("jzdt", "首字母")])
async def test_another_spelling_is_offered_with_the_number_its_page_shows(site, typed, said):
    page = await search(site, typed)
    note = page.split("did-you-mean")[1].split("</div>")[0]
    assert said in note
    offers = re.findall(r'href="([^"]+)"[^>]*>([^<（]+)（([\d,]+) 件）', note)
    assert "电梯" in "".join(text for _, text, _ in offers)
    for address, _, number in offers:
        assert total((await site.client.get(unescape(address))).text) == int(number)


async def test_the_table_holds_what_the_page_counts(site):
    for address in ("?q=养老", "?q=养老&kind=commitment", "?q=托育&year=2024"):
        page = (await site.client.get(f"/search/{address}")).text
        sheet = openpyxl.load_workbook(io.BytesIO((await site.get(f"/search/export.xlsx{address}")).content)).active
        assert sheet.max_row - 5 == total(page)
        assert address[3:5] in sheet.cell(2, 1).value


async def test_the_table_is_refused_where_it_would_be_cut(site, monkeypatch):
    monkeypatch.setattr("server.controllers.search.MOST_ROWS", 1)
    got = await site.get("/search/export.xlsx?q=养老")
    assert got.status_code == 422
    assert "没有导出" in got.text


async def test_ticked_results_are_digested_and_else_the_page(site):
    page = (await site.client.get("/search/?q=杭州市&kind=commitment")).text
    ticks = re.findall(r'name="pick" value="([^"]+)" form="files"', page)
    assert len(ticks) > 2

    async def heads(more):
        got = await site.get(f"/search/digest.docx?q=杭州市&kind=commitment{more}")
        return [p.text for p in docx.Document(io.BytesIO(got.content)).paragraphs if p.style.name == "Heading 2"]

    assert len(await heads("")) == len(ticks)
    assert len(await heads(f"&pick={ticks[0]}&pick={ticks[2]}")) == 2
    assert len(await heads("&pick=commitment-999999&pick=junk")) == len(ticks)


async def test_files_hold_nothing_that_the_page_hides(site):
    for path in ("/search/export.xlsx?q=黑车", "/data/cases.xlsx"):
        book = openpyxl.load_workbook(io.BytesIO((await site.get(path)).content)).active
        assert not any("黑车" in str(cell.value) for row in book.iter_rows(min_row=5) for cell in row)
    digest = docx.Document(io.BytesIO((await site.get("/search/digest.docx?q=黑车&pick=proposal-1")).content))
    assert not [p for p in digest.paragraphs if p.style.name == "Heading 2"]


@pytest.mark.parametrize(("typed", "marked"), [("老年食堂", "助餐点"), ("加装电梯", "加装电梯"), ("托育", "托育")])
async def test_a_found_text_opens_with_the_words_marked(site, typed, marked):
    page = await search(site, typed)
    address = unescape(re.search(r'<h3>.*?href="([^"]+)"', page, re.S).group(1))
    opened = (await site.client.get(address)).text
    said = re.findall(r'<mark class="word">([^<]+)</mark>', opened)
    assert marked in said
    assert 'data-walk="mark.word"' in opened
    bare = (await site.get(address.partition("?")[0])).text
    assert "mark.word" not in bare and 'class="word"' not in bare
    letters = [re.sub(r"<[^>]+>", "", text.split('class="prose"')[1].split("</article>")[0]) for text in (opened, bare)]
    assert letters[0] == letters[1]


async def test_a_hostile_question_in_an_address_marks_nothing_and_stays_text(site):
    page = (await site.get("/cases/1?hit=%3Cscript%3Ealert(1)%3C/script%3E%22%00" + "a" * 3000)).text
    assert "<script>alert" not in page


async def test_what_leaving_a_word_out_finds_is_what_its_page_counts(site):
    page = await search(site, "托育 珊瑚礁")
    offers = re.findall(r'href="([^"]+)"[^>]*>去掉“[^”]+”有 ([\d,]+) 处', page)
    assert offers
    for address, number in offers:
        found = (await site.client.get(unescape(address))).text
        assert re.search(r"（([\d,]+) 处）", found).group(1) == number


@pytest.mark.parametrize("text", ["杭州市", "托育", "电梯 补贴"])
async def test_every_tab_shows_the_number_of_its_list(site, text):
    page = await search(site, text)
    tabs = page.split('class="tabs"')[1].split("</nav>")[0]
    counted = re.findall(r'href="(/search[^"]*kind=[^"]*)"[^>]*>[^<]* <b>([\d,]+)</b>', tabs)
    assert counted
    for address, number in counted:
        assert total((await site.client.get(unescape(address))).text) == int(number), address
