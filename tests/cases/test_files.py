"""The file store: the same bytes once, whole or not at all, and nothing but its own files."""

import hashlib
import os

import pytest

from cases import files


def test_put_and_read(tmp_path):
    name = files.put(tmp_path, b"\x00\xffwords")
    assert name == hashlib.sha256(b"\x00\xffwords").hexdigest()
    assert files.read(tmp_path, name) == b"\x00\xffwords"


def test_the_same_bytes_are_kept_once(tmp_path):
    first = files.put(tmp_path, b"same")
    before = [p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()]
    assert files.put(tmp_path, b"same") == first
    assert [p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()] == before


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "g" * 64, "a" * 64 + "\n", "a" * 64])
def test_only_what_the_store_has_is_read(tmp_path, name):
    files.put(tmp_path, b"something")
    with pytest.raises(FileNotFoundError):
        files.read(tmp_path, name)


def test_a_broken_write_leaves_nothing(tmp_path, monkeypatch):
    def fails(_):
        raise OSError("no room")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="no room"):
        files.put(tmp_path, b"half")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
