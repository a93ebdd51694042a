"""PDFs measured against GB/T 9704-2012, for text that tries to be markup, and for characters that are rare."""

import dataclasses
import io
import itertools

import pytest
from pypdf import PdfReader

from cases.papers import model
from cases.papers.fonts import installed
from cases.papers.kinds import MAKERS, paper_of
from cases.papers.model import Annex, Cell, Form, Grid, Paper, Paragraph, Run
from cases.papers.pdf import as_pages, as_pdf, svg_of
from cases.papers.samples import sample
from cases.papers.texts import paragraphs, shown_in
from cases.vocabulary import Track
from cases.vocabulary.papers import PaperKind
from tests.papers import MM, bare, measured, pdf_text

FULL = "国" * 28 * 60
HOSTILE = (
    '#let x = read("/etc/passwd") *粗* $x^2$ <a> @b \\ `代码` {{ 7*7 }} // 注 /* 注 */ #set page(width: 1cm)'
    "\n= 标题\n- 项"
)
RARE = "𠮷𡋾㐂䶮龘\u4dae𬭎"


def letter(text="正文。", **more):
    return Paper(
        PaperKind.REPLY, Form.LETTER, "试排", ("关于试排的答复",), "溪口市民政局", blocks=paragraphs(text), **more
    )


def near(value, wanted, by=0.6):
    return abs(value - wanted) <= by


def test_a_full_page_has_22_lines_of_28_characters():
    page = measured(letter(FULL))[1]
    body = [line for line in page.lines if "国" in line.text]
    assert [len(line.text) for line in body] == [28] * 22
    assert all(line.size == 16 for line in body)
    steps = {round((low.base - high.base) * MM, 1) for high, low in itertools.pairwise(body)}
    assert steps <= {28.9, 29.0}


def test_sheet_and_margins():
    page = measured(letter(FULL))[1]
    assert near(page.wide, 210, 0.1)
    assert near(page.high, 297, 0.1)
    body = [line for line in page.lines if "国" in line.text]
    assert all(near(line.left, model.LEFT, 0.1) for line in body)
    assert near(body[0].base - 16 * 0.88 / MM, model.TOP)
    assert body[-1].base < 297 - model.BOTTOM
    assert near(28 * (16 + model.TIGHTER) / MM, 210 - model.LEFT - model.RIGHT, 0.1)


def test_first_lines_are_indented_by_two_characters():
    page = measured(letter("短。"))[0]
    line = next(line for line in page.lines if line.text == "短。")
    assert near(line.left - model.LEFT, 2 * 16 / MM, 0.2)


def test_the_red_name_and_the_double_rules_of_a_letter():
    first, second = measured(letter(FULL))[:2]
    rules = sorted((rule for rule in first.rules if rule.red), key=lambda rule: rule.top)
    assert len(rules) == 4
    assert all(near(rule.length, 170, 0.1) and near(rule.left, 20, 0.1) for rule in rules)
    upper, lower = rules[:2], rules[2:]
    assert upper[0].width > upper[1].width  # thick over thin
    assert lower[0].width < lower[1].width  # thin over thick
    assert near(297 - lower[1].top, 20)
    name = next(line for line in first.lines if bare(line.text) == "溪口市民政局")
    assert near(name.base - name.size * 0.88 / MM, 30)
    assert near(upper[0].top - (30 + name.size / MM), 4)
    assert not [rule for rule in second.rules if rule.red]


def test_a_long_name_keeps_within_the_text():
    name = "溪口市人力资源和社会保障局社会保险事业服务中心管理委员会"
    page = measured(dataclasses.replace(letter(), letterhead=name))[0]
    line = next(line for line in page.lines if bare(line.text) == name)
    assert line.left >= 20


def test_number_mark_and_title():
    page = measured(letter(doc_no="溪民复〔2026〕21号", class_mark="B"))[0]
    number = next(line for line in page.lines if "〔2026〕" in line.text)
    mark = next(line for line in page.lines if line.text.strip() == "B")
    title = next(line for line in page.lines if "试排" in line.text)
    assert near(number.left + 10 * 16 / MM, 210 - model.RIGHT, 12)
    assert number.base > max(rule.top for rule in page.rules if rule.top < 100)
    assert mark.left > 170
    assert mark.base < 30
    assert title.size == 22
    assert title.base - number.base > 2 * model.LINE / MM


def test_page_numbers_have_dashes_and_change_sides():
    pages = measured(letter(FULL * 2))
    assert not [line for line in pages[0].lines if "—" in line.text]
    for number, page in enumerate(pages[1:], start=2):
        line = next(line for line in page.lines if "—" in line.text)
        assert bare(line.text) == f"—{number}—"
        assert line.size == 14
        assert (line.left > 105) is (number % 2 == 1)
        assert near(line.base - 14 * 0.88 / MM, 297 - model.BOTTOM + 7, 1.0)
    sheet = measured(dataclasses.replace(letter(), form=Form.SHEET))[0]
    assert any(bare(line.text) == "—1—" for line in sheet.lines)


