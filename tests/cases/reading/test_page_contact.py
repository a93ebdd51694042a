import pytest

from cases.reading.page_contact import read_contact, read_copies, read_signer

FORMS = {
    "联系单位及联系人:市园林局   苗小雨\n联系电话:6610277": ("市园林局", "苗小雨", "6610277"),
    "责任领导:郭大山承办人:苗小雨\n联系电话:6610277": (None, "苗小雨", "6610277"),
    "负责人:郭大山经办人姓名:苗小雨 6610277": (None, "苗小雨", "6610277"),
    "(联系人:苗小雨,联系电话:6610277)": (None, "苗小雨", "6610277"),
    "联系人:绿化科  苗小雨\n联系电话:6610277": ("绿化科", "苗小雨", "6610277"),
    "联系人:绿化科苗小雨 6610277": ("绿化科", "苗小雨", "6610277"),
    "联系人及电话:苗小雨 13100001111": (None, "苗小雨", "13100001111"),
    "联系人及电话:苗小雨,0770-6610277": (None, "苗小雨", "0770-6610277"),
    "承 办 人:苗小雨\n联系方式:6610277": (None, "苗小雨", "6610277"),
    "承办负责人:郭大山\n承办人及联系电话:苗 雨  0770-6610277": (None, "苗 雨", "0770-6610277"),
    "  人:苗小雨\n联系电话:6610277": (None, "苗小雨", "6610277"),
    "(联系单位:市园林局,联系人:苗小雨,联系电话:6610277)": ("市园林局", "苗小雨", "6610277"),
    "联系单位及电话:市园林局6610277": ("市园林局", None, "6610277"),
    "联系电话:0770-6610277": (None, None, "0770-6610277"),
    "联系电话:0770-6610277(绿化科 苗小雨)": ("绿化科", "苗小雨", "0770-6610277"),
    "联系人:苗小雨、郭大山,电话:0770-661 0277": (None, "苗小雨、郭大山", "0770-661 0277"),
    "具体承办人 |\n办理情况 |": (None, None, None),
    "联系人:\n联系电话:": (None, None, None),
    "邮编:123456 索引号:00248952": (None, None, None),
}


@pytest.mark.parametrize(("text", "contact"), FORMS.items())
def test_notes_of_every_form(text, contact):
    found = read_contact(text, 0, len(text))
    read = tuple(part.text if part else None for part in (found.unit, found.person, found.phone))
    assert read == contact
    for part in (found.unit, found.person, found.phone):
        assert part is None or text[part.start : part.end] == part.text


@pytest.mark.parametrize(
    ("text", "signer"),
    [
        ("签发人:郭大山", "郭大山"),
        ("领导签批:郭  山", "郭  山"),
        ("此复函已经我局郭大山局长审签。", "郭大山"),
        ("领导签字:\n云溪市园林局", None),
        ("签发日期:2022-04-09", None),
    ],
)
def test_who_signed(text, signer):
    found = read_signer(text, 0, len(text))
    assert (found.text if found else None) == signer


def test_copies():
    text = "抄  送:市政协提案委,市政府办公室。"
    found = read_copies(text, 0, len(text))
    assert found is not None
    assert found.text == "市政协提案委,市政府办公室"
    assert read_copies("无", 0, 1) is None


def test_the_handler_is_asked_and_not_the_head():
    note = "主管领导人姓名:温岭南 联系电话:6610001\n具体经办人姓名:苗雨 联系电话:6610002"
    found = read_contact(note, 0, len(note))
    assert found.person is not None and found.phone is not None
    assert (found.person.text, found.phone.text) == ("苗雨", "6610002")


def test_a_label_for_office_person_and_phone_at_once():
    note = "联系单位和联系人及电话:县园林局 苗小雨 6610277"
    found = read_contact(note, 0, len(note))
    assert found.unit is not None and found.person is not None and found.phone is not None
    assert (found.unit.text, found.person.text, found.phone.text) == ("县园林局", "苗小雨", "6610277")
