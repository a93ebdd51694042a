"""The doctor: well, unwell, nothing there yet; never writes."""

import contextlib
import hashlib
import shutil

import pytest
from click.testing import CliRunner

from cases.clock import now
from cases.engines.library import sqlite3
from cases.queries.alarms import SYSTEM, hash_of_key
from server.cli import main


@pytest.fixture
def folder(furnished_sqlite, tmp_path, monkeypatch):
    shutil.copyfile(furnished_sqlite, tmp_path / "dafu.sqlite")
    monkeypatch.setenv("DAFU_DATA", str(tmp_path))
    return tmp_path


def dafu(*words):
    return CliRunner().invoke(main, list(words))


def test_what_is_missing_is_told_and_nothing_is_written(folder):
    before = hashlib.sha256((folder / "dafu.sqlite").read_bytes()).hexdigest()
    result = dafu("doctor", "--data")
    assert result.exit_code == 1
    for words in ("正常　数据库结构", "问题　管理员", "问题　备份", "正常　I4：审计日志完整", "正常　I11"):
        assert words in result.stdout, result.stdout
    assert hashlib.sha256((folder / "dafu.sqlite").read_bytes()).hexdigest() == before


def test_a_well_installation_has_nothing_bad_but_what_its_data_has(folder):
    assert dafu("account", "add", "王管理", "--role", "admin").exit_code == 0
    assert dafu("index", "rebuild").exit_code == 0
    assert dafu("backup", "create").exit_code == 0
    result = dafu("doctor", "--data")
    assert (result.exit_code, "问题" in result.stdout) == (0, False), result.stdout
    with contextlib.closing(sqlite3.connect(folder / "dafu.sqlite")) as behind:
        behind.execute("UPDATE counters SET value = value + 1 WHERE name = 'journal'")
        behind.commit()
    broken = dafu("doctor", "--data")
    assert (broken.exit_code, "问题　I2" in broken.stdout, "问题　I4" in broken.stdout) == (1, True, True)


def test_no_database_is_told_and_none_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("DAFU_DATA", str(tmp_path))
    result = dafu("doctor")
    assert (result.exit_code, "dafu migrate" in result.stdout) == (1, True)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("DAFU_DATABASE", "postgresql://nobody@127.0.0.1:1/none")
    assert "打不开数据库" in dafu("doctor").stdout


def test_settings_for_production(folder):
    assert dafu("check").exit_code == 0
    result = dafu("check", "--deploy")
    assert (result.exit_code, "问题　网址" in result.stdout) == (1, True)


def test_guessing_all_over_the_system_is_told(folder, monkeypatch):
    monkeypatch.setenv("DAFU_LIMITS", "tries_hour=2")
    with contextlib.closing(sqlite3.connect(folder / "dafu.sqlite")) as seen:
        tries = [(hash_of_key(SYSTEM), now().isoformat(" ")) for _ in range(2)]
        seen.executemany("INSERT INTO sign_in_failures (origin, at) VALUES (?, ?)", tries)
        seen.commit()
    assert "问题　最近一小时：登录失败 2 次" in dafu("doctor").stdout
    monkeypatch.setenv("DAFU_LIMITS", "tries_hour=0")
    assert "正常　最近一小时" in dafu("doctor").stdout
