"""Templates are looked over before they are kept, numbered, put in force one at a time, and taken back."""

import pytest

from cases import database as door
from cases.actions.draft_uploads import take_file
from cases.actions.paper_templates import add_template, put_in_force
from cases.errors import Forbidden, NotFound, Outdated, TemplateUnfit
from cases.papers.kinds import paper_of
from cases.papers.reading import matter_of
from cases.papers.templated import word_of
from cases.queries.paper_templates import template_list
from cases.tables import JournalEntry, PaperTemplate
from cases.vocabulary import Role
from cases.vocabulary.paper_templates import Placeholder
from cases.vocabulary.papers import PaperKind
from tests.accounts import actor_as
from tests.paper_templates import plain_template, words_of
from tests.replying import BODY, handled

pytestmark = pytest.mark.anyio
REPLY = PaperKind.REPLY


@pytest.fixture
async def case(furnished_sqlite_url, anyio_backend):
    await door.open_database(furnished_sqlite_url, migrated=False)
    yield await handled()
    await door.close()


async def test_the_life_of_a_template(case, tmp_path):
    admin = await actor_as(Role.ADMIN)

    async def added(*first):
        return await add_template(REPLY, "套红.docx", plain_template(first=first), folder=tmp_path, actor=admin)

    with pytest.raises(TemplateUnfit) as unfit:
        await add_template(REPLY, "a.docx", plain_template(without=(Placeholder.BODY, Placeholder.DAY)),
                           folder=tmp_path, actor=admin)  # fmt: skip
    assert [said[:8] for said in unfit.value.faults] == ["缺少{{正文}}", "缺少{{成文日期"]
    assert "（2）" in str(unfit.value)
    assert [await added("甲"), await added("乙")] == [1, 2]
    assert not any(row.in_force for row in await template_list(REPLY, admin))

    await put_in_force(REPLY, 2, seen=0, actor=admin)
    with pytest.raises(Outdated):
        await put_in_force(REPLY, 1, seen=0, actor=admin)
    with pytest.raises(NotFound):
        await put_in_force(REPLY, 3, seen=2, actor=admin)
    await put_in_force(REPLY, 1, seen=2, actor=admin)
    rows = await template_list(REPLY, admin)
    assert [(row.version, row.in_force, bool(row.put_at)) for row in rows] == [(2, False, True), (1, True, True)]
    assert {row.put_by for row in rows} == {admin.name}
    await put_in_force(REPLY, 0, seen=1, actor=admin)
    assert not any(row.in_force for row in await template_list(REPLY, admin))
    said = await JournalEntry.select(JournalEntry.new).where(JournalEntry.verb == "manage_paper_template")
    assert [row["new"] for row in said][2:] == ["答复 第 2 版", "答复 第 1 版", "答复 系统格式"]


async def test_only_the_administrator_keeps_them(case, tmp_path):
    with pytest.raises(Forbidden):
        await add_template(REPLY, "a.docx", plain_template(), folder=tmp_path, actor=case.writer)
    with pytest.raises(Forbidden):
        await put_in_force(REPLY, 0, seen=0, actor=case.writer)
    assert await template_list(REPLY, case.writer) == ()
    assert not await PaperTemplate.exists()


async def test_a_draft_set_by_a_template_comes_back_word_by_word(case, tmp_path):
    """Out by a template with an order and words of its own, and in again: no word more, none less."""
    admin = await actor_as(Role.ADMIN)
    body = f"{BODY}\n二〇二七年起由𠮷某、㙍某负责，附表见后。"
    reply = await case.drafted(body=body)
    template = plain_template(first=("某市某局公文", "地址：某路一号　邮编：310000", "{{案号}}　{{届次}}"))
    version = await add_template(REPLY, "套红.docx", template, folder=tmp_path, actor=admin)
    await put_in_force(REPLY, version, seen=0, actor=admin)
    data = await word_of(paper_of(REPLY, await matter_of(case.id, actor=case.writer), reply), tmp_path)
    assert "某市某局公文" in words_of(data)
    await take_file(reply, "改好.docx", data, base=2, folder=tmp_path, actor=case.writer)
    assert (await case.text(reply))["body"].split() == body.split()
