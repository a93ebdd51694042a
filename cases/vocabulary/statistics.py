"""Words of the statistics: what is counted, in which unit, and the rule printed beside every number."""

from typing import Self

from cases.vocabulary.labelled import Labelled


class Counted(Labelled):
    """What one unit of a count is. Published reports mix 件 and 件次; here each number says which it is."""

    CASES = "cases", "件"
    PARTS = "parts", "件次"
    RATINGS = "ratings", "份"
    PROMISES = "promises", "条"


class Grouping(Labelled):
    """What the rows of a table stand for."""

    YEAR = "year", "年度"
    UNIT = "unit", "承办单位"
    SUBMITTER = "submitter", "提出方式"


class Measure(Labelled):
    """One count. counted: its unit; rule: what is counted, in a sentence for the foot of the table."""

    counted: Counted
    rule: str

    def __new__(cls, code: str, label: str = "", counted: Counted = Counted.CASES, rule: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_, member.label = code, label
        member.counted, member.rule = counted, rule
        return member

    RECEIVED = "received", "提交", Counted.CASES, "已经提交的提案建议，不含草稿"
    FILED = "filed", "立案", Counted.CASES, "审查立案，并且没有并案、转办或撤案的"
    MERGED = "merged", "并案", Counted.CASES, "并入另一件办理的；原提出人仍分别得到答复"
    DEFERRED = "deferred", "缓立案", Counted.CASES, "暂缓立案、还没有定下来的"
    NOT_FILED = "not_filed", "不立案", Counted.CASES, "审查后不立案的"
    CONVERTED = "converted", "转办", Counted.CASES, "转作来信、社情民意等办理的"
    WITHDRAWN = "withdrawn", "撤案", Counted.CASES, "提出人撤回的"
    UNREVIEWED = "unreviewed", "审查中", Counted.CASES, "已提交、还没有审查结论的"
    REPLIED = "replied", "已办复", Counted.CASES, "立案的里面，主办或分办单位已经送出答复的"
    CONCLUDED = "concluded", "已办结", Counted.CASES, "立案的里面，已经办结、跟踪、销号或归档的"
    DATED = "dated", "有期限的办复", Counted.CASES, "已办复、并且记有答复期限的"
    ON_TIME = "on_time", "按时办复", Counted.CASES, "答复日不晚于期限的；批准延期的按延期后的期限"
    UNEXTENDED = "unextended", "原期限内办复", Counted.CASES, "答复日不晚于最初期限的，延期不算"
    CONTACTED = "contacted", "答复前沟通", Counted.CASES, "已办复、答复前有任何一次沟通记录的"
    MET = "met", "答复前见面", Counted.CASES, "已办复、答复前有面商、走访、座谈或调研记录的"
    AGAIN = "again", "重新办理", Counted.CASES, "因不满意而第二次办理的"
    SOLVED = "solved", "已解决", Counted.CASES, "答复的办理结果为“已经解决”的，不论各地用什么字母"
    PLANNED = "planned", "解决或列入计划", Counted.CASES, "办理结果为“已经解决”“正在解决”或“列入计划”的"
    LEADS = "leads", "主办", Counted.PARTS, "独办、主办和分办，不含已退办和已取消的"
    HELPS = "helps", "会办", Counted.PARTS, "会办，不含已退办和已取消的"
    ANSWERED = "answered", "已办", Counted.PARTS, "主办里面已经送出答复的"
    RUNNING = "running", "在办", Counted.PARTS, "主办里面还没有答复、也没有过期限的"
    OVERDUE = "overdue", "逾期", Counted.PARTS, "主办里面还没有答复、已经过了期限的"
    CLASS_SOLVED = "class_solved", "已解决", Counted.PARTS, "已办的里面，办理结果为“已经解决”的"
    CLASS_GOING = "class_going", "正在解决", Counted.PARTS, "已办的里面，办理结果为“正在解决”的"
    CLASS_PLANNED = "class_planned", "列入计划", Counted.PARTS, "已办的里面，办理结果为“列入计划”的"
    CLASS_KEPT = "class_kept", "留作参考", Counted.PARTS, "已办的里面，办理结果为“暂缓解决”或“留作参考”的"
    CLASS_UNSAID = "class_unsaid", "未载明", Counted.PARTS, "已办的里面，答复没有写明办理结果的"
    ALL_PARTS = "all_parts", "交办", Counted.PARTS, "交给单位的全部件次，含后来退办和取消的"
    RETURNED = "returned", "申请退办", Counted.PARTS, "单位提出过退办的"
    EXTENDED = "extended", "批准延期", Counted.PARTS, "延期得到批准的"
    FORMS_DUE = "forms_due", "应评价", Counted.RATINGS, "送达提出人的答复，每位提出人一份"
    FORMS = "forms", "已评价", Counted.RATINGS, "收回的评价"
    SATISFIED = "satisfied", "满意", Counted.RATINGS, "对办理结果评为“非常满意”或“满意”的"
    BASICALLY = "basically", "基本满意", Counted.RATINGS, "对办理结果评为“基本满意”或“理解”的"
    DISSATISFIED = "dissatisfied", "不满意", Counted.RATINGS, "对办理结果评为“不满意”的"
    CONTENT = "content", "满意和基本满意", Counted.RATINGS, "对办理结果评为基本满意以上的"
    CONTENT_ATTITUDE = "content_attitude", "对态度满意和基本满意", Counted.RATINGS, "对办理态度评为基本满意以上的"
    FIRST_FORMS = "first_forms", "首次办理的评价", Counted.RATINGS, "对第一次办理的答复收回的评价"
    FIRST_CONTENT = "first_content", "首次办理满意", Counted.RATINGS, "其中对办理结果评为基本满意以上的"
    PROMISED = "promised", "承诺", Counted.PROMISES, "答复、计划和发布会里的全部承诺，不含已经同意取消的"
    HARD = "hard", "硬承诺", Counted.PROMISES, "有期限或有量化目标的承诺"
    DUE = "due", "已到期", Counted.PROMISES, "期限已过的，不含已经同意取消的"
    DUE_FULFILLED = "due_fulfilled", "到期已兑现", Counted.PROMISES, "期限已过的里面，核实已经兑现的；部分兑现不算"
    PARTLY = "partly", "部分兑现", Counted.PROMISES, "核实为部分兑现的"
    LATE = "late", "逾期未了", Counted.PROMISES, "期限已过、既没有兑现也没有注明无法核实的"


class Rate(Labelled):
    """One share: a count over another, both named on the page."""

    part: Measure
    whole: Measure

    def __new__(
        cls, code: str, label: str = "", part: Measure = Measure.FILED, whole: Measure = Measure.RECEIVED
    ) -> Self:
        member = str.__new__(cls, code)
        member._value_, member.label = code, label
        member.part, member.whole = part, whole
        return member

    FILING = "filing", "立案率", Measure.FILED, Measure.RECEIVED
    REPLY = "reply", "办复率", Measure.REPLIED, Measure.FILED
    CONCLUSION = "conclusion", "办结率", Measure.CONCLUDED, Measure.FILED
    PUNCTUAL = "punctual", "按时办复率", Measure.ON_TIME, Measure.DATED
    PUNCTUAL_FIRST = "punctual_first", "原期限办复率", Measure.UNEXTENDED, Measure.DATED
    CONTACT = "contact", "沟通率", Measure.CONTACTED, Measure.REPLIED
    MEETING = "meeting", "见面率", Measure.MET, Measure.REPLIED
    SOLUTION = "solution", "解决率（窄）", Measure.SOLVED, Measure.REPLIED
    SOLUTION_WIDE = "solution_wide", "解决率（宽）", Measure.PLANNED, Measure.REPLIED
    REHANDLING = "rehandling", "重新办理率", Measure.AGAIN, Measure.REPLIED
    FEEDBACK = "feedback", "反馈率", Measure.FORMS, Measure.FORMS_DUE
    SATISFACTION = "satisfaction", "满意率", Measure.CONTENT, Measure.FORMS
    ATTITUDE = "attitude", "态度满意率", Measure.CONTENT_ATTITUDE, Measure.FORMS
    STRICT = "strict", "满意率（严）", Measure.SATISFIED, Measure.FORMS
    FIRST_TIME = "first_time", "首次办理满意率", Measure.FIRST_CONTENT, Measure.FIRST_FORMS
    RETURNS = "returns", "退办率", Measure.RETURNED, Measure.ALL_PARTS
    CLARITY = "clarity", "承诺明确率", Measure.HARD, Measure.PROMISED
    KEEPING = "keeping", "承诺兑现率", Measure.DUE_FULFILLED, Measure.DUE


class Report(Labelled):
    """One table of the statistics."""

    YEARS = "years", "各年总览"
    FILING = "filing", "立案情况"
    UNITS = "units", "承办单位办理情况"
    SUBMITTERS = "submitters", "提出方式"
    DURATIONS = "durations", "办理时长"
    ROUTING = "routing", "退办和延期"
    PROMISES = "promises", "承诺兑现"


# Which formulas a frozen table was counted by; another number whenever one of them changes.
RULES_VERSION = "2026-11"
# What a number or a row is called where nothing is known.
UNKNOWN = "未载明"
# Shares of fewer than these say more of chance than of work; the numbers stand alone.
FEWEST = 5
