"""/administration/paper_templates: from the skeleton over the faults to a template in force, and back."""

import io

import pytest
from docx import Document

from cases.papers.skeletons import skeleton_of
from cases.vocabulary import Role
from cases.vocabulary.papers import PaperKind
from tests.paper_templates import plain_template, words_of

pytestmark = pytest.mark.anyio
PLACE = "/administration/paper_templates/receipt"


async def brought(site, data):
    return await site.write(PLACE, files={"file": ("回执.docx", data)})


async def test_from_skeleton_to_force_and_back(site):
    await site.enter(Role.ADMIN)
    assert "提交回执" in (await site.get("/administration/paper_templates")).text
    page = (await site.get(PLACE)).text
    assert "还没有传过模板" in page
    assert "{{正文}}" in page
    skeleton = (await site.get(f"{PLACE}/skeleton.docx")).content
    assert words_of(skeleton) == words_of(skeleton_of(PaperKind.RECEIPT))

    wrong = await brought(site, plain_template(PaperKind.RECEIPT, first=("{{署各}}", "{{正文")))
    assert wrong.status_code == 422
    assert "有 2 处要改" in wrong.text
    assert "是不是要写{{署名}}" in wrong.text
    assert (await brought(site, b"")).status_code == 422

    kept = await brought(site, plain_template(PaperKind.RECEIPT, first=("某市政协提案委员会",)))
    assert kept.headers["location"] == f"{PLACE}?version=1#tried"
    tried = (await site.get(f"{PLACE}?version=1")).text
    assert "<p>某市政协提案委员会</p>" in tried
    sample = await site.get(f"{PLACE}/1/sample.docx")
    assert "某市政协提案委员会" in [one.text for one in Document(io.BytesIO(sample.content)).paragraphs]
    assert (await site.get(f"{PLACE}/1/other.docx")).status_code == 404

    done = await site.write(f"{PLACE}/current", {"version": "1", "seen": "0"})
    assert done.status_code == 303
    assert "恢复系统格式" in (await site.get(PLACE)).text
    assert (await site.write(f"{PLACE}/current", {"version": "0", "seen": "0"})).status_code == 409
    assert (await site.write(f"{PLACE}/current", {"version": "0", "seen": "1"})).status_code == 303
    assert "现用：系统格式" in (await site.get(PLACE)).text


async def test_no_templates_for_copies_that_show_changes(site):
    await site.enter(Role.ADMIN)
    assert (await site.get("/administration/paper_templates/changes")).status_code == 404
