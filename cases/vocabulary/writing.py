"""The fixed words of a formal reply, and what a draft is looked over for."""

from cases.vocabulary.labelled import Labelled
from cases.vocabulary.parties import Track

TITLE = "{unit}关于{about}{noun}的答复"
NOUNS = {Track.CPPCC: "提案", Track.NPC: "建议", Track.OTHER: "提案建议"}
RESULT = "办理结果：{}"
CONTACT = "\n（联系人：{person}，联系电话：{phone}）"
LETTER_NAME = "{}.txt"
ADDRESSED = {Track.CPPCC: "{}委员", Track.NPC: "{}代表", Track.OTHER: "{}"}
# How the number of a letter looks; the mark of a unit is its short name with the word for a reply.
DOC_NO = "{mark}〔{year}〕{number}号"
DOC_MARK = "{short}复"


class Check(Labelled):
    """What a draft is looked over for before it goes up for approval."""

    PLACEHOLDER = "placeholder", "待核实"
    POINT_OPEN = "point_open", "建议未答复"
    POINT_UNFOUND = "point_unfound", "没找到答复的段落"
    SOLVED_YET_PROMISING = "solved_yet_promising", "类别与承诺不符"
    PROMISE_VAGUE = "promise_vague", "承诺没有时限和指标"
    REPEATS_DEMAND = "repeats_demand", "只重复了诉求"
    FIGURES_DIFFER = "figures_differ", "数字前后不一致"
    OTHER_CASE = "other_case", "与本件不符"
    PROMISE_UNSAID = "promise_unsaid", "没有提到已有的承诺"
    TAKEN_OVER = "taken_over", "与往年答复重合"
    PERSONAL = "personal", "含个人信息"
    RULE = "rule", "办理要求"


class ToThePoint(Labelled):
    """Whether a reply answers what was asked."""

    YES = "yes", "针对"
    PARTLY = "partly", "部分针对"
    NO = "no", "没有针对"


# What a draft says, and what the case or an earlier report has instead.
DIFFERS = "{said}（应为：{kept}）"

# Before two paragraphs of which somebody has to choose one; the mark blocks the way up until he has.
BOTH_CHANGED = "【待核实：两人都改了这一段，请合成一段】"

# The two questions of a rating, as its form asks them.
ATTITUDE, RESULT_OF = "对办理态度的评价", "对办理结果的评价"
# A sentence that was taken over from an earlier answer; the mark blocks the way up until somebody has verified it.
QUOTED = "{words}【待核实：引自{source}，请核对数字和时限】"
# What is said of a file that is no Word file: what it is, and what to do.
NO_SCAN = ("不能盖章的文件", "把盖好章的文件扫描成 PDF，或拍成 jpg、png 照片再上传")
OTHER_LETTER = ("从另一件答复下载的稿子", "到那一件里上传；要在这里用，就把文字复制过来")
NOT_WORD = ("别的文件", "用 Word 或 WPS 另存为 docx 再上传")
