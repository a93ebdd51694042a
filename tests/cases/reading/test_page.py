import itertools
from dataclasses import fields

import opencc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases.reading.page import read_page
from cases.reading.shadow import shadow_of
from cases.reading.shapes import Page, Value
from cases.vocabulary import DocumentKind
from search.folding import fold
from tests.cases.importing.letters import FULL_WIDTH, TITLE_OF_PROPOSAL, letter, one_line, raw, read, words

TITLES = {
    "云溪市园林局关于市政协九届三次会议第58号提案的答复": "九届三次会议",
    "云溪市园林局\n关于对政协云溪市第九届委员会第三次会议\n第58号提案的复函": "九届三次会议",
    "对市政协9届3次会议第58号提案的答 复": "九届三次会议",
    "关于市政协提案的答复": None,
}
OPENINGS = [
    f"您提出的《{TITLE_OF_PROPOSAL}》(第58号)收悉。现答复如下:",
    f"你在大会期间提出的“{TITLE_OF_PROPOSAL}”(第58号),已交我局研究办理,现答复如下:",
    f"现将您提出的{TITLE_OF_PROPOSAL}(第58号)办理情况答复如下:",
]
ENDS = {
    "云溪市园林局\n2022年4月9日": "2022-04-09",
    "          云溪市园林局\n      二〇二二年四月九日      ": "2022-04-09",
    "云溪市园林局": None,
}
VARIANTS = {
    "as it is": lambda text: text,
    "full width": lambda text: text.translate(FULL_WIDTH),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "one line": one_line,
    "ideographic space": lambda text: text.replace("\n", "\n\u3000\u3000"),
    "traditional": opencc.OpenCC("s2t").convert,
}


def plain(value):
    return fold(value.text) if value else None


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(("title", "opening", "end"), list(itertools.product(TITLES, OPENINGS, ENDS)))
def test_the_same_letter_reads_the_same_in_every_form(title, opening, end, variant):
    text = VARIANTS[variant](letter(title=title, opening=opening, end=end, head="发布日期:2022-05-01 浏览次数:3"))
    page = read(text)
    assert page.kind is DocumentKind.REPLY
    assert (plain(page.session), plain(page.number)) == (TITLES[title], "58")
    assert plain(page.title_of_proposal) == TITLE_OF_PROPOSAL
    assert plain(page.addressee) == "范青禾委员"
    assert plain(page.lead_department) == "云溪市园林局"
    assert (plain(page.reply_date), plain(page.publish_date)) == (ENDS[end], "2022-05-01")
    assert (plain(page.contact_person), plain(page.contact_phone)) == ("苗小雨", "6610277")


def values(page: Page) -> list[tuple[str, Value]]:
    """Every value of a page with the field that holds it."""
    found = []
    for field in fields(page):
        held = getattr(page, field.name)
        if isinstance(held, Value):
            found.append((field.name, held))
        elif isinstance(held, tuple):
            found.extend((field.name, item) for item in held if isinstance(item, Value))
    return found


READ_AS = ("session", "reply_date", "publish_date", "number")
PIECES = [
    "云溪市园林局关于市政协九届三次会议第58号提案的答复", "范青禾委员:",
    "您提出的《关于修缮凉亭的建议》(第58号)收悉,现答复如下:", "发布日期:2022-05-01", "云溪市园林局", "2022年4月9日",
    "(联系人:苗小雨,联系电话:6610277)", "类别:B", "索引号:002489524/2022-00364", "文号:云园函〔2022〕8号",
    "提案内容", "答复内容", "承办单位", "会办意见如下:", "尊敬的", "《", "》", "“", "”", "(", ")", "第", "号",
    "届", "次会议", "关于", "的答复", "\n", "\n\n", " ", "\u3000", "|", "•", "收悉", "2022", "二〇二二年",
    "市民政局:", "經(jīng)", "範青禾代表", "新闻发布会", "记者:", "抄送:",
]  # fmt: skip
PAGES = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


@settings(max_examples=300, deadline=None)
@given(PAGES)
@example(letter())
def test_nothing_is_read_that_does_not_stand_there(text):
    page = read(text)
    for name, value in values(page):
        assert value.span is not None
        assert 0 <= value.span.start <= value.span.end <= len(text)
        stood = words(text[slice(*value.span)])
        if name not in READ_AS:
            assert value.text == words(value.text)
            assert set(value.text) <= set(stood), name
            assert value.text[0] == stood[0]
    for part in page.parts:
        assert 0 <= part.span.start <= part.span.end <= len(text)
    for item in page.personal:
        assert text[slice(*item.span)].strip()


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_reading_twice_reads_the_same(text):
    assert read(text) == read_page(raw(text), shadow_of(text))


@pytest.mark.parametrize(
    "junk",
    [
        " " * 100_000,
        "您提出的建议收悉 " * 11_000,
        "现答复如下:" * 16_000,
        "联系人:" * 25_000,
        "关于市政协九届二次会议第7号提案的答复\n" * 4_000,
        "经与" + "市财政局、" * 20_000,
        "《" * 100_000,
        "字(a" * 30_000,
        "2023年5月6日 " * 10_000,
        "市园林局副局长郭大山:" * 9_000 + "新闻发布会",
    ],
)
def test_a_hostile_page_is_read_to_its_end(junk):
    assert read(junk).kind in DocumentKind


@pytest.mark.parametrize(
    "lead_in",
    ["市政协九届三次会议结束后,我局即着手办理。", "县里很重视。政协云溪市第九届委员会第三次会议后,专人负责。"],
)
def test_the_session_may_stand_between_salutation_and_opening(lead_in):
    text = letter(
        title="关于修缮凉亭的建议办理答复", opening=f"{lead_in}现将您提出的《{TITLE_OF_PROPOSAL}》办理情况答复如下:"
    )
    assert plain(read(text).session) == "九届三次会议"


def test_a_heading_with_session_and_number_is_no_submissions_title():
    text = letter(title="名称: 对市政协九届三次会议第 58 号提案的答复 文号:\n发布日期: 2022-05-01")
    assert plain(read(text).title_of_proposal) == TITLE_OF_PROPOSAL


@pytest.mark.parametrize("who", ["驻河西委员联络组", "河西街道联络处", "第三履职组"])
def test_a_group_of_members_is_addressed(who):
    assert plain(read(letter(salutation=f"{who}:")).addressee) == who


def test_a_number_below_its_session_in_a_list_that_lost_its_labels():
    head = "市政协九届三次会议\n58\n提案人: 范青禾\n主办单位: 云溪市园林局"
    opening = f"您提出的《{TITLE_OF_PROPOSAL}》收悉。现答复如下:"
    assert plain(read(letter(head=head, title="", opening=opening)).number) == "58"
    assert plain(read(letter(head=head.replace("58", "发文"), title="", opening=opening)).number) is None
