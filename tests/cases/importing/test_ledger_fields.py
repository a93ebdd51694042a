"""Cells as offices write them, read as what their column says."""

from datetime import date

import pytest

from cases.importing.ledger_fields import FIELDS, NEEDED, Unreadable, field_of, number_of, proposed
from cases.vocabulary import LedgerKind, Track

PROPOSALS = LedgerKind.PROPOSALS


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("number", "第0607号", "0607"), ("number", "607", "607"), ("year", "２０１９年", 2019),
        ("track", "委员提案", Track.CPPCC),
        ("replied_on", "2019年6月3日", date(2019, 6, 3)), ("replied_on", "2019/6/3", date(2019, 6, 3)),
        ("co_units", "甲局、乙局；丙局", ("甲局", "乙局", "丙局")),
    ],
)  # fmt: skip
def test_cells_are_read_as_offices_write_them(key, cell, value):
    assert field_of(PROPOSALS, key).read(cell) == value


@pytest.mark.parametrize(
    ("key", "cell"),
    [("number", "无号"), ("year", "19年"), ("year", "2019-2020"), ("track", "来信"), ("replied_on", "2019-02-30"),
     ("replied_on", "年底前"), ("id", "第三")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_words(key, cell):
    with pytest.raises(Unreadable, match=cell):
        field_of(PROPOSALS, key).read(cell)


@pytest.mark.parametrize("ledger", list(LedgerKind))
def test_every_name_of_a_field_leads_to_it(ledger):
    for field in FIELDS[ledger]:
        assert proposed(ledger, [field.label]) == {0: field.key}
    assert set(NEEDED[ledger]) <= {field.key for field in FIELDS[ledger]}


def test_a_number_is_known_without_its_zeros():
    assert (number_of("0607"), number_of("000")) == ("607", "0")
