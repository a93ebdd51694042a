"""A printed name means an office of a place: by level, by list, by day, and never by a guess."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.reading.actor_words import ActorKind
from cases.reading.department_names import Ambiguous, Directory, Resolved, Unknown, shipped_directory
from cases.reading.offices import offices_from, places_from
from cases.resources import fixtures, read_rows

DIRECTORY = shipped_directory()
ROWS = read_rows(fixtures() / "departments.csv")
LEVEL_PLACES = {"province": "浙江省", "city": "平顶山市", "district": "仙居县"}


def key(phrase: str, place: str | None = "杭州市", **more) -> str | None:
    found = DIRECTORY.resolve(phrase, place=place, **more)
    return found.key if isinstance(found, Resolved) else None


@pytest.mark.parametrize(
    ("office", "phrases"),
    [
        ("卫生健康委员会", "市卫健委 卫健委 市卫生健康委 市衛生健康委員會 卫健部门 杭州市卫生健康委员会 杭州卫健委"),
        (
            "发展和改革委员会",
            "市发改委 发改委 市發改委 杭州市发展和改革委员会(市对口支援和区域合作局) 市发改委(市委社建委)",
        ),
        ("城乡建设委员会", "市建委 建委 市城乡建委 市住建局"),
        ("住房保障和房产管理局", "市住保房管局 市房管局"),
        ("民政局", "市民政局 民政局 民政部门 民政"),
        ("人力资源和社会保障局", "市人力社保局 市人社局"),
        ("规划和自然资源局", "市規劃和自然資源局 市自然资源和规划局 市资规局 市自然资源局"),
        ("文化广电旅游局", "市文广旅游局 市文旅局 市文化廣電旅遊局"),
        ("市场监督管理局", "市市场监管局 市监局 市市场监督管理局"),
        ("医疗保障局", "市医保局"),
        ("机关事务管理局", "市机关事务局"),
        ("人民政府国有资产监督管理委员会", "市国资委 国资"),
        ("数据资源管理局", "市数据资源局"),
        ("数据局", "市数据局"),
        ("城市管理局", "市城管局 城管执法局 综合执法局 市综合行政执法局"),
        ("经济和信息化局", "市经信局 市工信局"),
        ("税务局", "市税务局 税务部门 国家税务总局杭州市税务局"),
        ("委组织部", "市委组织部 中共杭州市委组织部"),
        ("委社会建设委员会", "市委社建委 市委社會建設委員會"),
        ("妇女联合会", "市妇联 市婦聯"),
        ("残疾人联合会", "市残联 市殘聯"),
        ("政府妇女儿童工作委员会办公室", "市妇儿工委办"),
        ("消防救援支队", "市消防救援支队"),
        ("应急管理局", "市应急管理局 市应急局"),
        ("交通运输局", "市交通运输局 市交通局"),
        ("团委", "团市委 市团委"),
    ],
)
def test_every_spelling_means_the_same_office_of_hangzhou(office, phrases):
    assert {key(phrase) for phrase in phrases.split()} == {f"hangzhou/{office}"}


@pytest.mark.parametrize("row", [r for r in ROWS if not r["place"]], ids=lambda r: r["name"])
def test_every_usual_office_is_found_by_every_official_name_at_each_of_its_levels(row):
    for level in row["level"].split("|"):
        place = LEVEL_PLACES[level]
        for name in filter(None, (row["name"], *row["variants"].split("|"))):
            found = DIRECTORY.resolve(place + name, place=None)
            assert isinstance(found, Resolved), (place, name, found)
            assert found.place.name == place


def test_the_city_decides_what_an_education_office_is():
    assert key("市教育体育局", "平顶山市") == "pingdingshan/教育局"
    assert key("市教育体育局", "杭州市") is None
    assert key("市体育局", "平顶山市") == "pingdingshan/体育局"


@pytest.mark.parametrize(
    ("phrase", "place", "expected"),
    [
        ("市民政局", "余姚", "yuyao/民政局"),
        ("市民政局", "淳安县", "hangzhou/民政局"),
        ("县民政局", "淳安县", "chunan/民政局"),
        ("民政局", "淳安县", "chunan/民政局"),
        ("省民政厅", "淳安县", "zhejiang/民政厅"),
        ("自治区民政厅", "兴安盟", "neimenggu/民政厅"),
        ("浙江省杭州市上城区民政局", None, "shangcheng/民政局"),
        ("西湖区民政局", "杭州市", "xihu/民政局"),
        ("西湖区民政局", "南昌市", "nanchang-xihu/民政局"),
        ("鼓楼区民政局", "江苏省", "鼓楼区/民政局"),
        ("虚构县民政局", None, "虚构县/民政局"),
        ("教育部", "全国", "china/教育部"),
        ("国家卫生健康委", "杭州市", "china/国家卫生健康委员会"),
        ("区民政局", "杭州市", None),
        ("民政局", None, None),
    ],
)
def test_the_level_is_looked_for_upward_from_the_place_of_the_page(phrase, place, expected):
    assert key(phrase, place) == expected


def test_a_list_lends_its_level_to_a_bare_name():
    assert key("卫健委", "淳安县", inherited_level="市") == "hangzhou/卫生健康委员会"
    assert key("卫健委", "淳安县") == "chunan/卫生健康委员会"


def test_a_county_keeps_the_name_it_uses_under_the_key_of_the_office():
    found = DIRECTORY.resolve("仙居县卫生健康局", place="仙居县")
    assert isinstance(found, Resolved)
    assert (found.key, found.name, found.short) == ("xianju/卫生健康委员会", "仙居县卫生健康局", "县卫生健康局")
    assert key("县卫健委", "仙居县") == found.key


@pytest.mark.parametrize(
    ("phrase", "place", "expected"),
    [
        (
            "市规划和自然资源局西湖分局",
            "杭州市",
            ("hangzhou/规划和自然资源局西湖分局", "杭州市规划和自然资源局西湖分局"),
        ),
        ("市公安局上城区分局", "杭州市", ("hangzhou/公安局上城区分局", "杭州市公安局上城区分局")),
        ("南湾街道办事处", "龙岗区", ("shenzhen-longgang/南湾街道办事处", "龙岗区南湾街道办事处")),
        ("龙岗区南湾街道办", "深圳市", ("shenzhen-longgang/南湾街道办事处", "龙岗区南湾街道办事处")),
        ("白塔镇政府", "仙居县", ("xianju/白塔镇人民政府", "仙居县白塔镇人民政府")),
        ("南湾街道办事处", "深圳市", None),
        ("虚构局某某分局", "杭州市", None),
    ],
)
def test_branches_streets_and_townships_are_offices_of_their_place(phrase, place, expected):
    found = DIRECTORY.resolve(phrase, place=place)
    assert ((found.key, found.name) if isinstance(found, Resolved) else None) == expected


@pytest.mark.parametrize("old", ["市卫生局", "市卫计委"])
def test_a_reformed_office_keeps_its_name_and_leads_to_todays(old):
    found = DIRECTORY.resolve(old, place="杭州市")
    assert isinstance(found, Resolved)
    assert found.key != found.current == "hangzhou/卫生健康委员会"


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2012, 1, 1), "城乡建设局"), (date(2005, 1, 1), "城乡建设局"), (date(2024, 1, 1), "住房和城乡建设局")],
)
def test_the_day_decides_where_two_offices_answer_to_a_name(on, expected):
    found = key("市城乡建设局", "平顶山市", on=on)
    assert found in (f"pingdingshan/{expected}", "pingdingshan/住房和城乡建设局")
    assert (found == "pingdingshan/城乡建设局") == (on < date(2009, 1, 1))


def test_two_offices_of_one_name_are_not_guessed_between():
    columns = dict.fromkeys(("place", "short", "variants", "valid_from", "valid_until", "successor"), "")
    columns |= {"kind": "government", "level": "city", "aliases": "监管局"}
    offices = offices_from([{**columns, "name": n} for n in ("市场监督管理局", "金融监管局")])
    places = places_from([{"code": "x", "name": "甲州市", "short": "甲州", "level": "city", "parent": ""}])
    found = Directory(offices, places).resolve("市监管局", place="甲州")
    assert isinstance(found, Ambiguous)
    assert {c.name for c in found.candidates} == {"甲州市市场监督管理局", "甲州市金融监管局"}


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("有关部门", ActorKind.VAGUE),
        ("各区、县(市)政府", ActorKind.COLLECTIVE),
        ("我局", ActorKind.SELF),
        ("某某公司", None),
    ],
)
def test_what_names_no_office_is_unknown_with_its_kind(phrase, kind):
    assert DIRECTORY.resolve(phrase, place="杭州市") == Unknown(phrase, kind)


@pytest.mark.parametrize("name", ["杭州市", "杭州", "hangzhou"])
def test_a_place_is_known_by_name_short_name_and_code(name):
    place = DIRECTORY.place(name)
    assert place is not None and place.code == "hangzhou"


def test_a_name_that_several_places_bear_is_none_of_them():
    assert DIRECTORY.place("鼓楼区") is None
    assert DIRECTORY.place("南京市鼓楼区") is not None


@given(
    st.text(max_size=80) | st.text(st.sampled_from("省市县区杭州民政局卫健委国家("), max_size=200),
    st.sampled_from(["杭州市", None, "某地"]),
)
def test_any_words_are_resolved_or_not(phrase, place):
    assert isinstance(DIRECTORY.resolve(phrase, place=place), Resolved | Ambiguous | Unknown)
