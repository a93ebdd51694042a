import pytest

from cases.vocabulary import ValueSource
from tests.cases.importing.letters import TITLE_OF_PROPOSAL, letter, read

BARE = "关于市政协九届三次会议第58号提案的答复"


@pytest.mark.parametrize(
    ("parts", "lead", "source"),
    [
        ({"title": BARE}, "云溪市园林局", ValueSource.SIGNATURE),
        ({"end": ""}, "云溪市园林局", ValueSource.TITLE),
        ({"title": BARE, "end": "", "head": "承办单位:云溪市园林局"}, "云溪市园林局", ValueSource.FIELD),
        ({"title": BARE, "end": "承办单位:云溪市园林局"}, "云溪市园林局", ValueSource.FIELD),
        ({"title": BARE, "end": "", "head": "发布机构:云溪市园林局"}, "云溪市园林局", ValueSource.FIELD),
        ({"head": "主办单位:市园林局"}, "云溪市园林局", ValueSource.SIGNATURE),
        ({"title": BARE, "end": "", "head": "• 云溪市园林局\n• 提案"}, "云溪市园林局", ValueSource.FIELD),
    ],
)
def test_the_office_that_answers(parts, lead, source):
    found = read(letter(**parts)).lead_department
    assert found is not None
    assert (found.text, found.source) == (lead, source)


@pytest.mark.parametrize(
    "parts", [{"head": "来源:政府办"}, {"head": "来源:云溪日报"}, {"foot": "主办单位:云溪市人民政府办公室 地址:一路"}]
)
def test_the_house_that_publishes_is_not_the_one_that_answers(parts):
    assert read(letter(title=BARE, end="", **parts)).lead_department is None


def test_co_handlers_from_opening_and_field():
    opening = f"您提出的《{TITLE_OF_PROPOSAL}》收悉。经我局主办,市财政局、市建委会办,现答复如下:"
    assert [unit.text for unit in read(letter(opening=opening)).co_departments] == ["市财政局", "市建委"]
    page = read(letter(head="协办单位:市财政局、市建委"))
    assert [unit.text for unit in page.co_departments] == ["市财政局", "市建委"]


def test_a_co_handlers_letter_names_both():
    page = read(letter(title="关于市政协九届三次会议第58号提案的会办意见", salutation="市民政局:"))
    assert page.lead_department is not None
    assert page.lead_department.text == "市民政局"
    assert [unit.text for unit in page.co_departments] == ["云溪市园林局"]


def test_a_publisher_glued_to_the_next_label():
    page = read(letter(title=BARE, end="", head="来源:云溪市园林局发布时间:2022-05-01"))
    assert page.lead_department is not None
    assert page.lead_department.text == "云溪市园林局"


def test_who_joins_the_opinions_of_others_is_no_co_handler_of_its_own():
    opening = f"您提出的《{TITLE_OF_PROPOSAL}》收悉。经综合市园林局、市财政局、市建委等会办单位意见,现答复如下:"
    assert [unit.text for unit in read(letter(opening=opening)).co_departments] == ["市财政局", "市建委"]


def test_by_whom_a_matter_was_looked_into_is_named_without_the_by():
    opening = f"您提出的《{TITLE_OF_PROPOSAL}》收悉。经县政府认真研究,现答复如下:"
    page = read(letter(title=BARE, opening=opening, end=""))
    assert page.lead_department is not None
    assert page.lead_department.text == "县政府"


def test_co_handlers_named_below_the_letter():
    page = read(letter(note="主办单位:云溪市园林局\n会办单位:市财政局、市建委"))
    assert [unit.text for unit in page.co_departments] == ["市财政局", "市建委"]


def test_the_office_to_ask_answers_where_no_other_is_named():
    page = read(letter(title=BARE, end="", note="联系单位:云溪市园林局\n联系电话:6610277"))
    assert page.lead_department is not None
    assert (page.lead_department.text, page.lead_department.source) == ("云溪市园林局", ValueSource.NOTE)
    section = read(letter(title=BARE, end="", note="联系科室:绿化科\n联系电话:6610277"))
    assert section.lead_department is None


def test_a_banner_of_the_site_is_no_office():
    page = read(letter(head="欢迎访问云溪人民政府网站", title=BARE, end=""))
    assert page.lead_department is None


def test_a_centre_may_answer_but_not_one_that_only_publishes():
    for publisher, lead in (("云溪市园林发展中心", "云溪市园林发展中心"), ("云溪市融媒体中心", None)):
        found = read(letter(title=BARE, end="", note="", head=f"发布机构 | {publisher} |")).lead_department
        assert (found.text if found else None) == lead
