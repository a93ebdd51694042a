"""Time as the rules of a jurisdiction speak of it: what is timed, in which units, and how a day was counted."""

from cases.vocabulary.labelled import Labelled


class SpanUnit(Labelled):
    """What a deadline is counted in; DATE is a fixed day of the year, such as the end of May."""

    WORKING_DAYS = "working_days", "个工作日"
    DAYS = "days", "日"
    MONTHS = "months", "个月"
    DATE = "date", "固定日期"


class Clock(Labelled):
    """What the rules set a time for."""

    REVIEW = "review", "审查"
    ACCEPT = "accept", "签收"
    RETURN = "return", "申请退办"
    DECIDE_RETURN = "decide_return", "裁定退办"
    ASSIGN = "assign", "平时提案建议交办"
    REVISE = "revise", "退回后修改"
    FIRST_CONTACT = "first_contact", "首次沟通"
    CO_OPINION = "co_opinion", "会办意见"
    REPLY = "reply", "答复"
    EXTENSION_LIMIT = "extension_limit", "延期最长至交办后"
    FEEDBACK = "feedback", "提案建议人评价"
    REHANDLE = "rehandle", "重新办理"
    CONCLUDE = "conclude", "评价后办结"
    PUBLISH = "publish", "签发后公开"
    COMMITMENT = "commitment", "承诺到期前提醒"
    AFTER_REASSIGNMENT = "after_reassignment", "改办后至少留给新单位"


class RatedBy(Labelled):
    """Whose rating a joint submission needs."""

    ALL = "all", "每位署名人"
    LEAD = "lead", "第一署名人"


class JointRule(Labelled):
    """What becomes of invited names when a joint submission is handed in."""

    ALL_SIGN = "all_sign", "全部附议后才能提交"
    SIGNED_COUNT = "signed_count", "未附议的不列入署名"


class NumberedBy(Labelled):
    """Within what the case numbers run."""

    SESSION = "session", "每次会议"
    DELEGATION = "delegation", "每次会议每个代表团"
    YEAR = "year", "每年"


class Watched(Labelled):
    """What a traffic light stands for."""

    ACCEPTANCE = "acceptance", "签收"
    RETURN_WINDOW = "return_window", "退办期限"
    CO_OPINION = "co_opinion", "会办意见"
    REPLY = "reply", "答复"
    CONTACT = "contact", "与提案建议人沟通"
    FEEDBACK = "feedback", "评价"
    COMMITMENT = "commitment", "承诺"
    LOOK_BACK = "look_back", "回头看表"


class DayReason(Labelled):
    """Why a day was counted or not."""

    START = "start", "起算日不计"
    ELAPSED = "elapsed", "计入"
    WORKDAY = "workday", "工作日"
    MAKE_UP = "make_up", "调休上班"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "放假"
    STOPPED = "stopped", "暂停计时"
    ROLLED = "rolled", "末日顺延"
    EXTENDED = "extended", "延期"


# How urgent it is, in words. n: working days; days: of the calendar, where no working day lies between.
LEFT_WORKING = "还剩{n}个工作日"
LEFT_DAYS = "还剩{n}日"
LATE_WORKING = "超期{n}个工作日"
LATE_DAYS = "超期{n}日"
DUE_TODAY = "今日到期"
STOPPED_CLOCK = "暂停计时"
NO_DAY = "未定期限"
