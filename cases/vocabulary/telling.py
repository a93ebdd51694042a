"""What people are told: events with the words of their notices, and the tabs in which notices stand."""

from cases.vocabulary.labelled import Labelled


class Tab(Labelled):
    """The three tabs of the notices."""

    TO_DO = "to_do", "待我处理"
    KNOW = "know", "知会"
    SYSTEM = "system", "系统"


class MailChoice(Labelled):
    """How somebody wants to hear of an event by mail; inside the system he hears of it in any case."""

    AT_ONCE = "at_once", "立即"
    DIGEST = "digest", "每日一封"
    NONE = "none", "不发"


class Event(Labelled):
    """Something that happened and that somebody has to hear of; the label is the head of the notice."""

    COSIGN_INVITED = "cosign_invited", "邀请您附议"
    COSIGN_AGAIN = "cosign_again", "请重新确认附议"
    JOINT_ANSWERED = "joint_answered", "附议有了答复"
    RECEIVED = "received", "已收到"
    TO_REVIEW = "to_review", "有新件待审查"
    ENTRY_OBJECTED = "entry_objected", "对代录有异议"
    RETURNED_FOR_REVISION = "returned_for_revision", "退回修改"
    DEFERRED = "deferred", "暂缓立案"
    FILED = "filed", "已立案"
    NOT_FILED = "not_filed", "不予立案"
    MERGED = "merged", "已并案"
    CONVERTED = "converted", "已转作他用"
    WITHDRAWN = "withdrawn", "已撤案"
    TO_ASSIGN = "to_assign", "待交办"
    HANDED_OVER = "handed_over", "已交办"
    NEW_ASSIGNMENT = "new_assignment", "新交办待签收"
    ACCEPTED = "accepted", "承办单位已签收"
    TAKEN_AS_ACCEPTED = "taken_as_accepted", "已视同签收"
    RETURN_ASKED = "return_asked", "申请退办"
    RETURN_GRANTED = "return_granted", "同意退办"
    RETURN_REFUSED = "return_refused", "退办未获同意"
    COORDINATION = "coordination", "召开协调会"
    TAKEN_AWAY = "taken_away", "交办已取消"
    HANDLER_NAMED = "handler_named", "请您经办"
    CONTACT_RECORDED = "contact_recorded", "沟通记录待您确认"
    OPINION_IN = "opinion_in", "会办意见已到"
    EXTENSION_ASKED = "extension_asked", "申请延期"
    EXTENSION_GRANTED = "extension_granted", "已同意延期"
    EXTENSION_REFUSED = "extension_refused", "延期未获同意"
    COSIGN_ASKED = "cosign_asked", "答复稿待会签"
    COSIGN_ANSWERED = "cosign_answered", "会签有了答复"
    TO_APPROVE = "to_approve", "答复稿待审签"
    SENT_BACK = "sent_back", "答复稿被退回"
    TO_SEND = "to_send", "已签发待送出"
    REPLIED = "replied", "已答复待您评价"
    RATED = "rated", "答复已评价"
    DISSATISFIED = "dissatisfied", "对答复不满意"
    REHANDLE = "rehandle", "须重新办理"
    ESCALATED = "escalated", "已提级督办"
    CLASS_CHANGED = "class_changed", "办理结果类别已调整"
    CONCLUDED = "concluded", "已办结"
    PUBLISHED = "published", "答复已公开"
    KEY_MARKED = "key_marked", "已列为重点"
    TO_VERIFY = "to_verify", "承诺待核验"
    VERIFIED = "verified", "承诺已核验"
    URGED = "urged", "催办"
    REMINDED = "reminded", "期限提醒"
    CHANGE_ASKED = "change_asked", "承诺申请变更期限"
    CHANGE_GRANTED = "change_granted", "已同意变更承诺期限"
    CHANGE_REFUSED = "change_refused", "未同意变更承诺期限"
    CONTESTED = "contested", "对承诺的落实有异议"
    CONTEST_HEARD = "contest_heard", "提案建议人提出异议"
    CONTEST_ANSWERED = "contest_answered", "异议有了答复"
    LOOK_BACK_ASKED = "look_back_asked", "回头看待填报"
    LOOK_BACK_URGED = "look_back_urged", "催报回头看表"
    LOOK_BACK_IN = "look_back_in", "回头看表待审核"
    LOOK_BACK_BACK = "look_back_back", "回头看表退回补充"
    LOOK_BACK_DONE = "look_back_done", "回头看表已审核"
    RECOMPUTED = "recomputed", "期限已重算"
    EXPORT_READY = "export_ready", "表格已生成"
    SEARCH_NEWS = "search_news", "保存的检索有变化"


class Errand(Labelled):
    """What a unit is asked for outside any case."""

    LOOK_BACK_SHEET = "look_back_sheet", "回头看表"


