import pytest

from cases.vocabulary import Level, Track
from tests.cases.importing.letters import letter, read

BARE = "您提出的关于修缮凉亭的{}收悉,现答复如下:"


@pytest.mark.parametrize(
    ("parts", "place", "level"),
    [
        ({}, "云溪市", Level.CITY),
        ({"title": "关于青山县政协九届三次会议第5号提案的答复"}, "青山县", Level.DISTRICT),
        ({"title": "云溪市河西区园林局关于区政协九届三次会议第5号提案的答复", "end": ""}, "河西区", Level.DISTRICT),
        (
            {"title": "关于县政协九届三次会议第5号提案的答复", "end": "青山县园林局\n2022年4月9日"},
            "青山县",
            Level.DISTRICT,
        ),
        ({"title": "关于政协十三届全国委员会第三次会议第5号提案的答复", "end": ""}, "全国", Level.NATIONAL),
        ({"title": "国家税务总局云溪市税务局关于市政协九届三次会议第5号提案的答复", "end": ""}, "云溪市", Level.CITY),
        (
            {"title": "关于县政协九届三次会议第5号提案的答复", "end": "", "foot": "版权所有:青山县人民政府"},
            "青山县",
            Level.DISTRICT,
        ),
        ({"title": "关于市政协九届三次会议第5号提案的答复", "end": ""}, None, Level.CITY),
        ({"title": "", "end": "", "opening": BARE.format("提案")}, None, None),
    ],
)
def test_place_and_level_only_from_the_page(parts, place, level):
    page = read(letter(**parts))
    assert (page.place.text if page.place else None, page.level) == (place, level)


@pytest.mark.parametrize(
    ("parts", "track"),
    [
        ({}, Track.CPPCC),
        ({"title": "关于市九届人大三次会议第5号建议的答复", "salutation": "范青禾委员:"}, Track.NPC),
        ({"title": "", "head": "首页 > 人大代表建议", "opening": BARE.format("提案")}, Track.NPC),
        ({"title": "", "salutation": "范青禾代表:", "opening": BARE.format("提案")}, Track.NPC),
        ({"title": "", "salutation": "范青禾委员:", "opening": BARE.format("建议")}, Track.CPPCC),
        ({"title": "", "salutation": "", "opening": BARE.format("提案")}, Track.CPPCC),
        ({"title": "", "salutation": "", "opening": BARE.format("建议")}, Track.NPC),
    ],
)
def test_the_bodys_name_beats_the_reader_beats_the_noun(parts, track):
    assert read(letter(**{"end": "", **parts})).body is track
