"""Files through pages: added, handed out as downloads, taken away; a Word file fills the boxes."""

import re
from urllib.parse import quote

import pytest

from cases.vocabulary import Role
from tests.cases.actions.test_attachments import PICTURE, word
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
    assert done.headers["location"] == f"/submissions/{case_id}/edit"
    page = (await deputy.get(f"/submissions/{case_id}/edit")).text
    assert "东街很暗。" in page
    assert (
        await added(deputy, case_id, "稿.docx", b"PK\x03\x04junk", field="word", path="files/word")
    ).status_code == 422
