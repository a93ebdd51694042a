"""The table of ASVS requirements is whole, counts itself rightly, and names tests that exist and are run."""

import re
from collections import Counter

from tests.rules.test_security import function_of
from tests.rules.test_tree import ROOT

TEXT = (ROOT / "server" / "asvs.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.*?) ?\|$", TEXT, flags=re.M)
LEFT_OUT = [
    one
    for ids, _ in re.findall(r"^\| (\d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)*) \| ([^|]+) \|$", TEXT, flags=re.M)
    for one in ids.split(", ")
]
# Requirements of levels 1 and 2 in each chapter of version 5.0.0.
IN_CHAPTER = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9,
              15: 13, 16: 16, 17: 7}  # fmt: skip


def test_every_requirement_stands_there_once():
    ids = [number for number, *_ in ROWS] + LEFT_OUT
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert Counter(int(one.partition(".")[0]) for one in ids) == IN_CHAPTER
    assert sum(IN_CHAPTER.values()) == 253


def test_a_row_says_where_and_how_it_is_proved_or_that_it_is_not_held():
    for number, _, asked, answer, tests in ROWS:
        assert asked and answer, number
        assert "`tests/" in tests or "**no**" in answer, f"{number} names no test"


def test_the_counts_of_the_text_are_those_of_the_table():
    refused = [number for number, _, _, answer, _ in ROWS if "**no**" in answer]
    said = re.search(r"(\d+) apply; (\d+) are held .*?, (\d+) are not, .*?\. (\d+) do not apply", TEXT)
    assert said is not None
    counted = (len(ROWS), len(ROWS) - len(refused), len(refused), len(LEFT_OUT))
    assert tuple(map(int, said.groups())) == counted
    promised = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert f"{counted[1]} of the {counted[0]} requirements" in promised
    assert len(ROWS) + len(LEFT_OUT) == 253


def test_every_test_named_is_there_and_run():
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TEXT))
    assert len(named) > 100
    assert TEXT.count("`tests/") == len(re.findall(r"`tests/[\w/]+\.py(?:::test_\w+)?`", TEXT))
    for path, name in named:
        function_of(path, name)


def test_every_section_named_stands_below():
    """Each link leads to a heading with words under it, and each file and setting named is there."""
    headings = {one.lower() for one in re.findall(r"^### (\w+)\n\n.{20,}$", TEXT, flags=re.M)}
    linked = set(re.findall(r"\]\(#([\w-]+)\)", TEXT))
    assert linked
    assert linked <= headings
    for place in set(re.findall(r"`((?:cases|server|search|templates|fixtures)/[\w/.]+\.\w+)`", TEXT)):
        assert (ROOT / place).exists(), place
    known = (ROOT / "server" / "settings.py").read_text(encoding="utf-8")
    assert all(f'"{key}"' in known for key in set(re.findall(r"DAFU_[A-Z_]+", TEXT)))
    assert "within 7 days where it is critical" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")
