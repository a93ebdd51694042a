"""The work queue: its tabs, and what a case waits for in somebody's hands."""

from cases.vocabulary.labelled import Labelled


class QueueTab(Labelled):
    """The five tabs of the queue."""

    TO_DO = "to_do", "待办"
    DOING = "doing", "在办"
    DONE = "done", "已办"
    STARTED = "started", "我发起"
    TOLD = "told", "知会"


class Waiting(Labelled):
    """What a case waits for."""

    TO_SIGN_JOINTLY = "to_sign_jointly", "待我附议"
    TO_REVISE = "to_revise", "待修改"
    ENTRY_TO_CONFIRM = "entry_to_confirm", "代录待确认"
    TO_RATE = "to_rate", "待我评价"
    TO_CONFIRM = "to_confirm", "沟通待确认"
    TO_REVIEW = "to_review", "待审查"
    ENTRY_OBJECTED = "entry_objected", "代录有异议"
    TO_CONCLUDE = "to_conclude", "待办结"
    DISSATISFIED = "dissatisfied", "评价不满意"
    TO_ASSIGN = "to_assign", "待交办"
    RETURN_ASKED = "return_asked", "退办待裁定"
    EXTENSION_ASKED = "extension_asked", "延期待审批"
    OVERDUE = "overdue", "已超期"
    NEAR = "near", "临近期限"
    TO_ACCEPT = "to_accept", "待签收"
    TO_PLAN = "to_plan", "待定经办"
    TO_ANSWER = "to_answer", "待起草答复"
    OPINION_DUE = "opinion_due", "待送会办意见"
    TO_COSIGN = "to_cosign", "待会签"
    TO_APPROVE = "to_approve", "待审签"
    SENT_BACK = "sent_back", "被退回起草"
    TO_SEND = "to_send", "待送出"
    IN_HAND = "in_hand", "办理中"
