"""The fields of open data: each said once and in Chinese, each value as JSON has it."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from cases.vocabulary import Track
from server.open_data import DATASETS
from server.open_fields import Field, Kind, value_of


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS.keys())
def test_fields_are_named_once_and_explained(dataset):
    keys = [field.key for field in dataset.fields]
    assert len(set(keys)) == len(keys) > 1
    assert keys[0] == "id"
    for field in dataset.fields:
        assert re.fullmatch(r"[a-z][a-z_]*", field.key)
        assert re.search(r"[\u4e00-\u9fff]", field.title) and re.search(r"[\u4e00-\u9fff]", field.told)
        assert (field.codes is not None) >= (field.kind is Kind.CODE)


@pytest.mark.parametrize(
    ("kind", "found", "shown"),
    [
        (Kind.ID, 7, "7"),
        (Kind.DAY, date(2026, 6, 30), "2026-06-30"),
        (Kind.MOMENT, datetime(2026, 6, 30, 20, 30, 1, 999, UTC), "2026-07-01T04:30:01+08:00"),
        (Kind.DECIMAL, Decimal("4.60"), "4.60"),
        (Kind.CODE, Track.NPC, "npc"),
        (Kind.LIST, (Track.NPC, "甲"), ["npc", "甲"]),
        (Kind.LINK, "/cases/1", "http://site.test/cases/1"),
        (Kind.FLAG, False, False),
        (Kind.LINK, None, None),
    ],
)
def test_a_value_is_written_as_programs_read_it(kind, found, shown):
    field = Field("x", "某", kind, "某", lambda row: row.x)
    assert value_of(field, SimpleNamespace(x=found), "http://site.test") == shown
