"""What only the whole document shows: a class that contradicts what is still promised."""

import pytest
from hypothesis import given, settings

from cases.importing.parsing import parse
from cases.vocabulary import Flag
from tests.cases.importing.letters import raw
from tests.cases.importing.readings import jumbles

LETTER = """对市政协九届四次会议第58号提案的答复

杜若溪委员：
您提出的《关于修缮望江亭的提案》（第58号）收悉，现答复如下：
{body}
感谢您的支持。

办理结果：{letter}

松陵市住房和城乡建设局
2024年3月8日
"""
OPEN = "我局将在2024年底前更换栏杆40米。"
DONE = "望江亭已修缮完毕。"


@pytest.mark.parametrize(("letter", "body", "doubted"), [("A", OPEN, True), ("A", DONE, False), ("B", OPEN, False)])
def test_solved_and_still_promising_is_flagged(letter, body, doubted):
    document = parse(raw(LETTER.format(letter=letter, body=body)))
    assert (Flag.CLASS_VS_TEXT_CONFLICT in document.flags) is doubted
    assert len(document.commitments) == (body is OPEN)


@settings(deadline=None)
@given(jumbles())
def test_no_text_stops_it(text):
    document = parse(raw(text))
    for one in (*document.commitments, *document.figures):
        assert text[one.span.start : one.span.end]
