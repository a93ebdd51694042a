import pytest

from cases.reading.page_opening import find_openings
from cases.reading.page_parts import (
    answer_parts,
    labelled_reply,
    next_letter,
    plan_parts,
    proposal_stretch,
    second_copy,
    summary_copy,
)
from cases.reading.shadow import shadow_of
from cases.vocabulary import DocumentKind, Flag
from tests.cases.importing.letters import BODY, letter, read


def quoted(text, part):
    return text[part.span.start : part.span.end]


def test_a_reply_runs_from_its_opening_to_its_last_sentence():
    text = letter(head="索引号 1234567/2022-00001", foot="打印 关闭\n上一篇:关于第57号提案的答复")
    page = read(text)
    assert len(page.parts) == 1
    assert quoted(text, page.parts[0]).startswith("您提出的")
    assert quoted(text, page.parts[0]).endswith("轮椅通道。")


def test_a_second_copy_is_left_out_and_marked():
    text = letter() + "\n打印\n" + letter(head="政府信息公开")
    page = read(text)
    assert Flag.DUPLICATE_BODY in page.flags
    assert [quoted(text, part).count("九处空地") for part in page.parts] == [1]


def test_two_letters_on_one_page_are_no_copies():
    text = (
        letter()
        + "\n"
        + letter(opening="您提出的《关于另一件事的建议》收悉。现答复如下:", body="此事另有安排,明年开工。")
    )
    assert second_copy(text, find_openings(text)) is None


def test_a_summary_that_repeats_what_follows_is_no_part():
    body = "一、已在河西片区的两条道路种下香樟六百株,长势良好。\n二、拟于明年春天在三处游园补种桂花两百株,并增设座椅。"
    summary = body.replace("\n", "")
    text = f"{summary}以上摘自正文。\n\n{body}"
    assert summary_copy(text, 0, len(text)) >= len(summary)


def test_the_submitters_words_stand_under_their_label():
    said = "河西片区夏天无处遮阴,老人和孩子中暑时有发生。" * 4
    text = f"提案内容\n{said}\n承办单位\n市园林局\n答复内容\n您提出的"
    stretch = proposal_stretch(text, text.index("您提出的"))
    assert stretch is not None
    assert text[slice(*stretch)].strip() == said
    assert proposal_stretch("答复内容 建议内容 \n您提出的", 15) is None


def test_speakers_answer_with_name_and_office():
    text = (
        "新闻发布会实录\n问题一:树种在哪里?\n市园林局副局长郭大山:先种河西。\n再种河东。\n"
        "问题二:谁出钱?\n市财政局二级调研员苗小雨:财政出一半。\n来源: 云溪发布\n如有侵权,请联系删除!"
    )
    parts = answer_parts(text, shadow_of(text))
    assert [(part.speaker, part.unit, quoted(text, part)) for part in parts] == [
        ("郭大山", "市园林局", "先种河西。\n再种河东。"),
        ("苗小雨", "市财政局", "财政出一半。"),
    ]


def test_a_plan_begins_with_its_first_paragraph():
    text = "首页 > 文件\n云溪市绿荫行动方案\n为增加绿荫,制定本方案。\n一、种树。到2025年种树九万株。\n关闭"
    (part,) = plan_parts(text, shadow_of(text))
    assert quoted(text, part).strip().startswith("为增加绿荫")
    assert BODY not in text
    assert quoted(text, part).endswith("九万株。")


def test_content_is_the_submitters_where_the_page_names_who_submitted():
    said = "河西片区夏天无处遮阴,老人和孩子中暑时有发生。" * 4
    text = f"提案人:范青禾\n内 容:\n{said}\n承办单位:园林局\n您提出的"
    stretch = proposal_stretch(text, text.index("您提出的"))
    assert stretch is not None
    assert text[slice(*stretch)].strip() == said
    without = text.removeprefix("提案人:范青禾\n")
    assert proposal_stretch(without, without.index("您提出的")) is None


