from datetime import date

import pytest

from cases.reading.page_flags import class_conflict, damage_flags, noun_conflict, published_late, weekdays
from cases.vocabulary import Flag, Track
from tests.cases.importing.letters import letter, read

RAISED = {
    Flag.MISSING_NUMBER: letter(title="关于修缮凉亭的答复", opening="您提出的《关于修缮凉亭的提案》收悉,现答复如下:"),
    Flag.MISSING_SALUTATION: letter(salutation=""),
    Flag.MISSING_DATE: letter(end=""),
    Flag.MISSING_CONTACT: letter(note=""),
    Flag.UNBALANCED_QUOTES: letter(body="今年推进“绿荫工程,明年继续。"),
    Flag.LOST_DIGITS: letter(end="云溪市园林局\n2022年4月 日"),
    Flag.PERSONAL_DATA: letter(body="提案人手机13100001111,已回访。"),
    Flag.NUMBER_CONFLICT: letter(opening="您提出的《关于修缮凉亭的提案》(第85号)收悉,现答复如下:"),
    Flag.NOUN_TRACK_CONFLICT: letter(title="云溪市园林局关于市政协九届三次会议第58号建议的答复"),
    Flag.CLASS_VS_TEXT_CONFLICT: letter(head="类别:A", body="因无用地,目前暂时不能解决。"),
    Flag.DISCLOSURE_CONFLICT: letter(foot="(依申请公开)"),
    Flag.LATE_PUBLICATION: letter(head="发布日期:2022-07-01"),
    Flag.TRUNCATED: letter(body="去冬以来,本单位勘察了九处空", end="", note=""),
    Flag.TRADITIONAL_SCRIPT: "範青禾委員:\n您提出的《關於增設涼亭的建議》收悉,現答復如下:將於來年開工興建涼亭兩座。",
}


@pytest.mark.parametrize(("flag", "text"), RAISED.items())
def test_every_doubt_is_raised_by_its_page_and_not_by_a_sound_one(flag, text):
    assert flag in read(text).flags
    assert flag not in read(letter(head="发布日期:2022-04-20")).flags


def test_leading_zeros_are_no_conflict():
    opening = "您提出的《关于修缮凉亭的提案》(第058号)收悉,现答复如下:"
    assert Flag.NUMBER_CONFLICT not in read(letter(opening=opening)).flags


def test_pinyin_between_characters_is_noise():
    text = "范(fàn)青(qīng)禾(hé)委員:\n您提出的《關(guān)于增設涼亭的建議》收悉,現答復如下:將開工。"
    page = read(text)
    assert Flag.PINYIN_NOISE in page.flags
    assert page.addressee is not None
    assert page.addressee.text == "范青禾委員"


def test_working_days_are_counted_by_whoever_is_asked():
    assert weekdays(date(2022, 4, 8), date(2022, 4, 11)) == 1
    assert not published_late(date(2022, 4, 9), date(2022, 5, 6), weekdays)
    assert published_late(date(2022, 4, 9), date(2022, 5, 9), weekdays) is (
        weekdays(date(2022, 4, 9), date(2022, 5, 9)) > 20
    )
    assert not published_late(date(2022, 4, 9), date(2022, 9, 9), lambda start, end: 20)
    assert not published_late(None, date(2022, 9, 9), weekdays)


@pytest.mark.parametrize(
    ("track", "said", "wrong"),
    [
        (Track.NPC, "《甲》的提案已收悉", True),
        (Track.NPC, "您这一提案很好", True),
        (Track.NPC, "《甲》的建议收悉", False),
        (Track.CPPCC, "第37号建议", True),
        (Track.CPPCC, "《关于甲的建议》的提案收悉", False),
        (Track.OTHER, "第37号建议", False),
    ],
)
def test_nouns_of_the_other_track(track, said, wrong):
    assert noun_conflict(track, said) is wrong


def test_solved_cases_that_are_not():
    assert class_conflict("A", "目前无法解决")
    assert not class_conflict("B", "目前无法解决")
    assert not class_conflict("A", "虽一度无法解决,现已完成")


def test_a_closing_mark_without_an_opening_one():
    assert damage_flags("关于凉亭”的提案“甲", "甲。", complete=True) == [Flag.UNBALANCED_QUOTES]
