"""The journal on the command line: whole or not, and a copy that tells a forged one."""

import asyncio
import json
import stat
import subprocess
import sys

import pytest
from click.testing import CliRunner

from cases import database, journal
from cases.actor import OFFICE
from cases.engines.library import sqlite3
from cases.vocabulary import Verb
from server.cli import main


@pytest.fixture
def dafu(sqlite_url, monkeypatch):
    """Run the program on a database with five rows: dafu("audit", "verify") → result."""
    monkeypatch.setenv("DAFU_DATABASE", sqlite_url)
    asyncio.run(_five_rows(sqlite_url))

    def run(*words):
        return CliRunner().invoke(main, ["audit", *[str(word) for word in words]])

    return run


async def _five_rows(url):
    await database.open_database(url, migrated=False)
    for number in range(1, 6):
        async with database.write_tx():
            await journal.record(OFFICE, Verb.SETTLE, "case", number, old="旧", new="新")
    await database.close()


def behind(url, *statements):
    """Change the file as somebody would who has it, without the program and its triggers."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        for name in ("update", "delete", "replace"):
            connection.execute(f"DROP TRIGGER IF EXISTS journal_no_{name}")
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_whole_journal_is_said_to_be_whole(dafu):
    result = dafu("verify")
    assert result.exit_code == 0
    assert "共 5 条，未发现改动" in result.stdout


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE journal SET new = '改' WHERE seq = 3", "第 3 条内容被改动"),
        ("DELETE FROM journal WHERE seq = 2", "第 2 条缺失"),
        ("DELETE FROM journal WHERE seq = 5", "第 5 条缺失"),
    ],
)
def test_the_first_broken_row_is_named(dafu, sqlite_url, statement, said):
    behind(sqlite_url, statement)
    result = dafu("verify")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_copy_holds_every_row_and_tells_a_forged_journal(dafu, sqlite_url, tmp_path):
    copy = tmp_path / "日志.jsonl"
    result = dafu("export", copy)
    assert result.exit_code == 0
    assert "已导出 5 条" in result.stdout
    rows = [json.loads(line) for line in copy.read_text(encoding="utf-8").splitlines()]
    assert [row["seq"] for row in rows] == [1, 2, 3, 4, 5]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert dafu("verify", "--against", copy).exit_code == 0
    cut = "UPDATE counters SET value = 3 WHERE name = 'journal'"
    behind(sqlite_url, "DELETE FROM journal WHERE seq > 3", cut)
    assert dafu("verify").exit_code == 0  # the chain that is left is whole
    found = dafu("verify", "--against", copy)
    assert found.exit_code == 1
    assert "第 4 条缺失" in found.stderr


def test_the_export_is_journaled(dafu, tmp_path):
    dafu("export", tmp_path / "a.jsonl")
    dafu("export", tmp_path / "a.jsonl")
    last = json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["seq"], last["verb"], last["new"]) == (6, "read_audit", "导出 5 条")
    assert list(tmp_path.glob("*.part")) == []


def test_what_is_no_copy_is_refused(dafu, tmp_path):
    other = tmp_path / "other.jsonl"
    for text in ("[]\n", "not json\n", '{"seq": 2, "hash": "x"}\n'):
        other.write_text(text, encoding="utf-8")
        result = dafu("verify", "--against", other)
        assert result.exit_code == 1
        assert "第 1 行不是导出的审计日志" in result.stderr


def test_a_place_that_cannot_be_written_is_said(dafu, tmp_path):
    result = dafu("export", tmp_path / "no" / "such" / "folder.jsonl")
    assert result.exit_code == 1
    assert "写不了文件" in result.stderr


def test_a_checkpoint_tells_a_journal_whose_end_was_cut(dafu, sqlite_url, tmp_path):
    points = tmp_path / "points.jsonl"
    made = dafu("checkpoint", points)
    assert (made.exit_code, "第 5 条" in made.stdout, "校验码" in made.stdout) == (0, True, True)
    assert dafu("verify", "--checkpoints", points).exit_code == 0
    behind(sqlite_url, "DELETE FROM journal WHERE seq > 3", "UPDATE counters SET value = 3 WHERE name = 'journal'")
    found = dafu("verify", "--checkpoints", points)
    assert (found.exit_code, "末尾被截去" in found.stderr) == (1, True)
    again = dafu("checkpoint", points)
    assert (again.exit_code, len(points.read_text().splitlines())) == (1, 1)


def test_the_program_for_inspectors_is_handed_out(dafu, tmp_path):
    assert dafu("script", tmp_path / "verify_audit.py").exit_code == 0
    dafu("export", tmp_path / "a.jsonl")
    run = [sys.executable, "-I", str(tmp_path / "verify_audit.py"), str(tmp_path / "a.jsonl")]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (done.returncode, "共 5 条，未发现改动" in done.stdout) == (0, True)
    assert dafu("script", tmp_path / "no" / "x.py").exit_code == 1


def test_words_are_taken_out_by_two_people(dafu):
    alone = dafu("erase", 3, "--by", "甲", "--reason", "来函", "--yes")
    assert (alone.exit_code, "两个人" in alone.stderr) == (1, True)
    done = dafu("erase", 3, "--by", "甲", "--by", "乙", "--reason", "来函", "--yes")
    assert (done.exit_code, "记在第 6 条" in done.stdout) == (0, True), done.output
    assert "其中 1 条的内容已依法删除：第 3 条" in dafu("verify").stdout
