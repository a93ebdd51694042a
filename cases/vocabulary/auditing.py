"""What the journal speaks of, and what can be wrong with its chain."""

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
