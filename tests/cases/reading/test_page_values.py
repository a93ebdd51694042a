import pytest

from cases.vocabulary import ValueSource
from tests.cases.importing.letters import TITLE_OF_PROPOSAL, letter, read

ASKED = "您的建议收悉,现答复如下:"


@pytest.mark.parametrize(
    ("parts", "title", "source"),
    [
        ({}, TITLE_OF_PROPOSAL, ValueSource.OPENING),
        ({"head": "案由 |\n关于河西纳凉的建议 |"}, "关于河西纳凉的建议", ValueSource.FIELD),
        ({"title": "《关于河西纳凉的建议》的答复", "opening": ASKED}, "关于河西纳凉的建议", ValueSource.TITLE),
        ({"head": "关于河西纳凉的建议", "opening": ASKED}, "关于河西纳凉的建议", ValueSource.TITLE),
        ({"head": "名称: 关于市政协第58号提案的答复函 文号:"}, TITLE_OF_PROPOSAL, ValueSource.OPENING),
    ],
)
def test_the_submissions_title_and_where_it_stood(parts, title, source):
    found = read(letter(**parts)).title_of_proposal
    assert found is not None
    assert (found.text, found.source) == (title, source)


def test_a_title_that_no_passage_tells():
    assert read(letter(opening=ASKED)).title_of_proposal is None


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        ({}, "58"),
        ({"title": "关于修缮凉亭的答复", "head": "提案号:第058号", "opening": ASKED}, "058"),
        ({"title": "关于修缮凉亭的答复", "opening": "您提出的《关于10号楼的建议》收悉,现答复如下:"}, None),
        ({"title": "关于修缮凉亭的答复", "opening": "您提出的关于修缮第10号楼的建议收悉,现答复如下:"}, None),
        ({"title": "关于修缮第10号楼的建议的答复", "opening": ASKED}, None),
        (
            {
                "title": "",
                "opening": "您在大会(2022)上提出的《关于修缮凉亭的建议》收悉,按云政发〔2021〕9号)等意见,现答复如下:",
            },
            None,
        ),
    ],
)
def test_the_number_keeps_its_zeros_and_no_titles_numbers(parts, number):
    found = read(letter(**parts)).number
    assert (found.text if found else None) == number


def test_the_field_for_the_number_may_tell_the_session():
    page = read(letter(title="", head="建议号\t市九届人大三次会议临湖8号", opening=ASKED))
    assert [page.number and page.number.text, page.session and page.session.text] == ["临湖8号", "九届三次会议"]
    assert page.number is not None
    assert page.number.source is ValueSource.FIELD


def test_session_from_the_opening_where_the_title_has_none():
    page = read(letter(title="", opening="您在市政协第9届第3次会议上提出的《关于修缮凉亭的建议》收悉,现答复如下:"))
    assert page.session is not None
    assert (page.session.text, page.session.source) == ("九届三次会议", ValueSource.OPENING)


def test_submitters_without_their_titles():
    assert read(letter(salutation="范青禾、柳下里等6位委员:")).submitters == ("范青禾", "柳下里")
    co = letter(salutation="市民政局:", opening="范青禾、柳下里委员提出的《关于修缮凉亭的提案》收悉,现答复如下:")
    assert read(co).submitters == ("范青禾", "柳下里")


def test_a_title_in_the_sentence_before_the_one_that_announces():
    opening = "您提出的《关于在河西片区增设纳凉亭的建议》已转至我单位。就相关问题进行研讨,现将有关情况答复如下:"
    page = read(letter(title="", opening=opening))
    assert page.title_of_proposal is not None
    assert page.title_of_proposal.text == "关于在河西片区增设纳凉亭的建议"


def test_a_heading_right_above_the_salutation_needs_no_set_word():
    opening = "您在市政协九届三次会议提出的58号提案收悉,现答复如下:"
    page = read(letter(title="增设河西片区纳凉亭的建议", opening=opening))
    assert page.title_of_proposal is not None and page.number is not None
    assert (page.title_of_proposal.text, page.number.text) == ("增设河西片区纳凉亭的建议", "58")
