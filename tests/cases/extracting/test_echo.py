"""How much of a promise repeats the submission: a share of runs of four characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting.commitments import ECHOES
from cases.extracting.echo import Asked

ASKED = "建议在北桥村增设两处候车亭,并更换破损路牌。"
LETTERS = st.text(alphabet="桥村增设候车亭路牌灯", max_size=40)
# Characters that no letter of ours is made of: a run that holds one is never in the submission.
OTHERS = st.text(alphabet="甲乙丙丁戊己庚辛", max_size=40)
MARKS = st.text(alphabet=",。;:“” \n(-)", max_size=4)


@pytest.mark.parametrize(
    ("promise", "share"),
    [
        ("在北桥村增设两处候车亭", 1.0),
        ("更换破损路牌", 1.0),
        ("组织护士技能比武", 0.0),
        # 增设两处/设两处候/… up to 候车亭 is asked; what follows is the unit's own.
        ("增设两处候车亭", 1.0),
        ("增设两处甲乙丙丁", 0.2),
        ("甲乙丙丁增设两处", 0.2),
        ("增设两处增设两处", 0.4),
    ],
)
def test_the_share_of_runs(promise, share):
    assert Asked(ASKED).share(promise) == share


@pytest.mark.parametrize("promise", ["", "灯", "三盏灯", ",。;:"])
def test_too_short_to_say(promise):
    """Fewer than four characters have no run; a share of nothing is none."""
    assert Asked(ASKED).share(promise) == 0.0


@pytest.mark.parametrize("asked", ["", "修桥吧", "。。。。。"])
def test_nothing_asked_nothing_echoed(asked):
    assert Asked(asked).share("我局将修桥吧并增设路牌") == 0.0


def test_an_answer_of_its_own_is_no_echo_and_a_copy_is():
    assert Asked(ASKED).share("在北桥村增设两处候车亭,更换破损路牌") >= ECHOES
    assert Asked(ASKED).share("我局将于九月完成招标并公布施工单位名单") < ECHOES


@given(LETTERS)
def test_a_copy_is_all_echo(text):
    assert Asked(text).share(text) == (1.0 if len(text) >= 4 else 0.0)


@given(LETTERS, OTHERS)
def test_other_words_are_no_echo(asked, promise):
    assert Asked(asked).share(promise) == 0.0


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_share_is_a_share(asked, promise):
    share = Asked(asked).share(promise)
    assert 0.0 <= share <= 1.0
    assert share == round(share, 2)


@given(LETTERS, LETTERS, st.data())
def test_marks_and_spaces_change_nothing(asked, promise, data):
    """A submission breaks its lines elsewhere than the reply that copies it."""
    torn = "".join(char + data.draw(MARKS) for char in promise)
    assert Asked(asked).share(torn) == Asked(asked).share(promise)
    parted = "\n".join(asked)
    assert Asked(parted).share(promise) == Asked(asked).share(promise)


@given(LETTERS, LETTERS, OTHERS)
def test_asking_more_never_makes_less_of_an_echo(asked, promise, more):
    assert Asked(asked + more).share(promise) >= Asked(asked).share(promise)
