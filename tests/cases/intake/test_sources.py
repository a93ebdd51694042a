"""Files, folders and archives to documents; whatever bytes come, a document or a sentence."""

import contextlib
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.errors import (
    CaseError,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileNotReadable,
    FileNotThere,
    NestedArchive,
    NoTextLayer,
    NotText,
    TooLarge,
    TooMuchText,
    TooSlow,
    UnsafeArchive,
    UnsupportedFormat,
)
from cases.intake import limits
from cases.intake.sources import read_document, read_paths, read_upload
from tests.cases.importing.documents import archive, docx, paragraph, pdf

LETTER = "关于市人大第5号建议的答复\n李明代表:\n您的建议收悉，我局将于今年六月底前完成改造。\n"


def names(paths: list[Path]) -> list[str]:
    return [source.name for source in read_paths(paths)]


def problem_of(path: Path) -> CaseError:
    """The problem of the only document of a path."""
    (source,) = read_paths([path])
    with pytest.raises(CaseError) as caught:
        read_document(source.name, source.read())
    return caught.value


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("a.txt", LETTER.encode(), "txt"),
        ("a.txt", LETTER.encode("gb18030"), "txt"),
        ("a.html", f"<p>{LETTER}</p>".encode(), "html"),
        ("a.docx", docx(paragraph(LETTER)), "docx"),
        ("a.pdf", pdf(LETTER.splitlines()), "pdf"),
        ("a.doc", docx(paragraph(LETTER)), "docx"),
        ("a.txt", f"<html><p>{LETTER}</p>".encode("gbk"), "html"),
    ],
)
def test_every_medium_gives_its_text_with_the_hash_of_its_bytes(name, data, media):
    found = read_document(name, data)
    assert (found.name, found.media, found.size) == (name, media, len(data))
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert "我局将于今年六月底前完成改造。" in found.text


def test_a_folder_is_read_with_all_below_in_a_stable_order(tmp_path):
    for name in (
        "b.txt",
        "a/2.txt",
        "a/10.htm",
        ".hidden.txt",
        "a/~$x.docx",
        "页_files/menu.js",
        "gold.json",
        "README.md",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(LETTER, encoding="utf-8")
    (tmp_path / "c.zip").write_bytes(archive({"z.txt": LETTER, "y.txt": LETTER}))
    assert names([tmp_path]) == ["a/10.htm", "a/2.txt", "b.txt", "c.zip/y.txt", "c.zip/z.txt"]
    assert names([tmp_path / "b.txt", tmp_path / "a"]) == ["b.txt", "10.htm", "2.txt"]


def test_one_bad_file_is_one_problem_and_the_rest_go_on(tmp_path):
    (tmp_path / "1.txt").write_bytes(b"")
    (tmp_path / "2.zip").write_bytes(archive({"a.txt": LETTER})[:-30])
    (tmp_path / "3.txt").write_text(LETTER, encoding="utf-8")
    outcomes = []
    for source in read_paths([tmp_path, tmp_path / "none.txt"]):
        try:
            outcomes.append(read_document(source.name, source.read()).name)
        except CaseError as problem:
            outcomes.append(type(problem))
    assert outcomes == [EmptyFile, DamagedFile, "3.txt", FileNotThere]


def test_sixty_megabytes_are_refused_without_being_read(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(60 * limits.MB)
    problem = problem_of(path)
    assert isinstance(problem, TooLarge)
    assert "60 MB" in str(problem) and "20 MB" in str(problem)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", EmptyFile),
        (b" \r\n\t", EmptyFile),
        ("\ufeff\u3000\n".encode(), EmptyFile),
        (bytes(range(256)) * 30, NotText),
        (docx(paragraph("甲"))[:100], DamagedFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
        (pdf([]), NoTextLayer),
        (b"Rar!\x1a\x07\x01\x00", UnsupportedFormat),
    ],
    ids=["empty", "blank", "blank with BOM", "binary", "cut docx", "locked docx", "scan", "rar"],
)
def test_what_cannot_be_read_is_told_and_how_to_mend_it(tmp_path, data, kind):
    (tmp_path / "答复.docx").write_bytes(data)
    problem = problem_of(tmp_path / "答复.docx")
    assert type(problem) is kind
    assert "答复.docx" in str(problem) and "请" in str(problem)


def test_too_much_text_is_refused():
    with pytest.raises(TooMuchText):
        read_document("a.txt", ("答复" * (limits.TEXT_CHARACTERS // 2 + 1)).encode())


def test_a_page_that_takes_the_parser_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(limits, "PROCESS_WALL_SECONDS", 1)
    large = f"<p>{LETTER}</p>" + "<!-- -->" * limits.HTML_INLINE_BYTES
    assert read_document("a.html", large.encode()).media == "html"
    monkeypatch.setattr(limits, "PROCESS_WALL_SECONDS", 0.05)
    with pytest.raises(TooSlow):
        read_document("a.html", b"<html>" + b"<br>x" * 390_000)


def test_an_upload_is_itself_or_the_members_of_its_archive():
    assert [s.name for s in read_upload("a.docx", docx(paragraph("甲")))] == ["a.docx"]
    assert [s.name for s in read_upload("a.zip", archive({"1.txt": "甲", "2.txt": "乙"}))] == [
        "a.zip/1.txt",
        "a.zip/2.txt",
    ]
    inner = next(read_upload("a.zip", archive({"b.zip": archive({"1.txt": "甲"})})))
    with pytest.raises(NestedArchive):
        inner.read()
    (bomb,) = read_upload("a.zip", archive({f"{i}": b"0" * limits.MB for i in range(11)}))
    with pytest.raises(UnsafeArchive):
        bomb.read()
    (large,) = read_upload("a.txt", b"a" * (limits.FILE_BYTES + 1))
    with pytest.raises(TooLarge):
        large.read()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_said_to_be_so(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(LETTER, encoding="utf-8")
    path.chmod(0)
    assert isinstance(problem_of(path), FileNotReadable)


HEADS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.4\n",
    b"<html>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
]


@settings(deadline=None)
@given(st.sampled_from(HEADS), st.binary(max_size=2000), st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.html", "a"]))
def test_any_bytes_are_a_document_or_a_sentence(head, data, name):
    try:
        assert read_document(name, head + data).text.strip()
    except CaseError as problem:
        assert str(problem)


VALID = [
    docx(paragraph(LETTER)),
    pdf(LETTER.splitlines()),
    LETTER.encode("gb18030"),
    f"<table><tr><td>{LETTER}".encode(),
]


@settings(deadline=None)
@given(st.sampled_from(VALID), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=12))
def test_damage_anywhere_is_a_document_or_a_sentence(valid, changes):
    data = bytearray(valid)
    for at, byte in changes:
        data[at % len(data)] = byte
    with contextlib.suppress(CaseError):
        assert read_document("a", bytes(data)).text.strip()


def test_the_real_documents_are_read():
    folder = os.environ.get("DAFU_SAMPLES")
    if not folder:
        pytest.skip("DAFU_SAMPLES names no folder of sample documents")
    sources = list(read_paths([Path(folder, "seeds"), Path(folder, "published")]))
    assert len(sources) >= 30
    for source in sources:
        data = source.read()
        assert read_document(source.name, data).text == data.decode()
