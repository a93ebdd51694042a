"""Marks in a text: the original stays whole, every mark gets one anchor."""

from hypothesis import given
from hypothesis import strategies as st

from cases import notation
from cases.queries.marking import Mark, paragraphs

TEXT = """关于某某提案的答复
李明委员：
　　一、抓规划
　　我们将在2025年建成5个中心，并补贴3000元。

感谢。
某局
2024年5月1日"""


def flat(parts):
    return "\n".join("".join(piece.text for run in part.runs for piece in run.pieces) for part in parts)


def spans(size):
    return st.lists(st.tuples(st.integers(0, size), st.integers(0, size)).map(sorted), max_size=8)


@given(st.text(alphabet="一二。\n　 ab：", max_size=60), st.data())
def test_nothing_is_lost_or_added_and_every_mark_is_anchored_once(text, data):
    def marks():
        drawn = [(a, b) for a, b in data.draw(spans(len(text))) if text[a:b].strip()]
        return [Mark(i, a, b) for i, (a, b) in enumerate(drawn, 1)]

    promises, figures = marks(), marks()
    parts = paragraphs(text, 0, len(text), promises=promises, figures=figures)
    assert flat(parts) == "\n".join(line.strip() for line in text.split("\n") if line.strip())
    runs = [run for part in parts for run in part.runs]
    anchored = [run.promise for run in runs if run.opens] + [a for run in runs for a in run.anchors]
    assert sorted(anchored) == [mark.id for mark in promises]
    opened = [piece.figure for run in runs for piece in run.pieces if piece.opens]
    assert len(opened) == len(set(opened))
    shown = {run.promise for run in runs if run.promise}
    assert [run.promise for run in runs if run.closes].count(None) == 0
    assert sorted(run.promise for run in runs if run.closes) == sorted(shown)


def test_a_mark_is_exactly_its_sentence():
    start, end = TEXT.index("将在"), TEXT.index("，并")
    parts = paragraphs(TEXT, 0, len(TEXT), promises=[Mark(7, start, end)], figures=[])
    (marked,) = [run for part in parts for run in part.runs if run.promise == 7]
    assert "".join(piece.text for piece in marked.pieces) == TEXT[start:end]


def test_lines_look_like_what_they_are():
    parts = paragraphs(TEXT, 0, len(TEXT), promises=[], figures=[])
    assert [part.style for part in parts] == ["title", "flush", "heading", "", "", "close", "close"]


def test_a_stretch_alone_is_shown():
    start = TEXT.index("李明")
    assert flat(paragraphs(TEXT, start, start + 5, promises=[], figures=[])) == "李明委员："


@given(st.text(alphabet="一二〖〗ab｜\n ", max_size=60), st.data())
def test_bold_words_are_shown_without_their_signs_and_keep_every_other_mark(text, data):
    marks = [Mark(i, a, b) for i, (a, b) in enumerate(data.draw(spans(len(text))), 1) if text[a:b].strip("〖〗 \n")]
    parts = paragraphs(
        text, 0, len(text), promises=marks, figures=(), strong=notation.strong_in(text), marked=True
    )  # fmt: skip
    lines = [p.runs for p in parts if not p.rows] + [cell for p in parts for row in p.rows for cell in row]
    pieces = [piece for runs in lines for run in runs for piece in run.pieces]
    plain = notation.plain_of(text)
    told = "".join(piece.text for piece in pieces)
    assert sorted(told.replace(" ", "")) == sorted("".join(plain.text.split()).replace("｜", "")) or "｜" in text
    bold = "".join(piece.text for piece in pieces if piece.strong)
    assert sorted(bold.strip()) == sorted("".join(plain.text[a:b] for a, b in plain.strong).strip())


def test_rows_become_one_table_whose_cells_carry_the_marks():
    text = "各街道托位如下：\n| 街道 | 〖新增〗托位 |\n| 城东 | 2027年前建60个 |\n以上。"
    at = text.index("2027")
    first, table, last = paragraphs(
        text, 0, len(text), promises=[Mark(1, at, at + 10)], figures=(), strong=notation.strong_in(text), marked=True
    )  # fmt: skip
    assert [(part.style, flat([part])) for part in (first, last)][1] == ("", "以上。")
    assert [["".join(p.text for run in cell for p in run.pieces) for cell in row] for row in table.rows] == [
        ["街道", "新增托位"], ["城东", "2027年前建60个"],
    ]  # fmt: skip
    assert table.rows[1][1][0].promise == 1
    assert [p.strong for run in table.rows[0][1] for p in run.pieces] == [True, False]
