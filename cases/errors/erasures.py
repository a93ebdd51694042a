"""What may be wrong with taking words out of the journal."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class NotErasable(CaseError):
    """A row without words, or one that is itself the record of an erasure."""

    code = "not_erasable"
    what = "审计日志第 {seq} 条没有可删除的内容，或者它本身就是删除的记录。"
    mend = "请核对条号；谁在何时做了什么，依规定不能删除。"
    status = 409
    seq: int


@dataclass(eq=False)
class TwoPeopleNeeded(CaseError):
    """One person alone may not do this."""

    code = "two_people_needed"
    what = "这件事须由两个人经手。"
    mend = "请用两次 --by 写明两个人的姓名。"
