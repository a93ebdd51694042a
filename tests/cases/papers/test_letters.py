"""Replies and opinions as letters: who is greeted, what stands above and below, which version is meant."""

from dataclasses import replace

import pytest

from cases.errors import NothingToPrint
from cases.papers.letters import about, chosen, co_opinion_of, notes_of, reply_of
from cases.papers.matter import Signer
from cases.papers.samples import sample
from cases.vocabulary import Disclosure, ReplyKind, ReplyState, Signature, Stance, Track
from cases.vocabulary.papers import NOT_FINAL, PaperKind


def changed(matter, **columns):
    """The matter with its reply changed."""
    return replace(matter, replies=(replace(matter.replies[0], **columns), *matter.replies[1:]))


@pytest.mark.parametrize(
    ("track", "greeting", "title"),
    [
        (Track.CPPCC, "梁𬭎委员：", "溪口市民政局关于市政协十三届四次会议第0018号提案的答复"),
        (Track.NPC, "梁𬭎代表：", "溪口市民政局关于市十五届人大四次会议北岭7号建议的答复"),
    ],
)
def test_greeting_and_title_by_track(track, greeting, title):
    paper = reply_of(sample(track))
    assert paper.addressee == greeting
    assert "".join(paper.title) == title


def test_a_joint_reply_has_a_copy_for_each_name():
    matter = sample()
    assert [reply_of(matter, copy=copy).addressee for copy in (1, 2, 3)] == ["梁𬭎委员：", "霍青云委员：", "梁𬭎委员："]


def test_a_collective_is_greeted_by_its_name():
    matter = replace(sample(), signers=(Signer("溪口市总工会", collective=True),))
    assert reply_of(matter).addressee == "溪口市总工会："


def test_who_declined_gets_no_copy():
    signers = (Signer("梁某"), Signer("霍某", Signature.DECLINED))
    assert reply_of(replace(sample(), signers=signers), copy=2).addressee == "梁某委员："


def test_names_that_are_kept_are_not_greeted():
    matter = replace(sample(), signers=(), named=False)
    assert reply_of(matter).addressee == "委员："
    assert reply_of(changed(matter, addressee="提案委员：")).addressee == "提案委员："


def test_what_is_not_signed_says_so_and_has_no_form_with_it():
    draft = reply_of(changed(sample(), state=ReplyState.PENDING_SIGN, signed_on=None, doc_no=""))
    assert draft.status == NOT_FINAL
    assert draft.attachments == ()
    final = reply_of(sample())
    assert final.status == ""
    assert final.attachments == ("办理情况征询意见表",)


def test_contact_and_disclosure_stand_in_brackets():
    assert notes_of(sample().replies[0]) == ("（联系人：穆清和，联系电话：0570-5550202）", "（此件公开发布）")
    hidden = changed(sample(), contact_phone="", disclosure=Disclosure.CLOSED)
    assert reply_of(hidden).notes == ("（此件不予公开）",)


@pytest.mark.parametrize(
    ("track", "body"), [(Track.CPPCC, "溪口市政协提案委员会"), (Track.NPC, "溪口市人大常委会代表工作委员会")]
)
def test_copies_go_to_the_body_the_office_and_the_helpers(track, body):
    assert reply_of(sample(track)).copies == f"{body}，溪口市人民政府办公厅，溪口市财政局。"
    assert co_opinion_of(sample(track)).copies == f"{body}，溪口市人民政府办公厅。"


def test_an_opinion_goes_to_the_lead_unit():
    paper = co_opinion_of(sample())
    assert paper.letterhead == "溪口市财政局"
    assert paper.addressee == "溪口市民政局："
    assert "我单位意见：补充。" in [block.text for block in paper.blocks]
    silent = replace(sample().replies[1], stance=Stance.NO_OPINION, body="")
    paper = co_opinion_of(replace(sample(), replies=(silent,)))
    assert paper.blocks[-1].text == "我单位无不同意见。"


def test_the_version_in_force_is_meant_unless_one_is_named():
    old = replace(sample().replies[0], id=9, number=2, state=ReplyState.SUPERSEDED)
    matter = replace(sample(), replies=(*sample().replies, old))
    assert chosen(matter, ReplyKind.REPLY, PaperKind.REPLY, None).id == 1
    assert chosen(matter, ReplyKind.REPLY, PaperKind.REPLY, 9).id == 9
    with pytest.raises(NothingToPrint, match="没有这一份"):
        chosen(matter, ReplyKind.REPLY, PaperKind.REPLY, 77)


def test_without_a_reply_there_is_nothing_to_print():
    with pytest.raises(NothingToPrint, match="还没有答复"):
        reply_of(replace(sample(), replies=()))


def test_where_little_is_known_the_title_says_little():
    assert about(replace(sample(), body="", place="", session="", number="")) == ""
    assert about(replace(sample(), body="", place="")) == "十三届四次会议第0018号"
