"""What happens while a case is handled: contacts, opinions, returns, extensions, approvals, ratings, messages."""

from cases.vocabulary.labelled import Labelled


class Machine(Labelled):
    """The four things that have a state of their own."""

    CASE = "case", "提案建议"
    ASSIGNMENT = "assignment", "承办任务"
    REPLY = "reply", "答复"
    COMMITMENT = "commitment", "承诺"


class Signature(Labelled):
    """Whether a name under a joint submission has been put there by its owner."""

    INVITED = "invited", "待附议"
    SIGNED = "signed", "已签名"
    DECLINED = "declined", "已谢绝"


class HandlingKind(Labelled):
    """How the units of a case divide the work."""

    SOLE = "sole", "单办"
    LEAD_CO = "lead_co", "主办会办"
    SPLIT = "split", "分办"


class WishBy(Labelled):
    """Who proposed a unit before the case was handed over."""

    SUBMITTER = "submitter", "提案建议人"
    REVIEWER = "reviewer", "审查人员"


class ConvertedTo(Labelled):
    """What a submission that is not filed becomes."""

    LETTER = "letter", "委员来信"
    SOCIAL_OPINION = "social_opinion", "社情民意"
    OPINION = "opinion", "意见建议"
    REFERENCE = "reference", "参阅件"


class ReturnState(Labelled):
    """What became of a request to hand a case back."""

    OPEN = "open", "待裁定"
    GRANTED = "granted", "已同意"
    REFUSED = "refused", "已驳回"


class ContactForm(Labelled):
    """How the unit met the submitter."""

    MEETING = "meeting", "面商"
    PHONE = "phone", "电话"
    VISIT = "visit", "走访"
    SYMPOSIUM = "symposium", "座谈"
    FIELD_STUDY = "field_study", "调研"
    MESSAGE = "message", "信函网络"


class ContactStage(Labelled):
    """When in the handling a contact took place (三见面)."""

    BEFORE = "before", "办前"
    DURING = "during", "办中"
    AFTER = "after", "办后"


class Stance(Labelled):
    """A co-handler's position on the matter."""

    AGREE = "agree", "同意"
    SUPPLEMENT = "supplement", "补充"
    DISAGREE = "disagree", "不同意"
    NO_OPINION = "no_opinion", "无意见"


class Adoption(Labelled):
    """What the lead unit made of a co-handler's opinion."""

    ADOPTED = "adopted", "采纳"
    IN_PART = "in_part", "部分采纳"
    NOT_ADOPTED = "not_adopted", "未采纳"


class CoSignState(Labelled):
    """A co-handler's answer to the lead's final draft."""

    PENDING = "pending", "待会签"
    AGREED = "agreed", "已会签"
    OBJECTED = "objected", "有修改意见"


class Decision(Labelled):
    """What a step of the approval said."""

    AGREED = "agreed", "同意"
    AGREED_WITH_CHANGES = "agreed_with_changes", "修改后同意"
    SENT_BACK = "sent_back", "退回"
    SIGNED = "signed", "签发"


class TextKind(Labelled):
    """Why a version of a text was kept. The working one may still change; all others never do."""

    WORKING = "working", "编辑中"
    KEPT = "kept", "手动存档"
    FOR_APPROVAL = "for_approval", "送审稿"
    SENT_BACK = "sent_back", "退回稿"
    SIGNED = "signed", "签发稿"


class Score(Labelled):
    """The steps of the satisfaction scales; a scheme says which of them it uses."""

    VERY_SATISFIED = "very_satisfied", "非常满意"
    SATISFIED = "satisfied", "满意"
    BASICALLY = "basically", "基本满意"
    UNDERSTANDING = "understanding", "理解"
    DISSATISFIED = "dissatisfied", "不满意"


class FeedbackState(Labelled):
    """Whether an addressee has rated the reply that was sent to him."""

    AWAITING = "awaiting", "待评价"
    RECEIVED = "received", "已评价"
    LAPSED = "lapsed", "逾期未评"


class ExtensionState(Labelled):
    """What became of a request for more time."""

    REQUESTED = "requested", "待审批"
    APPROVED = "approved", "已同意"
    REFUSED = "refused", "未同意"


class UrgeForm(Labelled):
    """The rungs of urging, from a message to the formal notice."""

    MESSAGE = "message", "系统提醒"
    PHONE = "phone", "电话催办"
    LETTER = "letter", "催办通知"
    SUPERVISION = "supervision", "督办通知"


class PublicationState(Labelled):
    """Where a publication stands."""

    PENDING = "pending", "待公开"
    PUBLISHED = "published", "已公开"
    WITHDRAWN = "withdrawn", "已撤下"


class Light(Labelled):
    """How urgent a thing is; shown as shape, word and colour together."""

    GREEN = "green", "正常"
    YELLOW = "yellow", "临近"
    ORANGE = "orange", "紧迫"
    RED = "red", "超期"
    PAUSED = "paused", "暂停"
    DONE = "done", "已了结"


class MessageState(Labelled):
    """State of a message on its way out."""

    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "发送失败"


class Step(Labelled):
    """The seven steps that the rail on a case's page shows."""

    SUBMISSION = "submission", "提交"
    REVIEW = "review", "审查"
    ASSIGNMENT = "assignment", "交办"
    ACCEPTANCE = "acceptance", "签收"
    HANDLING = "handling", "办理答复"
    RATING = "rating", "评价"
    FOLLOW_UP = "follow_up", "跟踪落实"
