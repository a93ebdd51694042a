"""What costs the machine so much that nobody may have any amount of it."""

from cases.vocabulary.labelled import Labelled


class Costly(Labelled):
    """Each is counted by who asks: a person, or an address where nobody is signed in; and in all."""

    SEARCH = "search", "检索"
    EXPORT = "export", "导出"
    UPLOAD = "upload", "上传"
    MAIL = "mail", "发送通知"
