"""What accounts are held to."""

from cases.vocabulary.labelled import Labelled


class PasswordRule(Labelled):
    """What a new password must keep; the page ticks off one after the other."""

    LONG = "long", "至少十个字符"
    UNCOMMON = "uncommon", "不是常见的密码"
    OWN = "own", "不含姓名和账号"
    NEW = "new", "与现用密码不同"


class ContactKind(Labelled):
    """How a person is reached or told apart; phone and staff number may be used to sign in."""

    PHONE = "phone", "手机号"
    STAFF_NUMBER = "staff_number", "工号"
    ADDRESS = "address", "通信地址"


class RowOutcome(Labelled):
    """What a row of an imported table does."""

    NEW = "new", "新增"
    UPDATED = "updated", "更新"
    SKIPPED = "skipped", "跳过"
    FAILED = "failed", "错误"
