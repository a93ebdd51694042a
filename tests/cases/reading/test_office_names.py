import pytest

from cases.reading.office_names import is_office, is_vague, looks_like_office, split_offices, without_seal


@pytest.mark.parametrize(
    "name",
    [
        "云溪市发展和改革委员会",
        "市卫健委",
        "青山县人民政府",
        "河西街道办事处",
        "市经济和信息化局",
        "如皋市经开区管委会",
        "青山县档案馆",
        "交警云溪大队",
        "财政部",
        "中华人民共和国农业农村部",
        "市发改委(市委社建委)",
        "云溪市水务集团有限公司",
        "青山县柳林镇人民政府",
    ],
)
def test_names_of_offices(name):
    assert is_office(name)


@pytest.mark.parametrize(
    "words", ["关于加强建设的建议", "我局", "承办", "现答复如下", "感谢您对市民政局", "苗小雨", "发布日期", "", "局"]
)
def test_other_words(words):
    assert not is_office(words)


@pytest.mark.parametrize(
    ("listed", "offices"),
    [
        ("市财政局、市民政局", ["市财政局", "市民政局"]),
        ("市财政局、民政局和卫健委", ["市财政局", "民政局", "卫健委"]),
        ("市发展和改革委员会、市住房和城乡建设局", ["市发展和改革委员会", "市住房和城乡建设局"]),
        ("市财政局、市民政局等部门", ["市财政局", "市民政局"]),
        ("相关部门", []),
        ("您", []),
    ],
)
def test_lists_are_taken_apart_as_printed(listed, offices):
    found = split_offices(listed, 100)
    assert [name for name, _, _ in found] == offices
    assert all(listed[start - 100 : end - 100] == name for name, start, end in found)


def test_vague_words_and_seals():
    assert is_vague("有关部门")
    assert not is_vague("市民政局")
    assert without_seal("云溪市民政局(盖章)") == "云溪市民政局"
    assert looks_like_office("国家卫生健康委")
