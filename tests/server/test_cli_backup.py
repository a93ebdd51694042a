"""Backups on the command line: made, proved, listed, restored, each with its exit code and sentence."""

import shutil

import pytest
from click.testing import CliRunner

from server.cli import main


@pytest.fixture
def dafu(sqlite_template, tmp_path, monkeypatch):
    """Run the program on a data folder: dafu("backup", "list") → result."""
    (tmp_path / "data").mkdir()
    shutil.copyfile(sqlite_template, tmp_path / "data/dafu.sqlite")
    monkeypatch.setenv("DAFU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DAFU_BACKUPS", str(tmp_path / "kept"))
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def test_made_and_proved_and_listed_and_restored(dafu, tmp_path, monkeypatch):
    made = dafu("backup", "create")
    assert made.exit_code == 0, made.output
    assert "核对无误" in made.stdout
    (file,) = (tmp_path / "kept").glob("dafu-*.zip")
    assert "已核对" in dafu("backup", "list").stdout
    again = dafu("backup", "create", file)
    assert (again.exit_code, "不会覆盖" in again.stderr) == (1, True)
    over = dafu("backup", "restore", file)
    assert (over.exit_code, "里已有数据" in over.stderr) == (1, True)
    monkeypatch.setenv("DAFU_DATA", str(tmp_path / "new"))
    back = dafu("backup", "restore", file)
    assert back.exit_code == 0, back.output
    assert "下一步：dafu index rebuild" in back.stdout
    assert "共 1 条，未发现改动" in dafu("audit", "verify").stdout


def test_what_was_not_proved_is_said_to_be_none(dafu, tmp_path):
    file = tmp_path / "kept/dafu-1.zip"
    assert "dafu backup verify" in dafu("backup", "create", file, "--no-verify").stdout
    assert "不能算备份" in dafu("backup", "list").stdout
    file.write_bytes(file.read_bytes()[:-100])
    cut = dafu("backup", "verify", file)
    assert (cut.exit_code, "没有复制完整" in cut.stderr) == (1, True)
    assert dafu("backup", "verify", tmp_path / "none.zip").exit_code == 1


def test_nothing_to_back_up_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("DAFU_DATA", str(tmp_path / "none"))
    result = CliRunner().invoke(main, ["backup", "create", str(tmp_path / "b.zip")])
    assert (result.exit_code, "找不到" in result.stderr) == (1, True)
    assert "没有备份" in CliRunner().invoke(main, ["backup", "list"]).stdout
