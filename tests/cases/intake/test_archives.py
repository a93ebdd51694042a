"""Zip files: honest ones read in order, hostile ones refused as a whole or member by member."""

import contextlib
import io
import stat
import struct
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.errors import (
    CaseError,
    DamagedFile,
    EncryptedFile,
    NestedArchive,
    TooLarge,
    UnsafeArchive,
    UnsafeMember,
)
from cases.intake import limits
from cases.intake.archives import is_archive, members
from tests.cases.importing.documents import archive, docx, paragraph


def read_all(data: bytes) -> dict[str, bytes | type[CaseError]]:
    """Every member by name, with its bytes or the kind of its problem."""
    found: dict[str, bytes | type[CaseError]] = {}
    for member in members("包.zip", data):
        try:
            found[member.name] = member.read()
        except CaseError as problem:
            found[member.name] = type(problem)
    return found


def test_members_come_sorted_with_the_archives_name():
    assert read_all(archive({"b/2.txt": "乙", "a.txt": "甲", "b/": ""})) == {
        "包.zip/a.txt": "甲".encode(),
        "包.zip/b/2.txt": "乙".encode(),
    }


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_that_do_not_say_their_encoding_are_read(encoding):
    printed = "提案答复/关于食堂.txt"
    raw = printed.encode(encoding)
    data = archive({"x" * len(raw): "甲"}).replace(b"x" * len(raw), raw)
    assert list(read_all(data)) == [f"包.zip/{printed}"]


def test_names_from_windows_have_folders():
    data = archive({"folder/a.txt": "甲"}).replace(b"folder/a.txt", b"folder\\a.txt")
    assert read_all(data) == {"包.zip/folder/a.txt": "甲".encode()}


@pytest.mark.parametrize(
    "name", ["__MACOSX/._a.txt", ".DS_Store", "页面_files/x.js", "~$a.docx", "Thumbs.db", "a/.hidden"]
)
def test_companions_are_left_out(name):
    assert read_all(archive({name: "x", "a.txt": "甲"})) == {"包.zip/a.txt": "甲".encode()}


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "a/../../b.txt", "/etc/a.txt", "C:/a.txt", "C:a.txt", "..\\a.txt", "\\\\host\\a.txt", "a/../b.txt"],
)
def test_a_path_that_leads_outside_is_a_problem_of_that_member(name):
    found = read_all(archive({name: "x", "ok.txt": "甲"}))
    assert found.pop("包.zip/ok.txt") == "甲".encode()
    assert list(found.values()) == [UnsafeMember]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_not_followed(kind):
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (kind | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(info, "/etc/passwd")
    assert read_all(packed.getvalue()) == {"包.zip/a.txt": UnsafeMember}


def test_an_archive_within_is_not_opened_and_a_docx_within_is():
    letter = docx(paragraph("甲"))
    found = read_all(archive({"in.zip": archive({"a.txt": "x"}), "a.docx": letter}))
    assert found == {"包.zip/in.zip": NestedArchive, "包.zip/a.docx": letter}


def test_equal_names_are_told_apart():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package.writestr("a.txt", "甲")
        package.writestr("a.txt", "乙")
    assert sorted(read_all(packed.getvalue())) == ["包.zip/a.txt", "包.zip/a.txt (2)"]


def test_a_large_member_is_a_problem_of_its_own():
    noise = zipfile.ZipInfo("big.txt")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(noise, b"0" * (limits.FILE_BYTES + 1))
        package.writestr("a.txt", "甲")
    assert read_all(packed.getvalue()) == {"包.zip/big.txt": TooLarge, "包.zip/a.txt": "甲".encode()}


def test_a_bomb_is_refused_before_anything_is_unpacked():
    data = archive({f"{i}.txt": b"0" * limits.MB for i in range(limits.RATIO_FREE_BYTES // limits.MB + 1)})
    with pytest.raises(UnsafeArchive):
        list(members("包.zip", data))


def test_overlapping_members_are_refused():
    data = bytearray(archive({"a.txt": "甲" * 9, "b.txt": "乙" * 9}))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    with pytest.raises(UnsafeArchive):
        list(members("包.zip", bytes(data)))


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "ARCHIVE_ENTRIES", 5)
    with pytest.raises(UnsafeArchive):
        list(members("包.zip", archive({f"{i}.txt": "甲" for i in range(6)})))


@pytest.mark.parametrize(("limit", "problem"), [("ARCHIVE_UNPACKED_BYTES", UnsafeArchive), ("ARCHIVE_BYTES", TooLarge)])
def test_too_much_in_all_is_refused(monkeypatch, limit, problem):
    monkeypatch.setattr(limits, limit, 50)
    with pytest.raises(problem):
        list(members("包.zip", archive({"a.txt": "甲" * 100})))


def test_a_password_is_said_to_be_one():
    data = bytearray(archive({"a.txt": "甲"}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert read_all(bytes(data)) == {"包.zip/a.txt": EncryptedFile}


def test_damage_of_one_member_leaves_the_others():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("a.txt", b"plain words")
        package.writestr("b.txt", b"other words")
    data = packed.getvalue().replace(b"plain words", b"plaim words", 1)
    assert read_all(data) == {"包.zip/a.txt": DamagedFile, "包.zip/b.txt": b"other words"}


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_cut_archive_is_damaged(share):
    data = archive({f"{i}.txt": "甲" for i in range(9)})
    with pytest.raises(DamagedFile):
        list(members("包.zip", data[: int(len(data) * share)]))


@settings(max_examples=400)
@given(st.binary(max_size=40), st.integers(0, 200), st.binary(min_size=1, max_size=4))
def test_no_bytes_raise_anything_but_a_sentence(tail, at, patch):
    data = bytearray(archive({"a.txt": "甲", "b/c.txt": "乙"}) + tail)
    data[at : at + len(patch)] = patch
    with contextlib.suppress(CaseError):
        read_all(bytes(data))
    is_archive(bytes(data))
