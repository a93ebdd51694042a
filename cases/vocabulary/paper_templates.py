"""What a Word template of the office may hold: its placeholders with their meaning, and what can be wrong with one."""

from cases.vocabulary.labelled import Labelled


class Placeholder(Labelled):
    """A place in a template, written {{标题}}, and what comes there."""

    LETTERHEAD = "letterhead", "发文机关"
    DOC_NO = "doc_no", "发文字号"
    CLASS_MARK = "class_mark", "办理类别"
    STATUS = "status", "状态"
    TITLE = "title", "标题"
    ADDRESSEE = "addressee", "主送"
    BODY = "body", "正文"
    ATTACHMENTS = "attachments", "附件"
    SIGNATURE = "signature", "署名"
    DAY = "day", "成文日期"
    NOTES = "notes", "附注"
    ANNEXES = "annexes", "附页"
    COPIES = "copies", "抄送"
    NUMBER = "number", "案号"
    CASE_TITLE = "case_title", "案由"
    SESSION = "session", "届次"
    SUBMITTER = "submitter", "提出者"
    CATEGORY = "category", "分类"
    UNITS = "units", "承办单位"
    DUE = "due", "办理期限"


MEANINGS = {
    Placeholder.LETTERHEAD: "出文单位的全称。模板里已有固定的红头，可以不写",
    Placeholder.DOC_NO: "如“溪民复〔2026〕21号”；没有取号时留空",
    Placeholder.CLASS_MARK: "首页右上角的 A、B、C 或 D",
    Placeholder.STATUS: "没有签发时印“未签发”，签发后没有内容",
    Placeholder.TITLE: "公文标题。单独一段时，按词意分成几行",
    Placeholder.ADDRESSEE: "称呼或主送单位，带冒号",
    Placeholder.BODY: "全部正文和表格。必须单独一段，字体、字号、行距、缩进照这一段",
    Placeholder.ATTACHMENTS: "附件名称，几个附件各成一段",
    Placeholder.SIGNATURE: "署名单位，几个单位各成一段",
    Placeholder.DAY: "如“2026年7月4日”",
    Placeholder.NOTES: "联系人和电话、公开属性，各成一段，带括号",
    Placeholder.ANNEXES: "附在后面、另起一页的目录或表格。必须单独一段",
    Placeholder.COPIES: "抄送单位，句末带句号",
    Placeholder.NUMBER: "如“第0018号”",
    Placeholder.CASE_TITLE: "提案或建议的题目",
    Placeholder.SESSION: "如“十三届四次会议”",
    Placeholder.SUBMITTER: "第一提出者，联名的写“等几人”",
    Placeholder.CATEGORY: "审查时定的分类",
    Placeholder.UNITS: "主办和会办单位",
    Placeholder.DUE: "现行办理期限",
}


class TemplateFault(Labelled):
    """What is wrong with a template, as its uploader reads it. said: the words in question; near: what was meant."""

    NOT_PLAIN = "not_plain", "这不是普通的 docx（可能是 dotx、docm 或“严格”格式）。请用 WPS 或 Word 另存为“docx 文档”。"
    EXTERNAL = "external", "引用了文件外面的内容（{said}）。请删去这处链接，图片改为直接插入。"
    EMBEDDED = "embedded", "嵌入了其他文件或控件（{said}）。请删去，只留文字、表格和图片。"
    FIELD = "field", "有会自己变化的域（{said}）。请改成普通文字；页码可以保留。"
    TRACKED = "tracked", "有修订痕迹。请在“审阅”里接受或拒绝全部修订，否则会随每一份公文印出去。"
    COMMENTED = "commented", "有批注。请全部删除，否则会随每一份公文发出去。"
    UNKNOWN = "unknown", "{said}不是这种公文的占位符{near}。"
    UNCLOSED = "unclosed", "“{said}”这里的花括号没有写全。占位符左右各两个花括号。"
    MISSING = "missing", "缺少{said}：{near}。少了它，公文里的这部分文字就没有地方放。"
    TWICE = "twice", "{said}出现了 {near} 次，只能出现一次，否则这部分文字会重复。"
    NOT_ALONE = "not_alone", "{said}要单独占一段，这一段里还有别的字：“{near}”。"
    WRONG_PLACE = "wrong_place", "{said}不能放在{near}里，请移到正文区。"
    NO_WAY_BACK = (
        "no_way_back",
        (
            "用样例套出来的文件，传回来时认不出正文的开头和结尾。"
            "请让{{主送}}在正文前单独一段，{{成文日期}}在正文后单独一段，它后面的文字不超过六段。"
        ),
    )


NEAREST = "，是不是要写{near}"
# Where a paragraph of a template stands.
IN_TABLE, IN_BOX, IN_MARGIN, IN_NOTE = "表格", "文本框", "页眉页脚", "脚注"
