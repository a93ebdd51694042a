"""Keys on the command line: an upgrade that seals what stood there, backups without them, missing and wrong ones."""

import contextlib
import shutil
import stat

import pytest
from click.testing import CliRunner

from cases.engines.library import sqlite3
from server.cli import main

PHONE = "13900001111"


@pytest.fixture
def dafu(furnished_sqlite, tmp_path, monkeypatch):
    """Run the program on a data folder of the version before, with a person's telephone in clear."""
    (tmp_path / "data").mkdir()
    shutil.copyfile(furnished_sqlite, tmp_path / "data/dafu.sqlite")
    with contextlib.closing(sqlite3.connect(tmp_path / "data/dafu.sqlite")) as old:
        made = "'2026-01-01 00:00:00+00:00'"
        old.execute(f"INSERT INTO people (id, name, created_at, updated_at) VALUES (1, '林望舒', {made}, {made})")
        row = f"(1, 'phone', '{PHONE}', {made})"
        old.execute(f"INSERT INTO person_contacts (person, kind, value, created_at) VALUES {row}")
        old.commit()
    monkeypatch.setenv("DAFU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DAFU_BACKUPS", str(tmp_path / "kept"))
    monkeypatch.setenv("DAFU_KEYS", str(tmp_path / "apart/dafu.keys"))
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def test_from_the_upgrade_to_the_restore(dafu, tmp_path, monkeypatch):
    assert "dafu key make" in dafu("doctor").stdout
    upgraded = dafu("upgrade", "--yes")
    assert upgraded.exit_code == 0, upgraded.output
    keys, file = tmp_path / "apart/dafu.keys", tmp_path / "data/dafu.sqlite"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert PHONE.encode() not in file.read_bytes()  # nor in pages that were given up: deleted bytes are overwritten
    assert "都打得开，共 1 处" in dafu("key", "check").stdout
    assert "正常　密钥文件" in dafu("doctor").stdout and "正常　密钥文件" in dafu("check", "--deploy").stdout
    # The key is in no backup, and a backup is told from its key.
    backup = tmp_path / "kept/now.zip"
    assert "不在备份里" in dafu("backup", "create", backup, "--no-verify").stdout
    secret = keys.read_text().split()[-1]
    assert secret.encode() not in backup.read_bytes() and PHONE.encode() not in backup.read_bytes()
    changed = dafu("key", "rotate")
    assert (changed.exit_code, "重新加密 1 处" in changed.stdout, secret in changed.output) == (0, True, False)
    assert dafu("backup", "verify", backup).exit_code == 0  # made under the key before, which is kept
    # Another key opens nothing: said, not lost, and nothing starts.
    monkeypatch.setenv("DAFU_KEYS", str(tmp_path / "data/others.keys"))
    assert "与数据在一处" in (dafu("key", "make").stdout + dafu("doctor").stdout)
    for words in (("migrate",), ("account", "add", "甲", "--role", "admin")):
        refused = dafu(*words)
        assert (refused.exit_code, "没有密钥" in refused.stderr) == (1, True), refused.output
    wrong = dafu("backup", "verify", backup)
    assert (wrong.exit_code, "person_contacts.value 1 处" in wrong.stderr) == (1, True), wrong.output
    monkeypatch.setenv("DAFU_DATA", str(tmp_path / "new"))
    back = dafu("backup", "restore", backup)
    assert (back.exit_code, "已恢复到" in back.stdout, "person_contacts.value 1 处" in back.stderr) == (1, True, True)
    monkeypatch.setenv("DAFU_KEYS", str(keys))
    assert "都打得开，共 1 处" in dafu("key", "check").stdout
    monkeypatch.setenv("DAFU_KEYS", str(tmp_path / "nowhere"))
    gone = dafu("migrate")
    assert (gone.exit_code, "不要新建" in gone.stderr, (tmp_path / "nowhere").exists()) == (1, True, False)
