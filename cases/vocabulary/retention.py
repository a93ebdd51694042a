"""What is not kept for ever, and why for so long. Nothing of a case is among it."""

from cases.vocabulary.labelled import Labelled


class Fleeting(Labelled):
    """Data that goes by itself when its time is over."""

    SESSIONS = "sessions", "登录会话"
    ENTRIES = "entries", "没有完成的登录"
    TRIES = "tries", "登录失败的计数"
    USES = "uses", "限量的计数"
    FORMS = "forms", "已办表单的编号"
    PRESENCES = "presences", "谁在看草稿"
    COPIES = "copies", "改稿冲突时另存、已处理的稿子"
    MAIL = "mail", "已发邮件的正文和收件地址"
    EXPORTS = "exports", "导出的表格文件"
    TEMPORARY = "temporary", "没有写完的临时文件"


WHY: dict[Fleeting, str] = {
    Fleeting.SESSIONS: "结束后不再有用；登录、退出另在审计日志",
    Fleeting.ENTRIES: "十分钟内没有输完验证码的，不再有用",
    Fleeting.TRIES: "只用来拖慢猜密码；来源地址另在运行日志",
    Fleeting.USES: "只用来限量，过了计数的时段不再有用",
    Fleeting.FORMS: "防止重复提交，过期的页面不会再提交",
    Fleeting.PRESENCES: "只用来提示有人同时在改",
    Fleeting.COPIES: "本人已选定用哪一稿；半年内还可找回",
    Fleeting.MAIL: "留半年备查；发给谁、何时、关于哪件仍在站内提醒和审计日志",
    Fleeting.EXPORTS: "表中内容会过时，随时可重新导出",
    Fleeting.TEMPORARY: "写到一半断电留下的，没有任何记录用到它",
}
# What stays, in words, for whoever asks.
STAYS = (
    "提案建议、答复、承诺及其全部版本和附件",
    "审计日志（不少于六个月是法律要求，这里一直保留）",
    "站内提醒",
    "收藏的检索和见过的命中：本人删除收藏时一并删除",
    "账号、岗位和届次：停用、不删除",
)
NOTHING_OVER = "没有到期的数据"
