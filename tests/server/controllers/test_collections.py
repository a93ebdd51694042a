"""A collection from the hits of a search to the brief on paper: verbatim, with its sources, as its owner may see it."""

import io
import re

import pytest
from docx import Document

from cases.database import write_tx
from cases.tables import Case, Commitment, Reply
from cases.vocabulary import Role

pytestmark = pytest.mark.anyio


def words_of(answer):
    return "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)


async def test_a_brief_is_gathered_ordered_noted_and_printed_search_15(site, client_as):
    await site.enter(Role.OVERSIGHT)
    hits = (await site.get("/search?q=养老")).text
    assert 'formaction="/collections/add"' in hits
    promise = (await Commitment.select().where(Commitment.case.is_not_null()).order_by(Commitment.id).first())["id"]
    reply = (await Reply.select().where(Reply.document.is_not_null()).order_by(Reply.id).first())["id"]
    chooser = (await site.get(f"/collections/add?pick=reply-{reply}")).text
    pick, sentence = re.findall(rf'value="(reply-{reply}-\d+-\d+)"> ([^<]+)</label>', chooser)[1]
    made = await site.write(
        "/collections/add", {"new": "一老一小", "note": "会上要用", "pick": [f"commitment-{promise}", pick, "junk-1"]}
    )
    place = made.headers["location"]
    again = await site.write("/collections/add", {"collection": place.rpartition("/")[2], "pick": [pick]})
    assert again.headers["location"] == place
    page = (await site.get(place)).text
    assert page.count("<blockquote") == 2 and sentence in page and "共 2 项" in page
    second = re.findall(r'id="item-(\d+)"', page)[1]
    await site.write(f"{place}/items/{second}", {"act": "up"})
    await site.write(f"{place}/items/{second}", {"note": "先说这个"})
    brief = words_of(await site.get(f"{place}.docx"))
    quote = (await Commitment.select().where(Commitment.id == promise))[0]["quote"]
    assert brief.index(sentence.strip()) < brief.index(quote) and "先说这个" in brief and "会上要用" in brief
    assert f"/commitments/{promise}" in brief and "收入" in brief
    assert (await site.get(f"{place}.pdf")).content.startswith(b"%PDF")
    other = await client_as(Role.OVERSIGHT)
    assert (await other.get(place)).status_code == (await other.get(f"{place}.docx")).status_code == 404
    assert (await other.write(f"{place}/items/{second}", {"act": "remove"})).status_code == 404
    await site.write(f"{place}/items/{second}", {"act": "remove"})
    assert (await site.get(place)).text.count("<blockquote") == 1


async def test_what_may_not_be_seen_any_more_is_left_out_and_said(site):
    await site.enter(Role.SUBMITTER)
    case = (await Case.select().where(Case.audience == "public").order_by(Case.id).first())["id"]
    made = await site.write("/collections/add", {"new": "以前看得到", "pick": [f"case-{case}"]})
    async with write_tx():
        await Case.update({Case.audience: "office", Case.title: "不许说的题目"}).where(Case.id == case)
    for form in ("", ".docx"):
        answer = await site.get(made.headers["location"] + form)
        said = words_of(answer) if form else answer.text
        assert "另有 1 项" in said and "不许说的题目" not in said
    assert (await site.write("/collections/add", {"new": "另一个", "pick": [f"case-{case}"]})).status_code == 404