# The sentence of a notice: what to do, or what it means. {due}: the day, {words}: 还剩3个工作日, {about}: more words.
TOLD: dict[Event, str] = {
    Event.COSIGN_INVITED: "请阅读全文后决定是否附议。",
    Event.COSIGN_AGAIN: "正文按审查意见改过，请看过改动后决定是否继续附议。",
    Event.JOINT_ANSWERED: "请查看署名情况。",
    Event.RECEIVED: "已经登记，审查结果会在这里告诉您。",
    Event.TO_REVIEW: "请审查并提出处理意见。",
    Event.ENTRY_OBJECTED: "请联系本人核实：可以退回修改后更正，也可以按本人的意思撤案。理由：{about}",
    Event.RETURNED_FOR_REVISION: "请按审查意见修改后再次提交。{due}",
    Event.DEFERRED: "请补充材料后再次提交。",
    Event.FILED: "将交有关单位办理。",
    Event.NOT_FILED: "理由见办理过程。",
    Event.MERGED: "与内容相近的一件合并办理，答复同样会送给您。",
    Event.CONVERTED: "去向见办理过程。",
    Event.WITHDRAWN: "办理工作即行终止。",
    Event.TO_ASSIGN: "请确定承办单位。",
    Event.HANDED_OVER: "已交承办单位，等待签收。{due}",
    Event.NEW_ASSIGNMENT: "请核对后签收；不属本单位职责的，请在期限内申请退办。{due}",
    Event.ACCEPTED: "承办单位已经签收。{due}",
    Event.TAKEN_AS_ACCEPTED: "期限内没有签收，也没有申请退办，按规则视同签收，请即办理。{due}",
    Event.RETURN_ASKED: "请听取有关单位意见后裁定。{due}",
    Event.RETURN_GRANTED: "本件不再由本单位承办。",
    Event.RETURN_REFUSED: "请继续办理，理由见办理过程。{due}",
    Event.COORDINATION: "{about}",
    Event.TAKEN_AWAY: "本件不再由本单位承办。",
    Event.HANDLER_NAMED: "本件由您经办。{due}",
    Event.CONTACT_RECORDED: "承办单位记录了一次沟通，请确认是否属实。",
    Event.OPINION_IN: "请标注采纳情况。",
    Event.EXTENSION_ASKED: "请审批。{due}",
    Event.EXTENSION_GRANTED: "新的期限已经生效。{due}",
    Event.EXTENSION_REFUSED: "原期限不变。{due}",
    Event.COSIGN_ASKED: "请会签主办单位的答复稿。{due}",
    Event.COSIGN_ANSWERED: "请查看会办单位的意见。",
    Event.TO_APPROVE: "请审签。{due}",
    Event.SENT_BACK: "请按退回意见修改后重新送审。{due}",
    Event.TO_SEND: "请送出答复。{due}",
    Event.REPLIED: "请阅读答复并评价。{due}",
    Event.RATED: "请查看评价。",
    Event.DISSATISFIED: "请研究是否重新办理。",
    Event.REHANDLE: "请重新研究，当面沟通后再次答复。{due}",
    Event.ESCALATED: "请关注办理进展。",
    Event.CLASS_CHANGED: "请查看调整后的类别和理由。",
    Event.CONCLUDED: "办理完毕。",
    Event.PUBLISHED: "答复已在公开栏目发布。",
    Event.KEY_MARKED: "请由主要负责人牵头办理。",
    Event.TO_VERIFY: "承办单位报告已经完成，请核验。",
    Event.VERIFIED: "核验结果见承诺页面。",
    Event.URGED: "请抓紧办理。{about}{due}",
    Event.REMINDED: "{about}：{words}。{due}",
    Event.CHANGE_ASKED: "请审批，批准以前原期限不变。理由见承诺页面。",
    Event.CHANGE_GRANTED: "新的期限已经生效，原期限仍留在记录里。",
    Event.CHANGE_REFUSED: "原期限不变，理由见承诺页面。",
    Event.CONTESTED: "请核实后答复提案建议人。",
    Event.CONTEST_HEARD: "督办单位正在核实，请准备有关材料。",
    Event.CONTEST_ANSWERED: "核实情况见承诺页面。",
    Event.LOOK_BACK_ASKED: "{about}：请逐项填写落实情况后报送。{due}",
    Event.LOOK_BACK_URGED: "{about}：{words}{due}",
    Event.LOOK_BACK_IN: "{about}已报送，请逐条审核。",
    Event.LOOK_BACK_BACK: "{about}：有内容需要补充，请按意见修改后重新报送。{due}",
    Event.LOOK_BACK_DONE: "{about}已审核完毕。",
    Event.RECOMPUTED: "工作日历有调整，期限由{about}。",
    Event.EXPORT_READY: "“{about}”可以下载了，文件保存七天。",
    Event.SEARCH_NEWS: "“{about}”：{words}。",
}
# A meeting about whose a case is, as the journal keeps it, and as both units are told. {case}: its number.
MEETING = "{year}年{month}月{day}日，{place}：{words}"
MEETING_TOLD = "就{case}由哪家单位承办召开协调会，{meeting}"
# Why a unit that said nothing has accepted, in the journal. {until}: the last day for handing back.
SILENCE = "到{until}仍没有签收，也没有申请退办，按规则视同签收"
DUE_SAID = "期限{month}月{day}日。"
# A message that leaves the system.
SUBJECT = "【答复】{what}：{case}"
BODY = "{what}\n{case}\n{told}\n\n登录后办理：{link}\n"
DIGEST_SUBJECT = "【答复】今日提醒 {count} 件"
DIGEST_HEAD = "截至今日 8:30，您有 {count} 条未处理的消息：\n"
DIGEST_LINE = "{number}. {head}\n   {told}\n   {link}\n"
DIGEST_MORE = "\n另有 {count} 条，请登录后在“消息”里查看：{link}\n"
DIGEST_FOOT = "\n不想再收每日提醒，可在“消息”页面关闭。\n"
