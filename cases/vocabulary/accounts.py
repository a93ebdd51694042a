"""What accounts are held to."""

from cases.vocabulary.labelled import Labelled


class PasswordRule(Labelled):
    """What a new password must keep; the page ticks off one after the other."""

    LONG = "long", "12 到 128 个字符，可以有空格和汉字"
    MIXED = "mixed", "大写字母、小写字母、数字、其他字符中至少有三种"
    UNCOMMON = "uncommon", "不是常见密码，也不只是“政协”“提案”一类的词加年份、数字"
    OWN = "own", "不含姓名、账号和单位名称，拼音也不行"
    NEW = "new", "与现用密码不同"


class PasswordProfile(Labelled):
    """Which demands passwords are held to: those of 等保 2.0 third level, or those of OWASP ASVS 5.0, which forbid to
    ask for kinds of characters and for periodic changes."""

    DENGBAO = "dengbao", "等保三级"
    ASVS = "asvs", "国际通行标准"


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
