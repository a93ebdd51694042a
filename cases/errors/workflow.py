"""What stands in the way of an act on a case: the wrong moment, a missing reason, a step that must come first."""

from dataclasses import dataclass

from cases.errors.base import CaseError

# What must come first, by the name of the guard that asks for it: what is missing, and what to do about it.
FIRST: dict[str, tuple[str, str]] = {
    "text_free": ("联名正在进行，正文已锁定。", "如需修改，请先撤回全部联名邀请，改好后重新邀请"),
    "signatures_current": (
        "正文改过，有联名人附议的还是原来的文字。",
        "请在“联名”中请他们重新确认；不再联名的可以移除",
    ),
    "signatures_outdated": ("联名人附议的就是现在的正文。", "不需要重新确认"),
    "invited": ("这件没有等您答复的联名邀请。", "请在“待我附议”中查看"),
    "text_complete": ("案由、情况或具体建议还没有写完。", "请补齐后再提交；集体提案还须填写负责人"),
    "signatures_in": ("还没有人同意联名。", "请等联名人答复，或改为个人提交"),
    "category_set": ("还没有选定类别。", "请在审查表中选择类别"),
    "ground_named": ("还没有选定不予立案的理由。", "请至少选择一条理由，并写明告知提案人的话"),
    "master_named": ("还没有选定主案。", "请选择同一届次、尚未办结的一件作为主案"),
    "units_named": ("还没有确定承办单位。", "请确定一家主办单位；分办至少两家"),
    "nobody_accepted": ("已有单位签收，不能撤回交办。", "如需调整，请由承办单位申请退办"),
    "nobody_left": ("仍有单位在办理。", "请先了结各单位的办理任务"),
    "somebody_accepted": ("还没有单位签收。", "请等承办单位签收"),
    "every_answer_sent": ("还有单位没有送出答复。", "请等全部主办、分办单位答复"),
    "dissatisfied": ("最近一次评价没有不满意。", "只有评价不满意的才重新办理"),
    "dissatisfied_twice": ("还没有第二次不满意。", "第一次不满意请先重新办理"),
    "all_rated": ("还有收件人没有评价。", "请等全部评价收回，或到期后标为逾期未评"),
    "not_dissatisfied": ("最近的评价是不满意。", "请先交回单位重新办理"),
    "something_open": ("没有需要跟踪的事项。", "可直接销号"),
    "nothing_open": ("还有承诺没有了结。", "请先核验或处理全部承诺事项"),
    "return_window_open": ("申请退办的期限已过。", "请与交办单位联系"),
    "silence_over": ("签收和申请退办的期限还没有过。", "请等承办单位签收或申请退办"),
    "other_unit_named": ("还没有写明应由哪个单位承办。", "申请退办须同时提出建议的承办单位"),
    "handler_named": ("还没有确定经办人。", "请选择本单位的经办人"),
    "is_co": ("本单位是主办或分办单位。", "请起草答复并送出"),
    "is_reply": ("会办意见不直接答复提案建议人。", "请把会办意见送给主办单位"),
    "is_opinion": ("这不是会办意见。", "答复请送审并签发"),
    "opinion_written": ("会办意见还没有写。", "请写出意见，或选择“无意见”"),
    "no_open_extension": ("已有一份延期申请待审批。", "请等审批结果"),
    "before_due": ("原办理期限已过，不能再申请延期。", "请与交办单位联系"),
    "open_extension": ("没有待审批的延期申请。", "请刷新页面核对"),
    "submitter_told": ("还没有书面告知提案建议人延期。", "请先告知并填写告知日期"),
    "reply_sent": ("答复还没有送出。", "请先签发并送出答复"),
    "at_work": ("本单位的退办申请还没有结果。", "请等交办单位决定后再继续"),
    "text_written": ("答复正文还没有写。", "请先起草正文"),
    "has_co_units": ("本件没有会办单位，不需要会签。", "可直接送审"),
    "asked_to_cosign": ("没有等本单位会签的稿件。", "请在办理页面核对"),
    "no_placeholder": ("正文还有“待核实”的地方。", "请逐处核实后删去标记"),
    "class_set": ("还没有确定办理类别。", "请选择本件的办理结果类别"),
    "disclosure_set": ("还没有确定公开属性。", "请选择；不予公开的须写明理由"),
    "contact_held": ("还没有与提案建议人沟通的记录。", "请先登记一次沟通"),
    "contact_named": ("还没有填写联系人和电话。", "请在答复要素中填写"),
    "promises_declared": ("正文里没有找到承诺，也没有声明无承诺事项。", "请核对正文，确无承诺请勾选“无承诺事项”"),
    "opinions_in": ("会办意见还没有收齐。", "请催办；对方已超期的，写明理由后可以先行"),
    "opinions_marked": ("还有会办意见没有标注采纳情况。", "请逐件标注采纳、部分采纳或未采纳"),
    "cosigned": ("会办单位还没有全部会签。", "请先送会签；对方已超期的，写明理由后可以先行"),
    "own_level": ("现在不是您这一级审批。", "请等前一级审批完成"),
    "not_own_draft": ("起草人不能审批或公开自己起草的稿件。", "请由其他同事办理"),
    "last_level": ("前面还有审批级次没有完成。", "请逐级审批"),
    "not_last_level": ("已到最后一级。", "请直接签发或退回"),
    "may_send_back": ("现在不由您退回。", "请由本级审批人或起草人办理"),
    "may_be_public": ("这件答复不予公开。", "主动公开且提案建议人同意的才能公开"),
    "screened": ("公开前的核对还没有完成。", "请逐处核对遮盖的个人信息后再公开"),
    "is_public": ("这件答复没有公开。", "不需要撤下"),
    "addressed": ("您不是这份答复的收件人。", "请由提案建议人本人评价"),
    "other_named": ("还没有选定并入哪一条承诺。", "请选择同一文件中的另一条承诺"),
    "not_own_report": ("完成情况是您报告的。", "请由另一位同事核验"),
    "no_open_change": ("已有一份变更期限的申请待审批。", "请等审批结果"),
    "open_change": ("没有待审批的变更期限申请。", "请由承办单位先提出申请"),
    "not_own_change": ("变更期限是您申请的。", "请由另一位同事审批"),
    "consent_given": ("还没有写明提案建议人同意的日期。", "请先征得同意，再填写同意的日期"),
    "no_open_contest": ("您的异议正在核实。", "请等答复"),
    "open_contest": ("没有待答复的异议。", "请刷新页面核对"),
    "not_urged_lately": ("三天以内已经催办过这一条。", "请过几天再催"),
    "rating_open": ("评价已经结束。", "如有意见请与交办单位联系"),
}


