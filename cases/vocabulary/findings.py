"""What a sentence promises and how a stated number relates to the true one."""

from cases.vocabulary.labelled import Labelled


class CommitmentLabel(Labelled):
    """Kind of a sentence that may promise."""

    HARD = "C-HARD", "硬承诺"
    SOFT = "C-SOFT", "软承诺"
    CONDITIONAL = "C-COND", "附条件承诺"
    UPWARD = "C-UP", "向上争取"


class Category(Labelled):
    """What a commitment is about, by the thing that will exist when it is kept."""

    POLICY_DOC = "policy_doc", "出台文件"
    FACILITY = "facility", "设施建设"
    SERVICE = "service", "服务供给"
    FUNDING = "funding", "资金保障"
    MECHANISM = "mechanism", "机制组织"
    TALENT = "talent", "人才培训"
    DIGITAL = "digital", "数字化"
    SUPERVISION = "supervision", "监管执法"
    PUBLICITY = "publicity", "宣传引导"
    PLANNING = "planning", "调研规划"
    UPWARD = "upward", "向上争取"
    INCENTIVE = "incentive", "补贴优惠"


class Comparator(Labelled):
    """How a stated number relates to the true one."""

    EQ = "=", "等于"
    GE = ">=", "不少于"
    GT = ">", "超过"
    LE = "<=", "不超过"
    LT = "<", "不足"
    ABOUT = "~", "约"
