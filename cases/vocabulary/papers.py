"""The papers that are printed, the labels of their fields, and their fixed sentences."""

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
    CHANGES = "changes", "花脸稿"


class ListKind(Labelled):
    """What is printed of many cases at once."""

    LEDGER = "ledger", "承诺台账"
    LOOK_BACK_SHEET = "look_back_sheet", "回头看表"
    LOOK_BACK_RESULT = "look_back_result", "回头看结果"
    COLLECTION = "collection", "专题摘编"


class Field(Labelled):
    """What a field of a form or a column of a list is called."""

    NUMBER = "number", "案号"
    RECEIPT_NO = "receipt_no", "受理号"
    TITLE = "title", "案由"
    SESSION = "session", "届次"
    SUBMITTER = "submitter", "提出者"
    TOGETHER = "together", "联名"
    GROUP = "group", "界别或代表团"
    RESPONSIBLE = "responsible", "负责人"
    PHONE = "phone", "电话"
    CATEGORY = "category", "分类"
    SUBMITTED = "submitted", "提交时间"
    WISHES = "wishes", "建议承办单位"
    FILES = "files", "附件"
    RECORDED = "recorded", "代录"
    CONSENT = "consent", "是否同意公开"
    KEY_CASE = "key_case", "重点件"
    FIRST_REVIEW = "first_review", "初审意见"
    SECOND_REVIEW = "second_review", "复审意见"
    LEADER = "leader", "领导意见"
    GROUNDS = "grounds", "依据"
    CONTACTED = "contacted", "与提出者沟通"
    REVIEWER = "reviewer", "审查人"
    UNITS = "units", "承办单位"
    UNIT = "unit", "单位"
    ROLE = "role", "承办方式"
    WITH = "with", "共同承办"
    DUE = "due", "办理期限"
    FIRST_DUE = "first_due", "原期限"
    STATE = "state", "状态"
    NO = "no", "序号"
    DOC_NO = "doc_no", "发文字号"
    RESULT = "result", "办理类别"
    DISCLOSURE = "disclosure", "公开属性"
    SIGNED_BY = "signed_by", "签发"
    COSIGNED = "cosigned", "会签"
    CHECKED = "checked", "核稿"
    DRAFTED = "drafted", "拟稿"
    ADDRESSEE = "addressee", "主送"
    COPIES = "copies", "抄送"
    REPLY_TITLE = "reply_title", "标题"
    CONTACT_WAY = "contact_way", "沟通方式"
    RECEIVED = "received", "是否收到答复"
    ATTITUDE = "attitude", "对办理态度"
    EFFECT = "effect", "对办理结果"
    TO_THE_POINT = "to_the_point", "答复是否针对"
    SAID = "said", "具体意见"
    SIGNATURE = "signature", "签名"
    DAY = "day", "日期"
    PROMISE = "promise", "承诺事项"
    CARRIED_OUT = "carried_out", "落实情况"
    RESULT_NOW = "result_now", "现办理类别"
    TIME = "time", "时间"
    WHO = "who", "人员"
    ACT = "act", "事项"
    WORDS = "words", "说明"
    VERSION = "version", "版本"
    LENGTH = "length", "字数"
    STANCE = "stance", "意见"
    ADOPTION = "adoption", "采纳情况"
    FORM = "form", "方式"
    STAGE = "stage", "阶段"
    OUTCOME = "outcome", "结果"
    FILLED_BY = "filled_by", "填表人"
    LIGHT = "light", "灯"
    MEASURE = "measure", "目标或完成标准"
    OWNER = "owner", "责任单位和责任人"
    DUE_NOW = "due_now", "现期限"
    PROGRESS = "progress", "最近进展"
    VERIFIED = "verified", "核验"
    STAGE_TOLD = "stage_told", "完成度"
    COUNT = "count", "行数"
    FILLED = "filled", "已填"
    JUDGED = "judged", "已审"
    CLASS_BEFORE = "class_before", "原类别"
    SEAL = "seal", "填表单位（盖章）"


