import pytest

from cases.reading.page_salutation import bare_salutation, find_salutation, salutation_before

PEOPLE = [
    "范青禾委员",
    "范青禾、柳下里委员",
    "范青禾代表",
    "范青禾等代表",
    "范青禾、柳下里等6位代表",
    "范青禾(等4位)代表",
    "范青禾委员、柳下里委员",
    "河西代表团",
    "市政协提案委",
    "民盟云溪市委会",
    "古丽·买买提代表",
    "xxx委员",
]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("form", ["{}:", "尊敬的{}:", "{}:\n  您好!", "{}:您好,", "  {} :"])
@pytest.mark.parametrize("before", ["", "某某局关于某事的答复\n", "来源: 市民政局 "])
def test_persons_and_bodies_before_an_opening(who, form, before):
    text = before + form.format(who) + "\n"
    found = salutation_before(text + "您提出的", len(text))
    assert found is not None
    assert text[found.start : found.end] == who
    assert found.people


@pytest.mark.parametrize("who", ["市民政局", "青山县交通运输局", "河西街道"])
def test_an_office_is_addressed_by_a_co_handler(who):
    text = f"关于第8号提案的会办意见\n{who}:\n"
    found = salutation_before(text, len(text))
    assert found is not None
    assert (text[found.start : found.end], found.people) == (who, False)


@pytest.mark.parametrize(
    "text",
    [
        "领衔代表:",
        "来源: 云溪市民政局\n",
        "各位代表:",
        "代表团:潘口",
        "发布日期:",
        "关于范青禾委员提案的答复\n",
        "尊敬的网友:",
        "",
    ],
)
def test_no_salutation(text):
    assert salutation_before(text, len(text)) is None


def test_a_name_set_apart_from_its_title():
    text = "背景色:\n\n   范青禾  委员\n\n"
    found = salutation_before(text, len(text))
    assert found is not None
    assert text[found.start : found.end].split() == ["范青禾", "委员"]


def test_a_salutation_without_an_opening():
    text = "范青禾代表您好:\n关于增设路灯的建议,交警大队高度重视。"
    found = find_salutation(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == "范青禾代表"


def test_a_salutation_that_lost_its_colon_stands_on_a_line_of_its_own():
    text = "关于第58号建议的答复\n范青禾、苗小雨代表\n首先,感谢支持。\n您提出的建议收悉。"
    found = bare_salutation(text, text.index("您提出的"))
    assert found is not None
    assert text[found.start : found.end] == "范青禾、苗小雨代表"
    assert bare_salutation("我局走访了多位人大代表\n您提出的建议收悉。", 12) is None
