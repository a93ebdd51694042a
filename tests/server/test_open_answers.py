"""Answers of open data: validators of the very bytes, and tables that no spreadsheet runs."""

import csv
import gzip
import io
from types import SimpleNamespace

from server.open_answers import link_header, sent, table
from server.open_fields import Field, Kind


def request(**headers):
    return SimpleNamespace(headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_validator_is_that_of_the_bytes_as_they_are_sent():
    body = b"x" * 5000
    plain, packed = sent(request(), body, "a/b"), sent(request(**{"Accept-Encoding": "br, gzip"}), body, "a/b")
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert not plain.headers["ETag"].startswith("W/")
    assert gzip.decompress(packed.content) == plain.content == body
    again = sent(request(**{"Accept-Encoding": "gzip"}), body, "a/b")
    assert (again.content, again.headers["ETag"]) == (packed.content, packed.headers["ETag"])
    assert sent(request(**{"Accept-Encoding": "gzip"}), b"short", "a/b").content == b"short"


def test_whoever_has_it_is_told_so_and_nothing_else():
    etag = sent(request(), b"body", "a/b").headers["ETag"]
    for known in (etag, f'"other", W/{etag}', "*"):
        kept = sent(request(If_None_Match=known), b"body", "a/b")
        assert (kept.status_code, kept.content, kept.headers["ETag"]) == (304, None, etag)
    assert sent(request(If_None_Match='"other"'), b"body", "a/b").content == b"body"


def test_a_table_has_a_row_for_each_and_runs_nothing():
    fields = (
        Field("text", "文", Kind.TEXT, "某", lambda row: row),
        Field("list", "列", Kind.LIST, "某", lambda row: ("甲", "乙")),
        Field("flag", "是", Kind.FLAG, "某", lambda row: True),
        Field("none", "空", Kind.DAY, "某", lambda row: None),
        Field("records", "列", Kind.RECORDS, "某", lambda row: [{"quote": "甲"}]),
    )
    body = table(fields, ["=1+1", '引"号,\n换行'], "").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body, newline="")))
    assert rows[0] == ["text", "list", "flag", "none", "records"]
    assert rows[1] == ["'=1+1", "甲；乙", "true", "", '[{"quote":"甲"}]']
    assert rows[2][0] == '引"号,\n换行'


def test_links_stand_in_the_header_too():
    assert link_header({"self": "http://a/", "next": "http://b/"}) == {
        "Link": '<http://a/>; rel="self", <http://b/>; rel="next"'
    }