def test_a_short_submission_under_its_label():
    said = "从河西到码头的巷道全长三公里,沿路九个小组,预计投入资金六十万元。"
    text = f"提案人:范青禾\n内容:\n{said}\n承办单位:园林局\n您提出的"
    stretch = proposal_stretch(text, text.index("您提出的"))
    assert stretch is not None
    assert text[slice(*stretch)].strip() == said
    brief = text.replace(said, "见附件")
    assert proposal_stretch(brief, brief.index("您提出的")) is None


ASKED = "河西片区夏天无处遮阴,建议沿路搭建凉亭三处,并种植香樟,方便老人歇脚。"
ANSWERED = "我局已踏勘河西片区的两条道路。下一步,将搭建凉亭三处,并种下香樟六百株。"


@pytest.mark.parametrize("answer_label", ["办理复文(摘要)", "办理复文", "答复内容", "复文内容:", "答复意见(节选):"])
@pytest.mark.parametrize("label", ["提案内容", "提案内容(摘要)", "提案正文:", "提案内容(节选):"])
def test_a_page_that_only_prints_what_was_asked_and_answered(label, answer_label):
    text = (
        f"市政协九届三次会议\n案由:关于搭建凉亭的提案\n{label}\n{ASKED}\n{answer_label}\n{ANSWERED}\n办理单位:市园林局"
    )
    page = read(text)
    assert page.kind is DocumentKind.PROPOSAL_AND_REPLY
    assert [(part.role, quoted(text, part).strip()) for part in page.parts] == [
        ("proposal", ASKED),
        ("reply", ANSWERED),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"来信内容:\n{ASKED}\n答复内容:\n网友您好,{ANSWERED}",
        f"提案内容\n{ASKED}\n承办单位 市园林局",
        f"答复内容\n{ANSWERED}",
        f"市政协提案\n提案内容\n{ASKED}\n答复内容\n略",
        "提案内容 答复内容 建议内容",
    ],
)
def test_no_such_page(text):
    assert read(text).kind is DocumentKind.NOT_A_REPLY


def test_where_the_labelled_reply_begins():
    text = f"提案内容\n{ASKED}\n答复内容\n{ANSWERED}"
    place = labelled_reply(text)
    assert place is not None
    assert text[place:] == ANSWERED
    assert labelled_reply(ANSWERED) is labelled_reply("") is None


@pytest.mark.parametrize(
    "title", ["云溪市园林局关于市政协九届三次会议第58号提案的答复", "关于对市政协九届三次会议\n第58号提案的复函"]
)
def test_the_letters_own_title_is_none_of_the_submitters_words(title):
    text = f"提案内容\n{ASKED}\n\n{letter(title=title)}"
    first = read(text).parts[0]
    assert (first.role, quoted(text, first).strip()) == ("proposal", ASKED)


SECOND = "您提出的《关于疏浚青荷河的建议》收悉。现答复如下:"


@pytest.mark.parametrize("between", ["", "2025-59 关于疏浚青荷河的建议的答复\n", "\n\n"])
@pytest.mark.parametrize("salutation", ["郭大山代表:", "郭大山、钱小溪委员:"])
def test_of_several_letters_only_the_first_is_read_and_the_page_marked(salutation, between):
    other = f"{between}{salutation}\n{SECOND}\n明年疏浚青荷河。\n云溪市水务局\n2022年6月1日"
    text = letter(note="") + "\n" + other
    page = read(text)
    assert Flag.SEVERAL_REPLIES in page.flags
    assert page.reply_date is not None
    assert (page.reply_date.text, page.addressee and page.addressee.text) == ("2022-04-09", "范青禾委员")
    assert "青荷河" not in quoted(text, page.parts[0])


def test_a_second_opening_of_the_same_letter_is_no_further_letter():
    again = letter(body=f"一、种树。{SECOND}我局将种树。\n二、您提出的《关于搭棚的建议》收悉。我局将搭棚。")
    for text in (letter(), again, letter() + "\n" + letter()):
        assert next_letter(text, find_openings(text)) is None
        assert Flag.SEVERAL_REPLIES not in read(text).flags
