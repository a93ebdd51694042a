"""/administration/schemes and numbering: read, and changed into a new version."""

import re

import pytest

from cases.schemes import rules_of
from cases.vocabulary import Clock, Role

pytestmark = pytest.mark.anyio
PLACE = "/administration/schemes"


async def form_of(site, key="cppcc-default/1"):
    """The fields of the form as a browser would send them."""
    page = (await site.get(f"{PLACE}/{key}")).text
    form = page.split(f'action="{PLACE}/{key}"')[1]
    sent = {}

    def add(name, value):
        sent.setdefault(name, []).append(value.replace("&#34;", '"'))

    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and name[1] not in ("token", "key") and ('type="checkbox"' not in tag or " checked" in tag):
            add(name[1], value[1])
    for name, text in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', form):
        add(name, text)
    for name, body in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body) or re.search(r'value="([^"]*)"', body)
        add(name, chosen[1])
    return sent


async def test_sent_back_unchanged_the_rules_are_the_same(site):
    await site.enter(Role.ADMIN)
    for key in ("cppcc-default/1", "npc-default/1"):
        done = await site.write(f"{PLACE}/{key}", await form_of(site, key))
        assert done.status_code == 303
        old, new = await rules_of(key), await rules_of(key.replace("/1", "/2"))
        assert {**vars_of(old), "version": 2} == vars_of(new)


def vars_of(rules):
    return {name: getattr(rules, name) for name in rules.__slots__}


async def test_a_changed_deadline_becomes_a_version(site):
    await site.enter(Role.ADMIN)
    done = await site.write(f"{PLACE}/cppcc-default/1", {**await form_of(site), "span_reply": "6月30日"})
    assert done.headers["location"] == f"{PLACE}/cppcc-default/2"
    assert str((await rules_of("cppcc-default/2")).spans[Clock.REPLY]) == "6月30日"
    assert str((await rules_of("cppcc-default/1")).spans[Clock.REPLY]) == "3个月"
    assert "旧版本" in (await site.get(f"{PLACE}/cppcc-default/1")).text
    again = await site.write(f"{PLACE}/cppcc-default/1", await form_of_second(site))
    assert again.status_code == 409


async def form_of_second(site):
    return await form_of(site, "cppcc-default/2")


async def test_a_wrong_value_is_said_and_the_form_keeps_what_was_typed(site):
    await site.enter(Role.ADMIN)
    answer = await site.write(f"{PLACE}/cppcc-default/1", {**await form_of(site), "span_reply": "很快", "title": "甲"})
    assert answer.status_code == 422 and "“答复”不能设为“很快”" in answer.text
    assert 'value="很快"' in answer.text and 'value="甲"' in answer.text


async def test_the_auditor_reads_and_does_not_write(site, client_as):
    auditor = await client_as(Role.AUDITOR)
    for path in (PLACE, f"{PLACE}/npc-default/1", "/administration/numbering"):
        assert (await auditor.get(path)).status_code == 200
    page = (await auditor.get(f"{PLACE}/npc-default/1")).text
    assert "存为第" not in page
    assert (await auditor.write(f"{PLACE}/npc-default/1", {})).status_code == 403
    for role in (Role.CLERK, Role.REVIEWER, Role.SUBMITTER):
        assert (await (await client_as(role)).get(PLACE)).status_code == 403


async def test_what_is_not_there_is_404(site):
    await site.enter(Role.ADMIN)
    for key in ("nowhere/1", "npc-default/9", "npc-default/x"):
        assert (await site.get(f"{PLACE}/{key}")).status_code == 404


async def test_numbering_shows_pattern_and_sample(site):
    await site.enter(Role.ADMIN)
    page = (await site.get("/administration/numbering")).text
    assert "第钱塘76号" in page and "第0076号" in page and "{delegation}{number}" in page
