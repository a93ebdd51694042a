from cases.reading.page_opening import find_openings
from cases.reading.page_parts import answer_parts, plan_parts, proposal_stretch, second_copy, summary_copy
from cases.reading.shadow import shadow_of
from cases.vocabulary import Flag
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
