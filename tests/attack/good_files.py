"""What each place that takes files asks for: a file that it takes, and what else of its form must be right.

Without it a hostile file may be refused for the form around it, or for its name, before anybody has looked into it.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import urlsplit

from docx import Document

from tests.attack.forms import Browser, Form, sent_as
from tests.attack.hostile_sheets import workbook
from tests.pictures import png
from tests.walks.pages import Page

PEOPLE = "姓名,工号,角色,单位\r\n岳明,LOAD-1,领导,\r\n"
MOST_TRIED = 20
DAYS = "日期,类型,名称\n{year}-01-01至{year}-01-03,休,元旦\n"
# Pages of the site that hand out the very file which a place takes back filled in; 0 stands for a number or a kind.
HANDED_OUT = {
    r"(/look_back_sheets/\d+)/file": "sheet.xlsx",
    r"(/administration/paper_templates/\w+)": "skeleton.docx",
}


@dataclass(frozen=True)
class Fit:
    """A good file. values: of fields that must be right; number: of a case, as which files must be named there."""

    name: str
    data: bytes
    values: Mapping[str, str] = field(default_factory=dict)
    number: str = ""

    def called(self, name: str) -> str:
        """The name under which a hostile file gets as far as the good one."""
        return f"{self.number}{PurePath(name).suffix}" if self.number else name


async def fit_for(browser: Browser, form: Form) -> Fit:
    """What a form takes."""
    path = urlsplit(form.action).path
    for shape, name in HANDED_OUT.items():
        if found := re.fullmatch(shape, path):
            given = await browser.open(Page(f"{found[1]}/{name}", form.page.who, form.page.token))
            return Fit(name, given.content)
    if path == "/opinions/files":
        return await _opinion(browser, form)
    if path == "/administration/people-import":
        return Fit("people.csv", PEOPLE.encode())
    if found := re.fullmatch(r"/administration/calendar/(\d+)/try", path):
        return Fit("days.csv", DAYS.format(year=found[1]).encode(), {"text": "", "notice": "1"})
    if path == "/submissions":
        page = (await browser.open(form.page)).text
        names = re.findall(r'<option value="([^"]+)"', page.partition('<datalist id="people">')[2])
        return Fit("scan.png", png(), {"who": names[0] if names else ""})
    if path == "/sheet_imports":
        return Fit("ledger.xlsx", workbook(("1", "关于增设公交站的建议", "市交通局", "2024-06-30")))
    return Fit("scan.png", png()) if path.endswith("/seal") else Fit("note.docx", word())


async def _opinion(browser: Browser, form: Form) -> Fit:
    """Files there are named by the number of a case whose opinion may still be written: the first that is taken."""
    numbers = re.findall(r"(?<![0-9-])([0-9]{1,5})号", (await browser.open(form.page)).text)
    for number in list(dict.fromkeys(numbers))[:MOST_TRIED]:
        fit = Fit(f"{number}.docx", word(), number=number)
        sent = [(form.files[-1].name, (fit.name, fit.data))]
        answer = await browser.send(form, sent_as(form, lambda field: field.value), sent)
        if answer.status_code < 400:
            return fit
    return Fit("1.docx", word())


def word() -> bytes:
    """A Word file of one sentence."""
    document, out = Document(), io.BytesIO()
    document.add_paragraph("同意，建议补充说明资金来源。")
    document.save(out)
    return out.getvalue()
