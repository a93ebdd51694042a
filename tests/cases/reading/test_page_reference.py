import itertools

import pytest

from cases.reading.page_reference import level_of, read_reference
from cases.reading.page_text import compact
from cases.vocabulary import Level, Track

SESSIONS = {
    "市政协{t}届{m}次会议": (Track.CPPCC, "市"),
    "政协云溪市第{t}届委员会第{m}次会议": (Track.CPPCC, "云溪市"),
    "中国人民政治协商会议云溪市第{t}届委员会第{m}次会议": (Track.CPPCC, "云溪市"),
    "云溪市第{t}届政协第{m}次会议": (Track.CPPCC, "云溪市"),
    "云溪市政协第{t}届第{m}次会议": (Track.CPPCC, "云溪市"),
    "市{t}届人大{m}次会议": (Track.NPC, "市"),
    "云溪市第{t}届人民代表大会第{m}次会议": (Track.NPC, "云溪市"),
    "云溪市人大第{t}届{m}次会议": (Track.NPC, "云溪市"),
    "市人大{t}届{m}次会议": (Track.NPC, "市"),
}
NUMBERS = {
    "第58号提案": "58",
    "第058号建议": "058",
    "5804号《甲》": "5804",
    "建议第58号": "58",
    "建议:第009号": "009",
    "第20240058号提案": "20240058",
    "第DH0058号建议": "DH0058",
    "第4574号(教育类433号)提案": "4574",
    "第二十五号提案": "25",
    "(58号)": "58",
    "第58代表建议": "58",
}
NUMERALS = [("十二", "三", "十二届三次会议"), ("12", "3", "十二届三次会议"), ("九", "一", "九届一次会议")]


def reference(text):
    return read_reference(compact(text, 0, len(text)))


@pytest.mark.parametrize(("form", "number"), list(itertools.product(SESSIONS, NUMBERS.items())))
def test_session_number_place_and_track_in_every_order(form, number):
    written, wanted = number
    track, place = SESSIONS[form]
    for term, meeting, session in NUMERALS:
        found = reference(f"关于对{form.format(t=term, m=meeting)}{written}的答复")
        assert found.session is not None
        assert found.session.text == session
        assert found.number is not None
        assert found.number.text == wanted
        assert (found.track, found.level) == (track, Level.CITY)
        assert found.place is not None
        assert found.place.text == place


@pytest.mark.parametrize("name", ["临湖", "建德", "提江", "杭", "平", "经开"])
@pytest.mark.parametrize("form", ["对市十四届人大四次会议{}6号建议的答复", "市九届人大四次会议上提出的《甲》({}6号)"])
def test_a_delegations_number_keeps_its_name(name, form):
    found = reference(form.format(name))
    assert found.number is not None
    assert found.delegation is not None
    assert (found.number.text, found.delegation.text) == (f"{name}6号", name)


def test_a_serial_beside_the_title_counts_as_number():
    found = reference("关于修缮水塔的提案答复的函(编号:B〔2016〕071号)")
    assert found.number is not None
    assert found.number.text == "B〔2016〕071号"


@pytest.mark.parametrize(
    "text", ["您提出的《关于修缮10号楼外墙的建议》收悉", "区九届人大第次会议的建议", "关于加快建设的答复"]
)
def test_what_is_not_told_is_not_found(text):
    found = reference(text)
    assert found.number is None
    assert found.session is None


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("全国", Level.NATIONAL),
        ("云岭省", Level.PROVINCE),
        ("北原自治区", Level.PROVINCE),
        ("北原盟", Level.CITY),
        ("云溪市", Level.CITY),
        ("河西区", Level.DISTRICT),
        ("青山县", Level.DISTRICT),
        ("白马旗", Level.DISTRICT),
    ],
)
def test_level_of_a_place(place, level):
    assert level_of(place) is level


def test_national_bodies():
    found = reference("关于政协十四届全国委员会第二次会议第0123号提案答复的函")
    assert (found.level, found.track) == (Level.NATIONAL, Track.CPPCC)
