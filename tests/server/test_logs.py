"""The log: one line an event whatever stands in it, and the number that the user was shown."""

import json
import logging

import pytest

from server import logs

HOSTILE = ["a\r\nERROR forged line", "\x1b[31mred", "\u2028next", "\x00", '"}\n{"at":']


@pytest.fixture(autouse=True)
def restored():
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before


def written(form, capsys, **more):
    logs.set_up(form)
    for said in HOSTILE:
        logging.getLogger("dafu").warning("at %s", said, **more)
    return capsys.readouterr().err.split("\n")[:-1]


@pytest.mark.parametrize("form", ["console", "json"])
def test_what_comes_from_outside_stays_in_its_line(form, capsys):
    lines = written(form, capsys, extra={"incident": "A1B2C3"})
    assert len(lines) == len(HOSTILE)
    assert not any(ord(char) < 32 or char in "\x7f\u2028\u2029" for line in lines for char in line)
    if form == "json":
        rows = [json.loads(line) for line in lines]
        assert [row["said"] for row in rows] == [f"at {said}" for said in HOSTILE]
        assert {row["incident"] for row in rows} == {"A1B2C3"}


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_fault_has_its_trace_and_what_people_searched_for_stays_out(form, capsys):
    logs.set_up(form)
    logging.getLogger("library").info("chatter")
    logging.getLogger("dafu.search").info("nothing found for chatter")
    try:
        raise ValueError("the inside")
    except ValueError as problem:
        logging.getLogger("dafu").error("fault", exc_info=problem)
    said = capsys.readouterr().err
    assert "chatter" not in said
    assert "ValueError: the inside" in said
