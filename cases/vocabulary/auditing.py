"""What the journal speaks of, and what can be wrong with its chain."""

from cases.vocabulary.acts import Verb
from cases.vocabulary.labelled import Labelled


class ChainFault(Labelled):
    """Why a row of the journal does not fit the one before it."""

    CHANGED = "changed", "内容被改动"
    DETACHED = "detached", "与前一条接不上"
    MISSING = "missing", "缺失"
    SURPLUS = "surplus", "不是系统写入的"
    REWRITTEN = "rewritten", "与留存的副本不同"


# Things that acts are done to, beside those that have a state of their own; the journal stores the name of the table.
THINGS = {
    "account": "账号",
    "attachment": "附件",
    "calendar_day": "工作日历",
    "contact": "沟通记录",
    "delegation": "委托",
    "delivery": "送达",
    "department": "单位",
    "dictionary_entry": "字典项",
    "document": "文件",
    "export_job": "导出的表格",
    "import_item": "导入的文件",
    "import_problem": "导入问题",
    "journal": "审计日志",
    "post": "岗位",
    "scheme": "办理规则",
    "session": "会次",
    "sheet_import": "导入的台账",
    "snapshot": "统计快照",
    "calendar_address": "日历地址",
    "cipher_key": "密钥",
    "retention": "保存期限",
}

# Of the journal, what a submitter is shown in the course of his case; the rest belongs to the staff.
TOLD_TO_SUBMITTERS = frozenset(
    {
        Verb.CREATE, Verb.SUBMIT, Verb.CONFIRM_ENTRY, Verb.OBJECT_ENTRY, Verb.REGISTER, Verb.RETURN_FOR_REVISION,
        Verb.DEFER_FILING,
        Verb.FILE, Verb.REJECT_FILING, Verb.MERGE_CASE, Verb.CONVERT, Verb.WITHDRAW, Verb.ASSIGN, Verb.ACCEPT,
        Verb.CONTACT, Verb.APPROVE_EXTENSION, Verb.SEND_REPLY, Verb.GIVE_FEEDBACK, Verb.ORDER_REHANDLE, Verb.CONCLUDE,
        Verb.OPEN_FOLLOW_UP, Verb.CLOSE_ITEM, Verb.PUBLISH, Verb.SIGN_JOINTLY, Verb.DECLINE_COSIGN, Verb.MARK_KEY,
    }
)  # fmt: skip
# Of the journal, what the administrator is shown: how the system is run, never what is done in a case.
TECHNICAL = frozenset(
    {
        Verb.SIGN_IN, Verb.SIGN_OUT, Verb.CHANGE_PASSWORD, Verb.CHANGE_FACTOR, Verb.PROVE, Verb.DELEGATE,
        Verb.MANAGE_ACCOUNT, Verb.MANAGE_UNIT, Verb.MANAGE_SCHEME, Verb.MANAGE_CALENDAR, Verb.MANAGE_SESSION,
        Verb.MANAGE_DICTIONARY,
        Verb.MANAGE_PAPER_TEMPLATE, Verb.RECOMPUTE,
        Verb.IMPORT, Verb.MERGE, Verb.RETRY, Verb.SETTLE, Verb.READ_AUDIT, Verb.EXPORT, Verb.UNDO_IMPORT,
        Verb.OPEN_CALENDAR, Verb.WITHDRAW_CALENDAR,
    }
)  # fmt: skip
