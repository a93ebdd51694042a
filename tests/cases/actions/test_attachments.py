"""Files are looked into before they are kept, go with a draft only, and are handed out to who may see them."""

import io
import struct
import zlib

import pytest
from docx import Document as Word

from cases.actions.attachments import MOST_FILES, attach, detach, fetch, fill_from_word
from cases.actions.proposal_texts import NewDraft, begin_draft
from cases.actions.submissions import submit
from cases.errors import (
    DamagedFile,
    EmptyFile,
    NotFound,
    NotFromHere,
    TooLarge,
    TooManyFiles,
    UnsupportedFormat,
    WrongEnding,
)
from cases.intake.limits import FILE_BYTES
from cases.queries.submissions import submission_page
from cases.vocabulary import Role, Track
from tests.accounts import actor_as
from tests.cases.submissions import hall, handed_in, version, written
from tests.pictures import jpeg

pytestmark = pytest.mark.anyio
PICTURE = jpeg()


def word(*lines, picture=None):
    """A Word file with a paragraph for each line, and a picture at its end."""
    made, out = Word(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    if picture:
        made.add_picture(io.BytesIO(picture))
    made.save(out)
    return out.getvalue()


def dot():
    """The smallest PNG: one grey point."""
    part = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0\x80")) + part(b"IEND", b"")


async def test_kept_handed_out_and_taken_away(furnished, tmp_path):
    here = await hall()
    case_id = await written(here)
    paper = word("附一份说明。")
    given = [("说明.docx", paper), ("现场.jpg", PICTURE)]
    one, two = (await attach(case_id, given, folder=tmp_path, actor=here.first)).kept
    kept = await fetch(one, folder=tmp_path, actor=here.first)
    assert (kept.name, kept.data) == ("说明.docx", paper)
    assert (await fetch(two, folder=tmp_path, actor=here.first)).media == "image/jpeg"
    await detach(case_id, one, actor=here.first)
    with pytest.raises(NotFound):
        await fetch(one, folder=tmp_path, actor=here.first)
    with pytest.raises(NotFound):
        await detach(case_id, one, actor=here.first)
    assert [f.name for f in (await submission_page(case_id, actor=here.first)).files] == ["现场.jpg"]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("空.pdf", b"", EmptyFile),
        ("程序.exe", b"MZ\x90\0" + b"\0" * 600, UnsupportedFormat),
        ("程序.exe", "只是文字，没有程序。".encode(), WrongEnding),
        ("现场.pdf", PICTURE, WrongEnding),
        ("没有扩展名", PICTURE, WrongEnding),
        ("坏.docx", b"PK\x03\x04" + b"x" * 200, DamagedFile),
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, UnsupportedFormat),
        ("手机.heic", b"\0\0\0\x18ftypheic" + b"\0" * 300, UnsupportedFormat),
        ("动图.gif", b"GIF89a" + b"\0" * 300, UnsupportedFormat),
        ("页.html", "<!doctype html><html><body><p>一段话</p></body></html>".encode(), UnsupportedFormat),
        ("大.jpg", PICTURE + b"\0" * FILE_BYTES, TooLarge),
    ],
)
async def test_what_is_refused_leaves_nothing_and_says_what_to_do(
    sqlite_url, anyio_backend, tmp_path, name, data, error
):
    """FORM-12."""
    from cases import database as door

    await door.open_database(sqlite_url, migrated=False)
    try:
        here = await hall()
        case_id = await written(here)
        given = [(name, data)]
        (wrong,) = (await attach(case_id, given, folder=tmp_path / "files", actor=here.first)).refused
        assert type(wrong) is error
        assert name in str(wrong)
        assert "导入" not in str(wrong)
        assert not (tmp_path / "files").exists()
    finally:
        await door.close()


async def test_several_at_once_no_more_than_a_handful_and_none_after_handing_in(furnished, tmp_path):
    """SUBMIT-9."""
    here = await hall()
    case_id = await written(here)
    given = [(f"{number}.jpg", PICTURE + bytes([number])) for number in range(MOST_FILES + 1)]
    attached = await attach(case_id, [given[0], ("空.pdf", b""), *given[1:]], folder=tmp_path, actor=here.first)
    assert len(attached.kept) == MOST_FILES
    assert [(type(one), one.name) for one in attached.refused] == [(EmptyFile, "空.pdf"), (TooManyFiles, "5.jpg")]
    first = (await submission_page(case_id, actor=here.first)).files[0].id
    await submit(case_id, seen=await version(case_id), actor=here.first)
    with pytest.raises(NotFromHere):
        await detach(case_id, first, actor=here.first)
    for reader in (here.first, here.reviewer, await actor_as(Role.OVERSIGHT)):
        assert (await fetch(first, folder=tmp_path, actor=reader)).name == "0.jpg"


async def test_strangers_have_no_files(furnished, tmp_path):
    here, there = await hall(), await hall(Track.NPC)
    case_id = await written(here)
    (one,) = (await attach(case_id, [("现场.jpg", PICTURE)], folder=tmp_path, actor=here.first)).kept
    for reader in (here.second, here.reviewer, there.first, await actor_as(Role.CLERK), await actor_as(Role.ADMIN)):
        with pytest.raises(NotFound):
            await fetch(one, folder=tmp_path, actor=reader)
    with pytest.raises(NotFound):
        await attach(case_id, [("现场.jpg", PICTURE)], folder=tmp_path, actor=here.second)


async def test_a_word_file_fills_an_empty_draft_and_waits_beside_a_written_one(furnished):
    here = await hall()
    case_id = await begin_draft(NewDraft(), actor=here.first)
    paper = word("关于多装路灯的提案", "一、情况", "东街很暗。", "二、问题", "没有人管。", "三、建议", "明年装好。")
    assert not (await fill_from_word(case_id, "稿.docx", paper, actor=here.first)).aside
    words = (await submission_page(case_id, actor=here.first)).words
    assert (words.title, words.situation, words.analysis) == ("关于多装路灯的提案", "东街很暗。", "没有人管。")
    assert "明年装好。" in words.recommendations
    assert (await fill_from_word(case_id, "稿.docx", word("建议", "后年装好。"), actor=here.first)).aside
    page = await submission_page(case_id, actor=here.first)
    assert page.words.situation == "东街很暗。"
    (copy,) = page.copies
    assert copy.from_file
    assert "后年装好。" in copy.text["recommendations"]
    with pytest.raises(UnsupportedFormat):
        await fill_from_word(case_id, "稿.txt", "一段话，说得很长很长。".encode(), actor=here.first)
    with_picture = word("一、情况", "东街很暗。", picture=dot())
    assert (await fill_from_word(case_id, "图.docx", with_picture, actor=here.first)).pictures == ("Picture 1",)
    sent = await handed_in(here)
    with pytest.raises(NotFromHere):
        await fill_from_word(sent, "稿.docx", paper, actor=here.first)
