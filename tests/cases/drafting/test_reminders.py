"""Earlier promises on the matter of a case: found by sentence and by the title they were made under (DRAFT-9)."""

from cases.drafting.reminders import MOST, TO_BE_MENTIONED, WORTH_READING, Promised, is_spoken_of, on_the_matter

TITLE = "关于留住养老护理员的提案"
ASKED = "一、建立与职业技能等级挂钩的岗位津贴。二、为外地护理员提供公租房。"
OTHERS = [
    Promised(f"{what}，2027年{month}月底前完成", f"关于{what}的建议")
    for month, what in enumerate(["整治背街小巷", "更换路灯灯泡", "补种行道树", "疏通雨水管道", "扩建停车场"], 1)
]
NEAR = Promised("会同财政局研究建立养老护理员岗位津贴制度，按技能等级确定标准", "关于留住年轻养老护理员的提案")
BY_TITLE = Promised("今年重阳节前后评选三十名，名单公布", "关于留住年轻养老护理员的提案")


def test_the_nearest_comes_first_and_what_is_far_not_at_all():
    found = on_the_matter(TITLE, ASKED, [*OTHERS, BY_TITLE, NEAR])
    assert found[0].place == len(OTHERS) + 1
    assert found[0].likeness >= TO_BE_MENTIONED
    assert all(one.place >= len(OTHERS) and one.likeness >= WORTH_READING for one in found)
    assert on_the_matter("", "", [NEAR]) == ()
    assert on_the_matter(TITLE, ASKED, []) == ()


def test_the_same_words_are_told_once_and_never_too_many():
    assert len(on_the_matter(TITLE, ASKED, [NEAR, NEAR, *OTHERS])) == 1
    many = [Promised(f"{NEAR.quote}，第{n}批{'甲乙丙丁戊己庚辛壬癸'[n]}方案", NEAR.title) for n in range(10)]
    assert len(on_the_matter(TITLE, ASKED, [*many, *OTHERS])) <= MOST


def test_a_draft_that_speaks_of_it_in_other_words():
    assert is_spoken_of(NEAR.quote, "关于岗位津贴：养老护理员岗位津贴制度正由我局和财政局研究，标准按技能等级分档。")
    assert not is_spoken_of(NEAR.quote, "今年新建停车场三处。")
