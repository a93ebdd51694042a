"""The place of a page without a congress: clearly named, or none."""

import pytest

from cases.reading.department_names import shipped_directory
from cases.reading.places_said import place_said
from cases.vocabulary import DocumentKind
from tests.cases.importing.parsed import parsed


def said(text, **values):
    page = parsed(text, kind=DocumentKind.PLAN, place=None, session=None, number=None, **values)
    found = place_said(page, shipped_directory())
    return found and found.name


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("各部门落实本方案。", "杭州市养老服务规划", "杭州市"),
        ("各部門落實本方案。", "杭州市養老服務規劃", "杭州市"),
        ("杭州市要求,杭州的社区,杭州的街道。", None, "杭州市"),
        ("杭州市要求。", None, None),
        ("杭州市、宁波市交流。杭州市、宁波市座谈。杭州市、宁波市。", None, None),
        ("我市各部门落实本方案。", None, None),
        ("余姚市今年建成,余姚市明年新建,余姚市后年完成。宁波市指导。", None, "余姚市"),
        ("市县区州盟旗" * 500, None, None),
        ("", None, None),
    ],
)
def test_a_place_is_named_clearly_or_not_at_all(text, title, place):
    assert said(text, title=title) == place
