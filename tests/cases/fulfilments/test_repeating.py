"""Promises said again."""

from cases.fulfilments.repeating import repeats_of
from tests.cases.fulfilments.papers_of import paper, promised, promises_of

WORDS = "建立由分管副市长牵头的全民阅读联席会议制度，每季度通报各区书屋开放情况"
NEXT = "把书屋开放情况纳入各区年度目标考核体系，定期检查进度"


def repeated(first, *later):
    return repeats_of(promises_of(first), [first, *later])


def test_word_for_word_a_year_later():
    first = promised(WORDS)
    (found,) = repeated(first, promised("下一步，" + WORDS, "2023-03-01"))
    assert found.ordered
    assert found.promises == tuple(promise.id for promise in promises_of(first))


def test_brackets_and_script_make_no_difference():
    first = promised("建立由分管副市长（以下简称市长）牵头的全民阅读联席会议制度，每季度通报各区书屋开放情况")
    assert repeated(
        first, paper("我們" + "建立由分管副市長牽頭的全民閱讀聯席會議制度，每季度通報各區書屋開放情況。", "2023-03-01")
    )


def test_neighbours_are_one_repetition():
    text = f"{WORDS}。{NEXT}。"
    first = paper(text, promised=(WORDS, NEXT))
    (found,) = repeated(first, paper("前言如下。" + text, "2023-03-01"))
    assert len(found.promises) == 2
    assert (WORDS in found.earlier.quote, NEXT in found.later.quote) == (True, True)


def test_like_words_and_short_ones_are_none():
    assert repeated(promised(WORDS), paper("建立联席会议制度，通报书屋情况，加强宣传引导工作。", "2023-03-01")) == ()
    assert repeated(promised("加强宣传引导"), paper("加强宣传引导。", "2023-03-01")) == ()
    assert repeated(promised(WORDS), paper(WORDS, "2021-03-01")) == ()