class Section(Labelled):
    """The parts of a bundle, in their order."""

    PROPOSAL = "proposal", "原文"
    COURSE = "course", "办理经过"
    UNITS = "units", "承办单位和期限"
    MEETINGS = "meetings", "沟通记录"
    OPINIONS = "opinions", "会办意见"
    REPLIES = "replies", "答复"
    VERSIONS = "versions", "文稿版本和审核签发"
    REQUESTS = "requests", "退办、延期和催办"
    RATINGS = "ratings", "评价"
    PROMISES = "promises", "承诺事项"


# Stands above a paper whose words may still change.
NOT_FINAL = "未签发"
# Over a copy that shows changes: between which texts, and how to read it.
CHANGES_KEY = "{old} → {new}。红色加删除线的是删去的字，蓝色加下划线的是新增的字。"
CHANGES_NONE, NOW = "没有两个内容不同的版本可以比较", "现在的正文"
NONE_SAID, YES, NO = "无", "是", "否"
BOX = "□"
# A number as it is counted, and one that is filled in by hand when the paper is issued.
DOC_NO = "〔{year}〕{number}号"
OPEN_NUMBER = "　　〔{year}〕　　号"
OPEN_DAY = "　　　年　　月　　日"
# Who else gets a copy of a reply, by track; {body} is the congress or committee.
COPY_OF_BODY = {Track.CPPCC: "{body}提案委员会", Track.NPC: "{body}常委会代表工作委员会"}
OPINION_TITLE = "{unit}关于{about}{noun}的会办意见"
OPINION_OPENING = "关于“{title}”的{noun}，我单位会办意见如下："
OPINION_NONE, OPINION_STANCE = "我单位无不同意见。", "我单位意见：{stance}。"
FORM_NAME = "办理情况征询意见表"
CONTACT_NOTE = "（联系人：{person}，联系电话：{phone}）"
DISCLOSURE_NOTE = {
    Disclosure.PROACTIVE: "（此件公开发布）",
    Disclosure.ON_REQUEST: "（此件依申请公开）",
    Disclosure.CLOSED: "（此件不予公开）",
}
SEVERAL = "{name}等{count}人"
NAMES_KEPT = "应提出者要求不列"

RECEIPT_TITLE = "{noun}提交回执"
RECEIVED = "您于{at}提交的《{title}》已经收到，受理号为 {number}。请保存本回执，查询和补充材料时请提供受理号。"
RECORDED_BY = "由 {by} 代 {of} 录入"
NEXT_STEP = "{office}将按规定审查，结果会在系统中告知您。审查期间如需补充或撤回，请与{office}联系。"
REVIEW_TITLE = "{office}{noun}审查意见表"

ASSIGNED_TITLE = "关于交办{about}{noun}的通知"
ASSIGNED_OPENING = "现将{about}{noun}{count}件交{unit}办理（见附件）。请按以下要求办理："
ASSIGNED_RULES = (
    "一、核对签收。请逐件核对并在系统中签收。认为不属于本单位职责的，请在规定期限内说明理由和依据提出退办申请，不得自行转办。",
    "二、加强沟通。办理前、办理中、办理后主动与提出者联系，听取意见并在系统中记录。",
    "三、按期办结。主办和独办件须在附件所列期限前正式答复提出者；会办件须在期限前将会办意见送主办单位。",
    "四、注重实效。答复须逐条回应，写明办理类别；承诺的事项须写明责任单位、完成时限，并在系统中登记、报告进展。",
)
ASSIGNED_ASKED = "具体要求：{words}"
EVERY_UNIT, YOUR_UNIT, EACH_UNIT = "各承办单位", "你单位", "各单位"
ANNEX_MARK, ANNEX_LIST = "附件", "{unit}承办{noun}目录"

