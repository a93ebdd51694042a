import pytest

from cases.reading.page_opening import find_openings, sentence_start

OPENINGS = [
    "您提出的《关于修缮凉亭的建议》收悉。现答复如下:",
    "你们提出的“关于修缮凉亭的提案”已收悉,经研究,现答复如下:",
    "您在市政协九届三次会议上提出的关于修缮凉亭的提案,已交我局研究办理,现将办理情况答复如下:",
    "现将您提出的关于修缮凉亭的提案办理情况函复如下:",
    "贵委提出的关于修缮凉亭的提案悉,现复函如下:",
    "对张三里委员提出的《关于修缮凉亭的提案》,我局提出会办意见如下:",
    "经研究,现对民盟提出的关于《关于修缮凉亭的提案》提出如下协办意见",
    "对张三里委员提出的《关于修缮凉亭的提案》,现提出如下会办意见",
    "您提出的《关于修缮凉亭的建议》(第8号)已转我局研究办理。经认真研究,现将有关情况汇报如下。",
    "《关于修缮凉亭的提案》经转城建局研究办理,现答复如下:",
]


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("before", ["", "范青禾委员:\n", "范青禾委员:", "标题\n\n范青禾委员:\n  您好!"])
def test_an_opening_is_found_whole(opening, before):
    text = before + opening + "\n去冬以来勘察了九处空地。"
    found = find_openings(text)[0]
    assert text[found.start : found.end].strip() == opening


@pytest.mark.parametrize(
    "text",
    [
        "近日,市政协召开会议,听取提案工作汇报。",
        "截至六月,共收到提案九十件,均已办结。",
        "",
        "收悉",
        "现答复如下:本店下月开张。",
    ],
)
def test_no_opening(text):
    assert find_openings(text) == []


def test_a_letter_printed_twice_has_two():
    assert len(find_openings(f"{OPENINGS[0]}\n正文一。\n{OPENINGS[0]}\n正文一。")) == 2


def test_a_sentence_does_not_begin_inside_a_title():
    text = "您好。您提出的《关于水质。何去何从的建议》收悉"
    assert sentence_start(text, len(text)) == 3


def test_the_sentence_that_names_the_submission_opens_a_co_handlers_letter():
    text = (
        "市水务局:\n范青禾代表在市九届人大三次会议提出《关于疏浚青荷河的建议》,由你局主办,我局会办。"
        "现结合本局职责,提出会办意见如下。\n一是配合清淤。"
    )
    (opening,) = find_openings(text)
    assert text[opening.start :].startswith("范青禾代表")
    assert text[: opening.end].endswith("意见如下。")


@pytest.mark.parametrize("office", ["云溪交运局", "县交通运输局", "市交警支队", "交投集团"])
@pytest.mark.parametrize(
    "path",
    ["您现在所在的位置: 网站首页> {}> 建议提案办理> 政协委员提案办理", "首页 > {} > 建议提案办理", "{}您的建议办理"],
)
def test_a_path_through_the_site_opens_nothing(path, office):
    """交 is also the first character of 交通; nobody hands a submission on there."""
    assert find_openings(path.format(office) + "\n发布日期:2024-06-03\n") == []


def test_handed_on_to_an_office_of_traffic():
    text = "您提出的关于修缮凉亭的提案,已交交通运输局研究办理,现答复如下:"
    assert [text[one.start : one.end] for one in find_openings(text)] == [text]
