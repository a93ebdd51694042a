"""Counts: each answer once, in its bucket; the text is what Prometheus reads."""

import re

from server.meter import BOUNDS, Meter, exposition

LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+-]+')


def test_every_answer_is_counted_once_and_buckets_add_up():
    meter = Meter()
    for method, status, seconds in (("GET", 200, 0.003), ("GET", 404, 0.3), ("POST", 303, 99.0), ("BREW", 405, 0.01)):
        meter.note(method, status, seconds)
    text = exposition(meter, {"mail_waiting": ("Waits.", 3)})
    assert 'dafu_answers_total{method="OTHER",status="4xx"} 1' in text
    assert 'dafu_answer_seconds_bucket{kind="read",le="0.01"} 1' in text
    assert 'dafu_answer_seconds_bucket{kind="read",le="0.5"} 2' in text
    assert 'dafu_answer_seconds_bucket{kind="write",le="+Inf"} 2' in text
    assert 'dafu_answer_seconds_bucket{kind="write",le="10.0"} 1' in text
    assert "dafu_mail_waiting 3" in text
    assert text.count("dafu_answer_seconds_bucket") == 2 * (len(BOUNDS) + 1)
    for line in text.splitlines():
        assert line.startswith("# ") or LINE.fullmatch(line), line
