"""Shipped data is found, and its CSV read as offices may have saved it."""

import pytest

from cases.resources import data_folder, fixtures, read_rows


def test_fixtures_lie_where_they_are_said_to():
    assert (fixtures() / "places.csv").is_file()


def test_what_is_missing_is_named():
    with pytest.raises(FileNotFoundError, match="no-such-folder"):
        data_folder("cases", "no-such-folder")


def test_a_byte_order_mark_from_a_spreadsheet_does_no_harm(tmp_path):
    (tmp_path / "a.csv").write_bytes("\ufeffcode,name\nx,甲\n".encode())
    assert read_rows(tmp_path / "a.csv") == [{"code": "x", "name": "甲"}]
