"""Calendars by RFC 5545: lines of at most 75 octets that put together give what was said, whole days, stable names."""

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from server.icalendar import Event, calendar

STAMP = datetime(2026, 5, 1, 8, tzinfo=UTC)


def unfolded(body: bytes) -> list[str]:
    return body.decode().replace("\r\n ", "").split("\r\n")


def test_a_day_is_a_whole_day_under_a_name_of_its_own():
    event = Event(
        "commitment-3", date(2026, 12, 31), "建成300个，见附件;全部\\", "甲\n乙", "http://a/cases/1#c3", STAMP
    )
    lines = unfolded(calendar("到期日", [event], host="a.test"))
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "UID:commitment-3@a.test", "DTSTAMP:20260501T080000Z", "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101", "SUMMARY:建成300个，见附件\\;全部\\\\", "DESCRIPTION:甲\\n乙", "URL:http://a/cases/1#c3",
    ):  # fmt: skip
        assert line in lines
    assert calendar("到期日", [event], host="a.test") == calendar("到期日", [event], host="a.test")


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_words_break_a_line_or_make_one_too_long(summary, told):
    body = calendar("名", [Event("t-1", date(2026, 1, 1), summary, told, "http://a/", STAMP)], host="a")
    lines = body.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()
    names = [line.split(":")[0].split(";")[0] for line in unfolded(body) if line]
    assert names.count("BEGIN") == 2 and names.count("SUMMARY") == 1 and names.count("UID") == 1
    assert all(re.fullmatch(r"[A-Z-]+", name) for name in names)