RETURN_TITLE = "{unit}关于申请退办{about}{noun}的函"
RETURN_OPENING = (
    "{office}交我单位办理的《{title}》（{about}{noun}）收悉。经研究，认为该件不宜由我单位办理，现申请退办。"
)
RETURN_REASON, RETURN_BASIS = "一、退办理由。{words}", "二、职责依据。{words}"
RETURN_PROPOSED, RETURN_END = "三、建议承办单位。{unit}。", "妥否，请予裁定。"
ENDING = "（负责人签字：　　　　　　　经办人：{person}）"
RETURN_DECIDED, EXTENSION_DECIDED = "（裁定：{state}。{words}{day}）", "（审批：{state}。{words}{day}）"

EXTENSION_TITLE = "{unit}关于申请延期办理{about}{noun}的函"
EXTENSION_OPENING = (
    "我单位承办的《{title}》（{about}{noun}），办理期限为{before}。因下列原因不能如期办结，现申请延期至{asked}。"
)
EXTENSION_REASON, EXTENSION_TOLD = "一、延期原因。{words}", "二、告知情况。已于{day}向提出者说明延期的原因和新的期限。"
EXTENSION_UNTOLD, EXTENSION_END = "二、告知情况。尚未告知提出者。", "妥否，请予审批。"

URGE_TITLE = "关于催办{about}{noun}的通知"
SUPERVISION_TITLE = "督办通知书"
URGE_OPENING = "你单位承办的《{title}》（{about}{noun}），{due}{late}。"
URGE_DUE, URGE_NO_DUE, URGE_LATE = "办理期限为{day}", "尚未办结", "，截至{on}已超期{days}天"
URGE_WORDS, URGE_END = "具体要求：{words}", "请抓紧办理，并于{day}前书面回复办理进展；已经办结的，请在系统中补齐记录。"
SUPERVISION_END = "请于{day}前书面报告未按期办结的原因、已采取的措施和完成时限，由主要负责人签字。"

FEEDBACK_TITLE = "{body}{noun}" + FORM_NAME
WAYS = ("面商", "走访", "座谈", "电话", "信函", "未联系")
POINTED = ("针对", "部分针对", "没有针对")
CODE_CAPTION = "也可扫码在线填写，不必寄回本表\n{address}"
FILL_UNTIL = "请于{day}前填写"
NOT_BY_UNIT = "本表由提出者本人填写，承办单位不得代填。"

LOOK_BACK_SHEET_TITLE = "{year}年{classes}答复件办理落实情况登记表"
LOOK_BACK_SHEET_ASK = (
    "请逐行填写：承诺填完成度（{stages}）和落实情况，答复填总体落实情况；办理类别有变化的写明现类别。{due}前报送。"
)
LOOK_BACK_RESULT_TITLE = "{title}结果"
PRINTED_BY = "打印人：{who}　　打印时间：{when}　　条件：{conditions}　　共 {count} 条"
LAMP_RULE = "灯：● 未到提醒期　▲ 到期前{near}　■ 已过期限　◆ 变更审批中　○ 未定期限　— 已销号"
WHOLE_REPLY = "（整件答复）"
LOOK_BACK_TITLE = "{noun}答复承诺事项回头看情况表"
LOOK_BACK_ASK = "请对照答复中的承诺逐项填写落实情况，已完成的附证明材料；未完成的写明原因和新的时限。"
SHEET_TITLE = "{unit}发文稿纸"
BUNDLE_TITLE = "{about}{noun}案卷"
SECTION_HEAD = "{place}、{name}"
MADE_ON = "（{day}由系统生成，共收录以下内容）"
# Who sits in a session, between its place and its number.
SITS = {Track.CPPCC: "政协", Track.NPC: "人大"}
# A collection on paper: who made it when, what is left out, where a thing stands, and its owner's note.
COLLECTION_MADE = "{who} {at} 整理，共 {count} 项。引文逐字摘自原文，每条之下是出处和收入日期。"
COLLECTION_HIDDEN = "另有 {count} 项现在不在整理人的可见范围内，未列。"
CITED_AT, NOTED = "出处：{said}", "备注：{note}"
TAKEN_ON = "{day}收入"
