"""What each clause of a sentence does there: matrices of sentence frames, each with a twin that does otherwise."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from cases.extracting.judging import Judged, judged_sentences
from cases.extracting.tense import Tense
from cases.extracting.zones import Zone
from tests.cases.importing.readings import MAY, jumbles

DEEDS = ("更换水泵12台", "出台《水塔管护办法》", "新建候车亭", "清运沿河垃圾")
OPENINGS = ("我局将", "我们将", "市水务局将", "我委计划", "我办拟")
NEXT = "二、下一步工作打算\n"


def all_of(text: str, role: str = "reply", day: date | None = MAY) -> list[Judged]:
    return [one for _, judged in judged_sentences(text, 0, len(text), role, day) for one in judged]


def promised(text: str, role: str = "reply", day: date | None = MAY) -> list[str]:
    return [one.clause.text for one in all_of(text, role, day) if one.pledge]


def look(text: str, day: date | None = MAY) -> Judged:
    return all_of(text, day=day)[-1]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("opening", OPENINGS)
def test_a_marker_of_the_future_promises(opening, deed):
    (one,) = all_of(f"{opening}{deed}。")
    assert (one.pledge, one.explicit, one.tense) == (True, True, Tense.FUTURE)
    assert one.marker == len(opening) - (2 if opening.endswith("计划") else 1)
    assert one.firm == any(char in deed for char in "1《")


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("account", ["我局已", "去年我局", "我局正在", "截至五月,累计"])
def test_an_account_promises_nothing(account, deed):
    assert promised(f"{account}{deed}。") == []
    assert all_of(f"{account}{deed}。")[-1].tense in (Tense.PAST, Tense.PRESENT)


@pytest.mark.parametrize("deed", DEEDS)
def test_without_a_marker_the_zone_decides(deed):
    assert promised(f"{deed}。") == []
    assert promised(f"{NEXT}{deed}。") == [deed]
    assert promised(f"一、工作开展情况\n{deed}。") == []
    assert promised(f"{deed}。", role="plan") == [deed]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("opening", OPENINGS)
def test_a_tense_holds_on_until_another_is_said(opening, deed):
    text = f"{opening}新建候车亭,{deed},全镇已安装路灯,检修管线"
    assert promised(text + "。") == [f"{opening}新建候车亭", deed]
    assert [one.tense for one in all_of(text)] == [Tense.FUTURE, Tense.FUTURE, Tense.PAST, Tense.PAST]


@pytest.mark.parametrize("deed", DEEDS)
def test_a_promise_goes_on_in_a_list(deed):
    assert promised(f"我局将检修管线;{deed}。") == ["我局将检修管线", deed]
    assert promised(f"我局已检修管线;{deed}。") == []
    assert promised(f"我局将检修管线。{deed}。") == ["我局将检修管线"]


@pytest.mark.parametrize("link", ["由镇政府牵头", "随后", "下半年"])
def test_the_next_step_of_what_was_promised(link):
    assert promised(f"我局将检修管线。{link}更换水泵12台。")[1:] == [f"{link}更换水泵12台"]
    assert promised(f"我局已检修管线。{link}更换水泵12台。") == promised(f"{link}更换水泵12台。")


def test_only_the_same_paragraph_goes_on():
    assert promised("我局将检修管线。\n由镇政府牵头更换水泵12台。") == ["我局将检修管线"]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("word", ["待", "如果", "若", "一旦"])
def test_a_condition_is_told_and_holds_the_promise(word, deed):
    condition, then = all_of(f"{word}上级经费下达后,我局将{deed}。")
    assert (condition.condition, condition.pledge) == (True, False)
    assert (then.condition, then.pledge) == (False, True)
    first, _ = all_of(f"接上级经费下达一事,我局将{deed}。")
    assert not first.condition


@pytest.mark.parametrize("deed", DEEDS)
def test_a_condition_makes_what_follows_a_promise_without_a_marker(deed):
    assert promised(f"待设计图纸到手后,{deed}。") == [deed]
    assert promised(f"查看设计图纸,{deed}。") == []


@pytest.mark.parametrize("harm", ["将影响车辆通行", "会导致积水", "势必造成拥堵"])
def test_what_would_follow_was_a_supposition(harm):
    assert promised(f"{NEXT}拆除围墙,{harm}。") == []
    assert promised(f"{NEXT}拆除围墙,方便车辆通行。") == ["拆除围墙"]


@pytest.mark.parametrize(
    "purpose", ["让村民取水方便", "确保供水", "从而减少事故", "以便检修", "方便村民取水", "为取水创造条件"]
)
def test_a_purpose_comes_after_and_is_no_promise(purpose):
    deed, why = all_of(f"我局将更换水泵,{purpose}。")
    assert (deed.pledge, deed.purpose) == (True, False)
    assert (why.pledge, why.purpose) == (False, True)
    (alone,) = all_of(f"{NEXT}{purpose}。")
    assert not alone.purpose


def test_a_purpose_with_a_number_is_measured():
    assert not look("我局将更换水泵,确保供水200吨。").purpose


@pytest.mark.parametrize("lead", ["由于水压不足", "根据勘查结果", "为方便取水", "水塔检修之后", "供水方面", "2026年"])
def test_what_leads_up_is_no_promise(lead):
    first, deed = all_of(f"{NEXT}{lead},更换水泵12台。")
    assert (first.lead, first.pledge, deed.pledge) == (True, False, True)
    assert not look(f"{NEXT}更换水泵12台,{lead}。").lead


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("who", ["希望各村", "恳请市水务局", "请镇里"])
def test_what_somebody_else_is_asked_to_do(who, deed):
    assert promised(f"{NEXT}{who}{deed}。") == []
    assert promised(f"{NEXT}{who}尽快办理,{deed}。") == []
    assert promised(f"{NEXT}{who}尽快办理,我局将{deed}。") == [f"我局将{deed}"]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("source", ["《供水章程》规定", "会议要求", "省厅文件明确"])
def test_what_a_paper_says_is_no_promise(source, deed):
    assert promised(f"{source},各村将{deed}。") == []
    assert promised(f"根据{source},各村将{deed}。") == [f"各村将{deed}"]


def test_an_effect_is_no_promise_and_what_was_planned_is():
    assert promised("泵站启用后将有效改善供水。") == []
    assert promised("泵站启用后将有效改善供水,我局将更换水泵12台。") == ["我局将更换水泵12台"]
    assert promised("预计年底完成泵站建设。") == ["预计年底完成泵站建设"]


@pytest.mark.parametrize(
    "courtesy", ["感谢您的来信", "我们将认真吸纳您的建议", "欢迎继续来信", "我局将虚心听取群众意见"]
)
def test_courtesy_is_no_promise(courtesy):
    assert promised(f"{NEXT}{courtesy}。") == []
    assert look(f"{courtesy}。").courtesy
    assert not look("我局将更换水泵。").courtesy


@pytest.mark.parametrize("state", ["水塔位于村口", "重点任务是更换水泵", "镇里具备供水条件并更换水泵"])
def test_a_state_is_no_promise(state):
    assert promised(f"{NEXT}{state}。") == []
    assert look(f"{state}。").stative


@pytest.mark.parametrize("slogan", ["更加完善供水设施", "供水工作水平提升", "供水管理迈上新台阶"])
def test_an_outlook_promises_only_with_a_number_or_a_paper(slogan):
    assert promised(f"我局将推动{slogan}。") == []
    assert promised(f"我局将推动{slogan}并更换水泵12台。") != []


@pytest.mark.parametrize("refusal", ["暂不", "无法", "不予", "难以"])
def test_a_refusal_is_no_promise(refusal):
    assert promised(f"{NEXT}{refusal}新建候车亭。") == []
    assert promised(f"{NEXT}逐步新建候车亭。") != []


@pytest.mark.parametrize("duty", ["应当", "要", "须"])
def test_a_duty_is_no_promise(duty):
    assert promised(f"{NEXT}各村{duty}新建候车亭。") == []
    assert promised(f"{NEXT}各村新建候车亭。") != []


@pytest.mark.parametrize("verb", ["加强", "提高", "完善", "优化"])
def test_a_soft_verb_needs_a_thing(verb):
    assert promised(f"{NEXT}{verb}认识。") == []
    assert promised(f"{NEXT}{verb}供水管网。") == [f"{verb}供水管网"]


@pytest.mark.parametrize("year", [2022, 2026])
def test_a_year_is_counted_from_the_day_of_the_letter(year):
    text = f"{year}年6月更换水泵12台。"
    assert bool(promised(text)) == (year > MAY.year)
    assert bool(promised(text, day=date(2020, 1, 1))) is True
    assert promised(text, day=date(2029, 1, 1)) == []
    assert promised(text, day=None) == []


def test_what_goes_on_this_year():
    assert promised("2024年,继续更换水泵12台。") == ["继续更换水泵12台"]
    assert promised("2023年,继续更换水泵12台。") == []
    assert promised("2024年,继续更换水泵12台。", day=None) == []


@pytest.mark.parametrize("more", ["余", "多"])
def test_nobody_counts_roughly_what_does_not_exist_yet(more):
    assert look(f"检修管线120{more}米。").tense is Tense.PAST
    assert look("检修管线120米。").tense is Tense.UNMARKED


def test_a_title_promises_nothing():
    assert promised(f"{NEXT}1.新建候车亭。更换水泵12台;维修管线。") == ["更换水泵12台", "维修管线"]


@given(jumbles())
def test_every_clause_is_judged_once_and_what_is_said_of_it_agrees(text):
    for role, day in (("reply", MAY), ("plan", None)):
        for sentence, judged in judged_sentences(text, 0, len(text), role, day):
            assert tuple(one.clause for one in judged) == sentence.clauses
            for one in judged:
                assert len(one.masked) == len(one.clause.text)
                assert -1 <= one.marker < len(one.masked)
                assert not (one.explicit and one.tense is not Tense.FUTURE)
                assert not (one.explicit and one.purpose)
                if one.pledge:
                    assert one.tense is Tense.FUTURE
                    assert not (one.stative or one.courtesy or one.purpose or one.lead or sentence.titled)
                for counted in one.quantities:
                    assert 0 <= counted.start < counted.end <= len(one.clause.text)
                    assert Decimal(counted.value) >= 0
            assert not judged[-1].lead
            assert not judged[0].purpose


@given(jumbles())
def test_being_listed_can_only_add_a_future(text):
    """What nobody promises even as an item of a promised list, nobody promises where it stands alone."""
    alone = text.replace(";", " ").replace("\n", " ")
    listed = judged_sentences(f"我局将新建候车亭;{alone}", 0, 9 + len(alone), "reply", MAY)
    if not any(one.pledge for sentence, judged in listed[1:] for one in judged if sentence.zone is Zone.NONE):
        bare = judged_sentences(f"水塔位于村口。{alone}", 0, 7 + len(alone), "reply", MAY)
        assert not any(one.pledge for sentence, judged in bare[1:2] for one in judged if sentence.zone is Zone.NONE)


@given(jumbles())
def test_judging_twice_says_the_same(text):
    again = judged_sentences(text, 0, len(text), "reply", MAY)
    judged_sentences.cache_clear()
    assert again == judged_sentences(text, 0, len(text), "reply", MAY)


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("begins", ["", "同时,", "此外,还", "今后,"])
def test_without_a_subject_the_unit_will_do_it(begins, deed):
    """将进一步优化… says what the unit will do, unless what stands before it names the project that does it."""
    assert promised(f"{begins}将进一步优化取水路线,{deed}。")[-2:] == [
        f"{begins}将进一步优化取水路线".split(",")[-1],
        deed,
    ]
    assert promised("净水站建成后,将进一步优化取水路线。") == []


@pytest.mark.parametrize("begins", ["我局", "今后我们", "届时市水务局将会同村委会"])
def test_after_a_wish_only_a_subject_of_its_own_promises(begins):
    assert promised("请贵处尽快完成管线迁移,增加我市供水能力,然后可更换水泵12台。") == []
    assert promised(f"请贵处尽快完成管线迁移,{begins}将更换水泵12台。") != []


@pytest.mark.parametrize("begins", ["积极", "进一步", "定期", "继续", "加大力度,"])
def test_an_eager_sentence_after_a_promise_of_its_paragraph_goes_on(begins):
    assert f"{begins}更换水泵12台".split(",")[-1] in promised(f"我局将新建候车亭。{begins}更换水泵12台。")
    assert promised(f"我局已新建候车亭。{begins}更换水泵12台。") == []
    assert promised(f"我局将新建候车亭。\n{begins}更换水泵12台。") == ["我局将新建候车亭"]


def test_what_is_asked_in_one_breath_is_all_asked():
    assert promised("同时,我们恳请您关注水塔,加强联系,更换水泵12台。") == []