@dataclass(eq=False)
class ComesFirst(CaseError):
    """Something has to be done before. step: the guard that asks for it, a key of FIRST; act: the verb in words."""

    code = "comes_first"
    what = "现在还不能{act}：{missing}"
    mend = "{advice}。"
    status = 409
    act: str
    step: str

    def spoken(self) -> dict[str, str]:
        """The fields and the two halves of the sentence."""
        missing, advice = FIRST[self.step]
        return {"act": self.act, "missing": missing, "advice": advice}


@dataclass(eq=False)
class NotFromHere(CaseError):
    """The verb leads nowhere from this state. kind, act and state in words."""

    code = "not_from_here"
    what = "{kind}现在是“{state}”，不能{act}。"
    mend = "可能刚被他人办理过，请刷新页面核对。"
    status = 409
    kind: str
    act: str
    state: str


@dataclass(eq=False)
class ReasonMissing(CaseError):
    """The act needs a reason that others will read."""

    code = "reason_missing"
    what = "还没有写明{act}的理由。"
    mend = "请写不少于 {least} 个字，会记入办理过程。"
    act: str
    least: int


@dataclass(eq=False)
class ChangedMeanwhile(CaseError):
    """Somebody else acted since the page was loaded. who, when and act: the last act, in words.

    case: on which; version: of the thing by now, upon which the same could be asked for again; state: of the thing by
    now, in words.
    """

    code = "changed_meanwhile"
    what = "{who} 已在 {when} {act}，您看到的不是最新情况，这一步没有执行。"
    mend = "您写的内容还在表单里，请看过新情况后再决定。"
    status = 409
    who: str
    when: str
    act: str
    case: int | None = None
    version: int | None = None
    state: str = ""

    def spoken(self) -> dict[str, str]:
        """Who, when and what; the rest is for the page."""
        return {"who": self.who, "when": self.when, "act": self.act}
