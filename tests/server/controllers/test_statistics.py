"""The statistics as pages: a number leads to as many rows, chart and table tell the same, nonsense does not break."""

import io
import json
import re

import pytest
from docx import Document
from openpyxl import load_workbook

from cases.vocabulary import Role
from cases.vocabulary.statistics import Report

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("report", [report.value for report in Report])
async def test_each_number_leads_to_as_many_rows(site, report):
    page = (await site.get(f"/statistics/{report}")).text
    links = set(re.findall(r'<a href="(/statistics/\w+/rows\?[^"]+)">([\d,]+)</a>', page))
    for address, number in sorted(links)[:6]:
        rows = (await site.get(address.replace("&amp;", "&"))).text
        assert re.search(r"共 <strong>([\d,]+)</strong>", rows)[1] == number


async def test_chart_and_table_tell_the_same(site):
    page = (await site.get("/statistics/promises")).text
    said = json.loads(re.search(r'<script type="application/json" id="statistics-chart">(.*?)</script>', page, re.S)[1])
    assert said["labels"]
    assert all(label in page for label in said["labels"])
    assert [one["name"] for one in said["series"]] == ["已到期", "到期已兑现"]


async def test_an_empty_year_says_so_and_nonsense_does_not_narrow(site):
    assert "本年度尚无数据" in (await site.get("/statistics/?year=1990")).text
    whole = (await site.get("/statistics/units")).text
    for nonsense in ("?year=x", "?track=nothing", "?unit=-1", "?place=0"):
        again = await site.get(f"/statistics/units{nonsense}")
        assert re.findall(r"<tfoot>.*?</tfoot>", again.text, re.S) == re.findall(r"<tfoot>.*?</tfoot>", whole, re.S)
    for path in ("/statistics/nothing", "/statistics/units/rows", "/statistics/units/rows?measure=promised&key=total"):
        assert (await site.get(path)).status_code == 404


async def test_the_workbook_has_the_numbers_of_the_page_and_tells_their_rules(site):
    page = (await site.get("/statistics/promises")).text
    book = load_workbook(io.BytesIO((await site.get("/statistics/promises/table.xlsx")).content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    total = re.findall(r">([\d,]+)<", re.search(r"<tfoot>.*?</tfoot>", page, re.S)[0])
    assert cells[-1][1] == int(total[0].replace(",", "")) > 0
    assert "承诺兑现率" in cells[1][0]
    assert "到期已兑现÷已到期" in cells[1][0]


async def test_the_word_file_has_the_paragraph_the_numbers_and_who_made_it(site):
    await site.enter(Role.OVERSIGHT)
    paper = Document(io.BytesIO((await site.get("/statistics/promises/table.docx")).content))
    page = (await site.get("/statistics/promises")).text
    total = re.findall(r">([\d,]+)<", re.search(r"<tfoot>.*?</tfoot>", page, re.S)[0])
    last = [cell.text for cell in paper.tables[0].rows[-1].cells]
    assert (last[0], last[1]) == ("合计", total[0].replace(",", ""))
    said = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "制表人：" + site.actor.spoken in said
    assert "到期已兑现÷已到期" in said
    assert f"承诺 {last[1]} 条" in said
    assert paper.sections[0].page_width > paper.sections[0].page_height
    heat = Document(io.BytesIO((await site.get("/statistics/themes/table.docx")).content))
    assert heat.tables[0].rows[-1].cells[0].text.startswith("合计")
    assert (await site.get("/statistics/themes/table.xlsx")).status_code == 200
