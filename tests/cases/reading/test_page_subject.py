import pytest

from cases.reading.page_subject import co_offices, proposal_title

TITLES = {
    "您提出的《关于修缮凉亭的建议》收悉": "关于修缮凉亭的建议",
    "您提出的“关于修缮凉亭的建议”的提案收悉": "关于修缮凉亭的建议",
    "您提出的“关于解决“停车难”的建议”已收悉": "关于解决“停车难”的建议",
    "您提出的关于“关于修缮凉亭的建议”的建议收悉": "关于修缮凉亭的建议",
    '您提出的 "关于修缮凉亭的提案" 的提案收悉': "关于修缮凉亭的提案",
    "您提出的关于修缮凉亭的建议收悉": "关于修缮凉亭的建议",
    "您提出的关于修缮凉亭的建议的提案收悉": "关于修缮凉亭的建议",
    "现将您提出的关于修缮凉亭的提案办理情况": "关于修缮凉亭的提案",
    "您提出的关于破解‘凉亭’难题的建议”的提案收悉": "关于破解‘凉亭’难题的建议",
    "您提出的第70号议案:修缮河西两处凉亭的议案,县政府": "修缮河西两处凉亭的议案",
    "您提出的完善河西路灯照明的建议收悉": "完善河西路灯照明的建议",
    "你提出的《关于改《旧亭办法》的建议》收悉": "关于改《旧亭办法》的建议",
}


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_a_title_in_every_dress(text, title):
    found = proposal_title(text, 0, len(text))
    assert found is not None
    assert text[slice(*found)].strip() == title


@pytest.mark.parametrize("text", ["您的建议收悉", "您的来信已收悉", "现答复如下"])
def test_a_title_that_is_not_told(text):
    assert proposal_title(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "lead", "cos"),
    [
        ("收悉,经我局主办,市财政局、市建委会办,现答复如下", None, ["市财政局", "市建委"]),
        ("收悉,经市发改委主办,市财政局协办,现答复如下", "市发改委", ["市财政局"]),
        ("收悉。经与市教育局、财政局共同研究现答复如下", None, ["市教育局", "财政局"]),
        ("收悉,经商财政部、国家卫生健康委,现答复如下", None, ["财政部", "国家卫生健康委"]),
        ("收悉。我局会同市财政局研究,现答复如下", None, ["市财政局"]),
        ("收悉,经会同市财政局、市建委研究,答复如下", None, ["市财政局", "市建委"]),
        ("收悉,经市财政局、市建委会办,现答复如下", None, ["市财政局", "市建委"]),
        ("收悉,我局会同市财政局、市总工会进行了研究,现函复如下", None, ["市财政局", "市总工会"]),
        ("收悉,我局会同市财政局、市总工会认真办理,现答复如下", None, ["市财政局", "市总工会"]),
        ("收悉。经研究并商市财政局、市建委,现答复如下", None, ["市财政局", "市建委"]),
        ("收悉。经踏勘并与市财政局、市建委、有关街道会商,现答复如下", None, ["市财政局", "市建委"]),
        ("收悉,我局与您进行了沟通,现答复如下", None, []),
        ("收悉,会同有关部门研究,现答复如下", None, []),
    ],
)
def test_offices_of_an_opening(text, lead, cos):
    named, offices = co_offices(text, 0, len(text))
    assert (named[0] if named else None) == lead
    assert [name for name, _, _ in offices] == cos
