"""What must not stand in production is found, each by itself; a good installation passes."""

import os
from datetime import timedelta

import pytest

from cases.backups.verifying import Proof
from cases.clock import now
from server import health
from server.health import Level, backup_check, deploy_checks, machine_checks, system_of
from server.settings import from_env

GOOD = {
    "DAFU_BASE_URL": "https://ta.example.gov.cn",
    "DAFU_PHONE": "0571-1",
    "DAFU_SECOND_FACTOR": "required",
    "DAFU_MAIL_URL": "smtp://mail.example.gov.cn:587",
    "DAFU_MAIL_FROM": "dafu@example.gov.cn",
    "DAFU_DATABASE": "postgresql://dafu:word@db.example/dafu?sslmode=verify-full",
}
NO_MAIL = {"DAFU_MAIL_URL": "", "DAFU_MAIL_FROM": ""}
BAD = {
    "no address": ({"DAFU_BASE_URL": "", **NO_MAIL}, "网址"),
    "no https": ({"DAFU_BASE_URL": "http://ta.example.gov.cn"}, "网址"),
    "this machine": ({"DAFU_BASE_URL": "https://localhost"}, "网址"),
    "its number": ({"DAFU_BASE_URL": "https://127.0.0.1:8000"}, "网址"),
    "a path": ({"DAFU_BASE_URL": "https://ta.example.gov.cn/dafu"}, "网址"),
    "mail in the clear": ({"DAFU_MAIL_URL": "smtp://m.cn?tls=no"}, "邮件"),
    "mail to anybody": ({"DAFU_MAIL_URL": "smtps://m.cn?verify=no"}, "邮件"),
    "samples": ({"DAFU_SAMPLES": "/x"}, "设置"),
    "a test database": ({"DAFU_TEST_POSTGRES": "postgresql://x/y"}, "设置"),
    "a test browser": ({"DAFU_CHROMIUM": "/x"}, "设置"),
    "no password": ({"DAFU_DATABASE": "postgresql://dafu@db.example/dafu?sslmode=verify-full"}, "数据库"),
    "nobody looks at the certificate": ({"DAFU_DATABASE": "postgresql://dafu:word@db.example/dafu"}, "数据库"),
    "the owner of all": ({"DAFU_DATABASE": "postgresql://postgres:word@db.example/dafu?sslmode=verify-full"}, "数据库"),
}


@pytest.fixture
def env(tmp_path, monkeypatch):
    """Settings of a good installation, run by somebody who is not root."""
    monkeypatch.setattr(health.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(health, "_UNFIT_SYSTEMS", {"nfs"})  # tests may lie in memory
    data, kept = tmp_path / "data", tmp_path / "kept"
    for folder in (data, kept):
        folder.mkdir(mode=0o750)
    return {**GOOD, "DAFU_DATA": str(data), "DAFU_BACKUPS": str(kept)}


def worst(env):
    return {check.name for check in deploy_checks(from_env(env), env) if check.level is Level.BAD}


def test_a_good_installation_passes(env):
    assert [check.level for check in deploy_checks(from_env(env), env)] == [Level.GOOD]


@pytest.mark.parametrize("name", BAD)
def test_each_bad_setting_is_found(env, name):
    change, part = BAD[name]
    env = {key: value for key, value in {**env, **change}.items() if value}
    assert worst(env) == {part}


@pytest.mark.parametrize("said", ["", "offered", "2099-01-01"])
def test_staff_who_enter_with_a_password_alone_are_noted(env, said):
    found = deploy_checks(from_env({**env, "DAFU_SECOND_FACTOR": said}), env)
    assert [(check.name, check.level) for check in found] == [("两步验证", Level.NOTE)]


def test_bad_places_are_found(env, tmp_path, monkeypatch):
    (tmp_path / "data").chmod(0o755)
    assert worst(env) == {"数据文件夹"}
    (tmp_path / "data").chmod(0o700)
    (tmp_path / "kept").chmod(0o770)
    assert worst(env) == {"备份文件夹"}
    (tmp_path / "kept").chmod(0o700)
    monkeypatch.setattr(health, "system_of", lambda folder: "nfs")
    assert worst(env) == {"数据文件夹", "备份文件夹"}
    monkeypatch.undo()
    monkeypatch.setattr(health.os, "geteuid", lambda: 0)
    assert "运行身份" in worst(env)


def test_the_deepest_mount_says_which_file_system(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    assert (system_of(tmp_path, mounts), system_of(tmp_path.parent, mounts)) == ("nfs4", "ext4")
    assert system_of(tmp_path, tmp_path / "none") == ""


def test_a_backup_grows_old():
    proof = Proof("b.zip", "", 1, now() - timedelta(hours=3), now(), "0.1.0", 1, 1, 1, 1)
    old = Proof("b.zip", "", 1, now() - timedelta(hours=30), now(), "0.1.0", 1, 1, 1, 1)
    assert [backup_check(one).level for one in (proof, old, None)] == [Level.GOOD, Level.BAD, Level.BAD]


def test_a_folder_that_is_not_there_or_not_ours_is_told(env, tmp_path, monkeypatch):
    def folder(env):
        return next(check for check in machine_checks(from_env(env)) if check.name == "数据文件夹")

    assert folder(env).level is Level.GOOD
    assert "不存在" in folder({**env, "DAFU_DATA": str(tmp_path / "none")}).said
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "不可写" in folder(env).said


@pytest.mark.parametrize(("version", "said"), [((3, 40, 1), "写入时读者要等"), ((3, 53, 4), "读写互不等待")])
def test_it_is_said_which_sqlite_runs_and_how(env, monkeypatch, version, said):
    monkeypatch.setattr(health, "VERSION", version)
    settings = from_env({"DAFU_DATA": env["DAFU_DATA"]})
    (check,) = (one for one in machine_checks(settings) if one.name == "数据库")
    assert said in check.said
    assert ".".join(map(str, version)) in check.said
