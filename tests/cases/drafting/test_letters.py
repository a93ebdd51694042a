"""A composed letter says what its fields say, reads back the same through the importer, and keeps the body's spans."""

from datetime import date

import pytest

from cases.drafting.letters import Letter, composed, parsed_letter, personal_in, promises_of, title_of
from cases.importing.parsing import parse
from cases.vocabulary import Disclosure, DocumentKind, Track

ON = date(2026, 5, 8)
BODY = (
    "您提出的《关于增设社区食堂的提案》收悉，现答复如下：\n截至2025年底，全市已有社区食堂86家。\n"
    "下一步，我局将于2026年底前新建社区食堂30家。\n感谢您对我们工作的关心。"
)


def letter(**more):
    return Letter(**{
        "unit": "溪口市民政局", "track": Track.CPPCC, "session": "市政协三届二次会议", "number": "18",
        "case_title": "关于增设社区食堂的提案", "addressee": "柳青委员", "body": BODY, "signed_on": ON,
        "doc_no": "溪民复〔2026〕3号", "result_class": "B", "disclosure": Disclosure.PROACTIVE,
        "contact_person": "方静", "contact_phone": "0571-85250001", **more,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("number", "said"), [("18", "第18号"), ("18号", "第18号"), ("钱塘6号", "钱塘6号"), ("", "市政协三届二次会议提案")]
)
def test_the_title_names_unit_session_and_number(number, said):
    title = title_of(letter(number=number))
    assert said in title
    assert title.startswith("溪口市民政局关于市政协三届二次会议")
    assert title.endswith("提案的答复")


def test_every_field_stands_in_the_text_once():
    made = composed(letter())
    for words in ("溪民复〔2026〕3号", "办理结果：B", "柳青委员：", BODY, "2026年5月8日", "0571-85250001"):
        assert made.text.count(words) == 1
    told = made.text[made.letter.start : made.letter.end]
    assert told.startswith("柳青委员：")
    assert told.endswith("2026年5月8日")


def test_our_own_importer_reads_the_letter_as_it_was_meant():
    made, known = parsed_letter(letter())
    read = parse(known.raw)
    assert read.page.kind is DocumentKind.REPLY
    assert [c.quote for c in read.commitments] == [c.quote for c in known.commitments]
    assert [(f.raw, f.head) for f in read.figures] == [(f.raw, f.head) for f in known.figures]
    for name in ("reply_date", "number", "doc_no", "addressee", "lead_department", "contact_phone"):
        assert getattr(read.page, name).text == getattr(known.page, name).text, name
    assert made.title == known.page.title.text


def test_promises_and_figures_are_quoted_where_they_stand():
    made, known = parsed_letter(letter(), "建议多建社区食堂，每个街道至少一家，共需50家。")
    assert [made.text[c.span.start : c.span.end] for c in known.commitments] == [c.quote for c in known.commitments]
    assert len(known.commitments) == 1
    assert known.commitments[0].deadline.on == date(2026, 12, 31)
    assert [f.raw for f in known.figures] == ["86家"]


def test_a_promise_that_repeats_the_proposal_is_marked_as_an_echo():
    words = "我局将推动各街道建设社区食堂并提供送餐上门服务。"
    assert promises_of(words, "", ON)[0].echo == 0
    assert promises_of(words, "建议推动各街道建设社区食堂并提供送餐上门服务。", ON)[0].echo > 0.6


def test_promises_of_a_draft_count_characters_of_its_body():
    found = promises_of(BODY, "别的话", ON)
    assert [BODY[c.span.start : c.span.end] for c in found] == [c.quote for c in found]


def test_personal_data_is_marked():
    _, known = parsed_letter(letter())
    assert [known.raw.text[p.span.start : p.span.end] for p in known.page.personal] == ["0571-85250001"]
    assert [p.kind for p in personal_in("电话13800138000")] == ["phone"]
