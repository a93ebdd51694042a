"""Tables that come in and go out: old ledgers read from spreadsheets, and long exports."""

from cases.vocabulary.labelled import Labelled


class LedgerKind(Labelled):
    """What the rows of an old ledger are."""

    PROPOSALS = "proposals", "提案建议台账"
    COMMITMENTS = "commitments", "承诺事项台账"


class BatchState(Labelled):
    """How far the import of a ledger is."""

    UPLOADED = "uploaded", "待核对"
    SAVED = "saved", "已导入"
    UNDONE = "undone", "已撤销"


class ExportState(Labelled):
    """How far the writing of a long table is."""

    RUNNING = "running", "正在生成"
    READY = "ready", "可以下载"
    FAILED = "failed", "未能生成"
