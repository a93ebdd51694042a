import pytest

from cases.reading.personal import find_personal
from cases.reading.shadow import shadow_of

FOUND = {
    "手机13100001111,请联系": [("phone", "13100001111")],
    "电话:0770-6610277": [("phone", "0770-6610277")],
    "联系电话:６６１０２７７７": [("phone", "６６１０２７７７")],
    "身份证110101199003071234号": [("id_number", "110101199003071234")],
    "邮箱 miao@example.com 。": [("email", "miao@example.com")],
    "账号:6222 0200 1234 5678 90": [("bank", "6222 0200 1234 5678 90")],
    "家庭住址:河西路9号,电话": [("address", "河西路9号")],
    "共投入131000011112元": [],
    "索引号002489524/2023-00364": [],
    "身份证110101199013071234": [],
}


@pytest.mark.parametrize(("text", "data"), FOUND.items())
def test_data_that_the_public_must_not_see(text, data):
    found = find_personal(shadow_of(text))
    assert [(item.kind, text[slice(*item.span)]) for item in found] == data