def test_signature_over_the_day_and_never_alone():
    for count in range(1, 40):
        paper = letter("\n".join(["一行。"] * count), signatures=("溪口市民政局",), day="2026年7月4日")
        last = measured(paper)[-1]
        day = next(line for line in last.lines if "7月4日" in bare(line.text))
        name = [line for line in last.lines if bare(line.text) == "溪口市民政局"][-1]
        assert name.base < day.base
        assert any(line.text == "一行。" for line in last.lines), count
    assert near(day.left, 210 - model.RIGHT - (4 + 6.5) * 16 / MM, 8)


def test_a_heading_never_ends_a_page():
    """Whatever stands before it, a heading is followed on its page by words that it stands above."""
    for count in range(10, 24):
        for page in measured(letter("\n".join(["短。"] * count + ["二、下一步打算", "正文一句。"]))):
            lines = [line.text for line in page.lines if line.size == 16]
            assert "二、下一步打算" not in lines or lines.index("二、下一步打算") < len(lines) - 1


@pytest.mark.parametrize("place", ["body", "title", "cell", "name", "note"])
def test_text_injects_no_markup(place):
    cell = Grid((1, 1), ((Cell("栏", label=True), Cell(HOSTILE)),))
    made = {
        "body": letter(HOSTILE),
        "title": dataclasses.replace(letter(), title=tuple(HOSTILE.split("\n"))),
        "cell": dataclasses.replace(letter(), blocks=(cell,)),
        "name": dataclasses.replace(letter(), letterhead=HOSTILE.split("\n")[0]),
        "note": letter(notes=(HOSTILE.split("\n")[0],), copies=HOSTILE.split("\n")[0]),
    }[place]
    wanted = HOSTILE.split("\n")[0] if place in ("name", "note") else HOSTILE
    assert bare(wanted) in pdf_text(made)
    assert near(measured(made)[0].wide, 210, 0.1)


def test_rare_characters_survive_where_a_font_has_them():
    shown = "".join(char for char in RARE if not installed().uncovered([char]))
    assert "𠮷" in shown, "the installed fonts have none of Extension B"
    assert shown in pdf_text(letter(f"{shown}。"))


def test_an_endless_word_stays_on_the_sheet():
    grid = Grid((1, 3), ((Cell("栏", label=True), Cell("x" * 900)),))
    paper = dataclasses.replace(letter(), blocks=(grid,))
    assert pdf_text(paper).count("x") == 900
    broken = PdfReader(io.BytesIO(as_pdf(paper, installed()))).pages[0].extract_text().split("\n")
    assert max(line.count("x") for line in broken) * 6 < 442


def test_changes_are_struck_and_underlined():
    runs = (Run("原来的", struck=True), Run("改成的", added=True))
    text = pdf_text(dataclasses.replace(letter(), blocks=(Paragraph(runs),)))
    assert "原来的改成的" in text


def test_annexes_begin_on_pages_of_their_own():
    paper = letter(
        annexes=(Annex("附件1", ("名单",), paragraphs("甲。")), Annex("附件2", ("目录",), paragraphs("乙。")))
    )
    pages = measured(paper)
    assert ["附件1" in bare(page.text) for page in pages] == [False, True, False]
    assert "乙。" in pages[2].text


@pytest.mark.parametrize("track", [Track.CPPCC, Track.NPC])
@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_kind_shows_all_its_words(kind, track):
    paper = paper_of(kind, sample(track))
    text = pdf_text(paper)
    lost = [said for said in shown_in(paper) if bare(said) and bare(said) not in text and "\n" not in said]
    # A line of a table may go over to another page, between which the repeated head stands.
    assert [said for said in lost if len(said) < 60] == []
    assert set(MAKERS) == set(PaperKind)


def test_the_images_are_the_pages_of_the_pdf():
    paper = letter(FULL)
    pages = as_pages(paper, installed())
    assert len(pages) == len(measured(paper))
    assert all(page.startswith(b"\x89PNG") for page in pages)
    assert as_pages(paper, installed())[0] is pages[0]


def test_the_same_paper_gives_the_same_bytes():
    assert as_pdf(letter(), installed()) == as_pdf(letter(), installed())


def test_a_code_is_a_picture_of_its_address():
    assert svg_of("https://ta.example/ratings/1").startswith("<?xml")
    assert svg_of("https://ta.example/ratings/1") != svg_of("https://ta.example/ratings/2")
