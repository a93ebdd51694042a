"""The papers that are printed, and the fixed words on them."""

from cases.vocabulary.documents import Disclosure
from cases.vocabulary.labelled import Labelled
from cases.vocabulary.parties import Track


class PaperKind(Labelled):
    """Every paper that an office prints or files."""

    REPLY = "reply", "答复"
    CO_OPINION = "co_opinion", "会办意见函"
    ASSIGNMENT_NOTICE = "assignment_notice", "交办通知"
    RECEIPT = "receipt", "提交回执"
    PROPOSAL = "proposal", "原件"
    REVIEW_SHEET = "review_sheet", "审查意见表"
    FEEDBACK_FORM = "feedback_form", "征询意见表"
    APPROVAL_SHEET = "approval_sheet", "发文稿纸"
    RETURN_REQUEST = "return_request", "退办申请"
    EXTENSION_REQUEST = "extension_request", "延期申请"
    URGE_NOTICE = "urge_notice", "催办通知"
    SUPERVISION_NOTICE = "supervision_notice", "督办通知书"
    LOOK_BACK_FORM = "look_back_form", "回头看情况表"
    CASE_BUNDLE = "case_bundle", "案卷"


# What stands above a paper whose words may still change.
NOT_FINAL = "未签发"
# Who else gets a copy of a reply, by track; {body} is the congress or committee.
COPY_OF_BODY = {Track.CPPCC: "{body}提案委员会", Track.NPC: "{body}常委会代表工作委员会"}
OPINION_TITLE = "{unit}关于{about}{noun}的会办意见"
FORM_NAME = "办理情况征询意见表"
CONTACT_NOTE = "（联系人：{person}，联系电话：{phone}）"
DISCLOSURE_NOTE = {
    Disclosure.PROACTIVE: "（此件公开发布）",
    Disclosure.ON_REQUEST: "（此件依申请公开）",
    Disclosure.CLOSED: "（此件不予公开）",
}
