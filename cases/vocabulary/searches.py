"""Searches that people keep, why they are told of a hit, and what they gather in a collection."""

from cases.vocabulary.labelled import Labelled


class SavedPage(Labelled):
    """The page a search was made on; its code is the page's address."""

    SEARCH = "search", "检索"
    CASES = "cases", "提案建议"
    COMMITMENTS = "commitments", "承诺"


class HitNews(Labelled):
    """Why somebody is told of a hit."""

    NEW = "new", "新增命中"
    CHANGED = "changed", "状态变为"


class Gathered(Labelled):
    """What a collection holds; a passage is some characters of a reply."""

    CASE = "case", "提案建议"
    COMMITMENT = "commitment", "承诺"
    FIGURE = "figure", "成果数据"
    REPLY = "reply", "答复"
    DOCUMENT = "document", "文件"


# How many changes there are, in the notice and in the daily mail, and each of them there.
COUNTED_NEW, COUNTED_CHANGED = "新增命中 {count} 条", "状态变化 {count} 条"
TOO_MANY = "现在命中超过 {most} 条，不再提醒。要继续收到提醒，请加条件后另存一个"
LINE_NEW, LINE_CHANGED = "新增命中：{what}", "状态变为“{state}”：{what}"
LINES_MORE = "另有 {count} 条，打开上面的链接查看"
LINES_OFF = "不想再收这一条：打开上面的链接，点“暂停提醒”"
PROMISE_OF = "{case}的一条承诺"
