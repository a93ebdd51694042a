"""Which section of a draft answers which point: by its matter, whatever the order."""

from cases.drafting.answers import answers_to, sections_of

BODY = (
    "您的建议收悉，现答复如下：\n一、关于场地。街道闲置用房由我局逐处登记，明年优先改作托育点。\n"
    "二、关于收费。普惠托育的收费上限由价格部门核定，每月不超过1800元。\n感谢您的关心。"
)
POINTS = ("1.降低托育收费，公布价格上限。", "2.利用闲置用房办托育。", "3.给保育员免费体检。")


def test_each_point_finds_its_section_draft_10():
    found = answers_to(POINTS, BODY)
    assert [one.name[:5] if one else None for one in found] == ["二、关于收", "一、关于场", None]
    assert all(BODY[one.start : one.end].startswith(one.name[:5]) for one in found if one)


def test_sections_are_the_whole_text_but_for_scraps():
    sections = sections_of(BODY)
    assert [one.name[:2] for one in sections] == ["您的", "一、", "二、"]
    assert sections[-1].end == len(BODY)
    assert [one.end for one in sections[:-1]] == [one.start for one in sections[1:]]


def test_without_numbers_paragraphs_are_sections():
    text = "关于场地，街道闲置用房已逐处登记。\n关于收费，上限由价格部门核定公布。"
    assert len(sections_of(text)) == 2
    assert sections_of("") == ()
    assert answers_to(("建议",), "") == (None,)
