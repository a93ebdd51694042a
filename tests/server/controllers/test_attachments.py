"""Files through pages: added, handed out as downloads, taken away; a Word file fills the boxes."""

import io
import re
import zipfile
from urllib.parse import quote

import pytest

from cases.vocabulary import Role
from tests.cases.actions.test_attachments import PICTURE, dot, word
from tests.server.controllers.test_submissions import begun, deputy

__all__ = ["deputy"]
pytestmark = pytest.mark.anyio


async def added(deputy, case_id, name="现场 照片.jpg", data=PICTURE, field="file", path="files"):
    return await deputy.write(f"/submissions/{case_id}/{path}", files={field: (name, data)})


async def test_added_downloaded_and_removed(deputy, client_as):
    case_id = await begun(deputy)
    assert (await added(deputy, case_id)).status_code == 303
    page = (await deputy.get(f"/submissions/{case_id}/files")).text
    number = re.search(r"/attachments/(\d+)", page)[1]
    answer = await deputy.get(f"/attachments/{number}")
    assert answer.content == PICTURE
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('现场 照片.jpg')}"
    assert answer.headers["x-content-type-options"] == "nosniff"
    for role in (Role.SUBMITTER, Role.REVIEWER, Role.CLERK, Role.ADMIN):
        assert (await (await client_as(role)).get(f"/attachments/{number}")).status_code == 404
    assert (await deputy.write(f"/submissions/{case_id}/files/{number}/remove", {})).status_code == 303
    assert (await deputy.get(f"/attachments/{number}")).status_code == 404
    assert (await deputy.write(f"/submissions/{case_id}/files/{number}/remove", {})).status_code == 404


async def test_what_is_wrong_with_a_file_is_said(deputy):
    case_id = await begun(deputy)
    assert (await added(deputy, case_id, "空.pdf", b"")).status_code == 422
    refused = await added(deputy, case_id, "程序.exe", b"MZ\x90\0" + b"\0" * 600)
    assert refused.status_code == 415
    assert "程序" in refused.text
    nothing = await deputy.write(f"/submissions/{case_id}/files", {})
    assert (nothing.status_code, "还没有选文件" in nothing.text) == (422, True)


async def test_a_word_file_fills_the_boxes(deputy):
    made = await deputy.write("/submissions", {"as": "individual"})
    case_id = int(re.search(r"(\d+)", made.headers["location"])[1])
    paper = word("关于多装路灯的提案", "情况", "东街很暗。", "建议", "明年装好。")
    done = await added(deputy, case_id, "稿.docx", paper, field="word", path="files/word")
    assert done.headers["location"] == f"/submissions/{case_id}/edit#step-text"
    page = (await deputy.get(f"/submissions/{case_id}/edit")).text
    assert "东街很暗。" in page
    assert (
        await added(deputy, case_id, "稿.docx", b"PK\x03\x04junk", field="word", path="files/word")
    ).status_code == 422


async def test_what_did_not_come_out_of_a_word_file_is_named(deputy):
    """SUBMIT-3."""
    case_id = await begun(deputy)
    paper = word("情况", "东街很暗。", picture=dot())
    told = await added(deputy, case_id, "带图.docx", paper, field="word", path="files/word")
    assert told.status_code == 200
    assert "图片没有读进来（1 幅）" in told.text
    assert "Picture 1" in told.text
    assert "另存为图片" in told.text
    marked = rewritten(paper, b"<w:body>", b'<w:body><w:p><w:ins w:id="1"><w:r><w:t>x</w:t></w:r></w:ins></w:p>')
    form = {"word": ("改过.docx", marked)}
    told = await deputy.write(f"/submissions/{case_id}/files/word", {"keep": "yes"}, files=form)
    assert "没有接受的修订" in told.text
    assert "整个 Word 文件已经留作附件" in told.text
    assert "改过.docx" in (await deputy.get(f"/submissions/{case_id}/edit")).text


def rewritten(paper, old, new):
    """A Word file with other words in its body."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper)) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            data = package.read(name)
            made.writestr(name, data.replace(old, new) if name.endswith("document.xml") else data)
    return out.getvalue()


async def test_several_files_one_of_them_wrong(deputy):
    """SUBMIT-9, FORM-4."""
    case_id = await begun(deputy)
    page = (await deputy.get(f"/submissions/{case_id}/edit")).text
    for said in ("multiple", 'capture="environment"', "每个不超过 20 MB", "最多 5 个", "HEIC"):
        assert said in page, said
    heic = b"\0\0\0\x18ftypheic" + b"\0" * 300
    given = [("file", ("现场一.jpg", PICTURE)), ("file", ("手机.heic", heic)), ("file", ("现场二.jpg", PICTURE + b"2"))]
    answer = await deputy.write(f"/submissions/{case_id}/files", {"back": "edit"}, files=given)
    assert answer.status_code == 415
    for said in ("2 个文件已经收下", "手机.heic", "兼容性最佳", "现场一.jpg", "现场二.jpg", "data-focus"):
        assert said in answer.text, said
    more = await deputy.write(f"/submissions/{case_id}/files", {"back": "edit"}, files={"file": ("三.jpg", PICTURE)})
    assert more.headers["location"] == f"/submissions/{case_id}/edit#step-files"
