import itertools
from datetime import date

import pytest

from cases.reading.page_closing import has_farewell, read_closing
from search.folding import fold
from tests.cases.importing.letters import BODY, one_line

DAY = date(2022, 4, 9)
SIGNATURES = [
    "云溪市园林局\n2022年4月9日",
    "        云溪市园林局        \n\n   2022 年 4 月 9 日   ",
    "云溪市园林局2022年4月9日",
    "云溪市园林局(盖章)\n二〇二二年四月九日",
    "云溪市园林局\n二○二二年四月九日",
    "云溪市园林局\n2022-04-09",
]
NOTES = [
    "",
    "\n(联系人:苗小雨,联系电话:6610277)",
    "\n联系人及电话:苗小雨 6610277\n抄送:市政协提案委。",
    "\n责任编辑:王一 2022-05-01",
]


@pytest.mark.parametrize(("signature", "note"), list(itertools.product(SIGNATURES, NOTES)))
@pytest.mark.parametrize("flat", [False, True])
def test_signature_and_day_below_a_letter(signature, note, flat):
    text = f"{BODY}\n{signature}{note}"
    text = fold(one_line(text) if flat else text)
    found = read_closing(text, 0, len(text))
    assert [office.text for office in found.offices] == ["云溪市园林局"]
    assert found.on is not None
    assert found.on.on == DAY
    assert text[: found.body_end].rstrip().endswith("轮椅通道。")


def test_contact_above_the_signature_is_no_text():
    text = f"{BODY}\n联系人:苗小雨\n联系电话:6610277\n云溪市园林局\n2022年4月9日"
    found = read_closing(text, 0, len(text))
    assert text[: found.body_end] == BODY
    assert found.on is not None


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n发布日期:2022-04-09",
        "会议定于\n2022年4月9日召开,请出席。",
        "2022年4月9日,我局现场查勘。",
        f"{BODY}\n云溪市园林局\n2022年4月 日",
        "截至2022年4月9日",
        "",
    ],
)
def test_days_that_sign_nothing(text):
    assert read_closing(text, 0, len(text)).on is None


def test_several_offices_sign_together():
    text = f"{BODY}\n市园林局 市财政局 市民政局\n2022年4月9日"
    assert [office.text for office in read_closing(text, 0, len(text)).offices] == ["市园林局", "市财政局", "市民政局"]


@pytest.mark.parametrize("digits", ["202249", "2022 49", "20220409"])
def test_a_day_that_lost_its_words_is_marked(digits):
    text = f"{BODY}\n云溪市园林局\n{digits}\n"
    found = read_closing(text, 0, len(text))
    assert found.on is not None
    assert (found.on.on, found.lost_date) == (DAY, True)


def test_digits_below_a_letter_without_an_office_are_no_day():
    assert read_closing(f"{BODY}\n20220409\n", 0, 80).on is None


def test_farewell():
    assert has_farewell("衷心感谢您对园林事业的关心。", 0, 20)
    assert not has_farewell(BODY, 0, len(BODY))


@pytest.mark.parametrize("note", ["领导署名:温 岭", "承办责任人:温岭南", "承办负责人:温岭南", "主管领导签字:温 岭"])
def test_a_page_on_one_line_ends_its_text_before_the_notes(note):
    text = f"本单位今后将种树。 {note} 联系电话:6610277"
    assert read_closing(text, 0, len(text)).body_end == text.index(note) - 1


def test_a_date_on_one_line_behind_the_phone():
    text = "本单位今后将种树。 感谢您的关心和支持。 联系电话:6610277 2022年4月9日 |"
    closing = read_closing(text, 0, len(text))
    assert closing.on is not None
    assert closing.on.on == DAY
