"""What submissions and their review are made of: doubts while writing, the lists of the office, the office's words."""

from cases.vocabulary.acts import Verb
from cases.vocabulary.labelled import Labelled
from cases.vocabulary.parties import Track

# The three boxes of a submission, as its form names them.
BOXES: dict[str, str] = {"situation": "情况", "analysis": "问题分析", "recommendations": "具体建议"}


class Hint(Labelled):
    """What a writer might look at again before submitting."""

    SEVERAL_MATTERS = "several_matters", "像是不止一件事"
    NO_RECOMMENDATION = "no_recommendation", "具体建议太少"
    PERSONAL_DATA = "personal_data", "含有个人信息"
    LONG = "long", "篇幅偏长"


class WordList(Labelled):
    """Lists of words that the administrator keeps; the code is the list's name in the dictionary."""

    CATEGORY_CPPCC = "category_cppcc", "提案类别"
    CATEGORY_NPC = "category_npc", "建议类别"
    GROUND_CPPCC = "ground_cppcc", "不予立案情形"
    GROUND_NPC = "ground_npc", "不作建议情形"
    OFFICE_CPPCC = "office_cppcc", "提案受理联系方式"
    OFFICE_NPC = "office_npc", "建议受理联系方式"
    THEME = "theme", "统计主题"


class ReviewTab(Labelled):
    """The lists of the reviewing office."""

    WAITING = "waiting", "待审查"
    UNDER_REVIEW = "under_review", "审查中"
    RETURNED = "returned", "退回"
    DEFERRED = "deferred", "缓立案"
    REFUSED = "refused", "拟不立案"
    MERGED = "merged", "已并案"


CATEGORIES = {Track.CPPCC: WordList.CATEGORY_CPPCC, Track.NPC: WordList.CATEGORY_NPC}
# Whom a submitter rings: name and number of the office, in one line.
OFFICES = {Track.CPPCC: WordList.OFFICE_CPPCC, Track.NPC: WordList.OFFICE_NPC}
GROUNDS = {Track.CPPCC: WordList.GROUND_CPPCC, Track.NPC: WordList.GROUND_NPC}

# What the submitter reads of a decision; {title}, {receipt}, {noun}, {words} and what the decision itself brings.
TOLD_OF_REVIEW = {
    Verb.FILE: "您提交的《{title}》（受理号 {receipt}）经审查已立案，编为{number}。{words}",
    Verb.REJECT_FILING: "您提交的《{title}》（受理号 {receipt}）经审查不作为{noun}立案办理。理由：{grounds}{words}",
    Verb.CONVERT: "您提交的《{title}》（受理号 {receipt}）经审查不单独立案，转作{converted}送有关方面参考。{words}",
    Verb.RETURN_FOR_REVISION: "您提交的《{title}》（受理号 {receipt}）请修改后重新提交。需要修改的地方：{words}",
    Verb.DEFER_FILING: "您提交的《{title}》（受理号 {receipt}）暂缓立案，请补充后再次提交。{words}",
    Verb.MERGE_CASE: "您提交的《{title}》（受理号 {receipt}）与{master}内容相近，已并案，仍会分别答复您。{words}",
    Verb.WITHDRAW: "您提交的《{title}》（受理号 {receipt}）已按您的申请撤案。{words}",
}
NOUNS = {Track.CPPCC: "提案", Track.NPC: "建议"}
