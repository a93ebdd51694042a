"""What the tables of a list are made of: its columns, declared once for Excel, CSV, JSON and the field guide."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.fulltext import KINDS
from server import pages
from server.sheets import Head


@dataclass(frozen=True, slots=True)
class Column:
    """key: its name in JSON. title: its name in tables and in the field guide. read: a row's value.

    group: what stands over it and its neighbours in a workbook. total: its numbers are added up there.
    """

    key: str
    title: str
    read: Callable[[Any], Any]
    group: str = ""
    total: bool = False

    @property
    def head(self) -> Head:
        # The address of a page is for clicking; on paper it only takes room.
        return Head(self.title, self.group, self.total, printed=self.key != "link")


def _of(key: str, title: str, group: str = "", *, total: bool = False) -> Column:
    """A column that shows the field of its own name."""
    return Column(key, title, lambda row: getattr(row, key), group, total)


def _named(key: str, title: str, field: str, group: str = "") -> Column:
    """A column that shows a field of another name."""
    return Column(key, title, lambda row: getattr(row, field), group)


def _told(key: str, title: str, field: str, group: str = "") -> Column:
    """A column that shows a field of what became of a commitment."""
    return Column(key, title, lambda row: getattr(row.progress, field) if row.progress else None, group)


def _years(row: Any) -> str | None:
    """The years into which a commitment was carried over, in order."""
    return "、".join(str(year) for year in row.progress.carried) or None if row.progress else None


HANDLED, SOURCE, PROMISED, PROGRESS, CHECKED = "办理情况", "出处", "期限", "最近进展", "核验"
COMMITMENTS = (
    _of("id", "编号"),
    _of("quote", "承诺原句"),
    _of("label", "性质"),
    _of("category", "类别"),
    _of("state", "状态"),
    _told("lamp", "灯", "lamp"),
    _told("measure", "目标或完成标准", "measure"),
    _of("department", "责任单位", "责任"),
    _told("owner", "责任人", "owner", "责任"),
    _told("original_due_on", "原期限", "original_due_on", PROMISED),
    _named("due_on", "到期日", "due_on", PROMISED),
    _told("changes", "变更次数", "changes", PROMISED),
    _of("deadline_raw", "期限原文", PROMISED),
    Column("carried", "转入年度", lambda row: _years(row), PROMISED),
    _told("stage", "完成度", "stage", PROGRESS),
    _told("told", "进展情况", "told", PROGRESS),
    _told("reported_on", "报告日期", "reported_on", PROGRESS),
    _told("verdict", "结论", "verdict", CHECKED),
    _told("verified_on", "核验日期", "verified_on", CHECKED),
    _of("place", "地区", SOURCE),
    _of("track", "类型", SOURCE),
    _of("year", "年度", SOURCE),
    _of("session", "届次", SOURCE),
    _of("number", "案号", SOURCE),
    _of("case_title", "案由", SOURCE),
    _of("signed_on", "答复日期", SOURCE),
    Column("link", "链接", lambda row: pages.place_of(row)),
)
FIGURES = (
    _of("id", "编号"),
    _of("head", "指标"),
    _of("attributes", "限定"),
    _of("comparator", "比较", "数据"),
    _of("value", "数值", "数据"),
    _of("value_high", "上限", "数据"),
    _of("unit", "单位", "数据"),
    _of("as_of", "截至", "数据"),
    _of("quote", "原句"),
    _of("department", "填报单位"),
    _of("place", "地区"),
    _of("title", "出处"),
    Column("link", "链接", lambda row: pages.place_of(row)),
)
REPLIES = (
    _of("id", "编号"),
    _of("title", "案由"),
    _of("track", "类型"),
    _of("number", "案号"),
    _of("session", "届次"),
    _of("year", "年度"),
    _of("place", "地区"),
    _of("unit", "承办单位", "答复"),
    _of("result_class", "办理结果", "答复"),
    _of("doc_no", "发文字号", "答复"),
    _of("index_no", "索引号", "答复"),
    _of("signed_on", "答复日期", "答复"),
    _of("published_on", "公开日期", "答复"),
    Column("link", "链接", lambda row: pages.public_place(row)),
)
CASES = (
    _of("id", "编号"),
    _of("title", "案由"),
    _of("track", "类型"),
    _of("number", "案号"),
    _of("session", "届次"),
    _of("year", "年度"),
    _of("place", "地区"),
    _of("state", "状态", HANDLED),
    _of("unit", "主办单位", HANDLED),
    _of("result_class", "办理结果", HANDLED),
    _of("replied_on", "答复日期", HANDLED),
    _of("promises", "承诺数", HANDLED, total=True),
    Column("link", "链接", lambda row: f"/cases/{row.id}"),
)
HITS = (
    Column("kind", "种类", lambda card: KINDS[card.kind]),
    _of("title", "案由或标题"),
    _named("quote", "命中的句子", "text"),
    _of("label", "承诺性质"),
    _of("due", "期限"),
    _of("department", "承办单位"),
    _of("place", "地区"),
    _of("session", "届次"),
    _of("number", "案号"),
    _of("year", "年度"),
    _of("day", "日期"),
    _of("status", "状态"),
    _of("file", "文件"),
    Column("link", "链接", lambda card: pages.hit_place(card)),
)
AUDIT = (
    _of("seq", "序号"),
    _of("at", "时间"),
    _of("actor", "人员", "谁"),
    _of("on_behalf_of", "代谁办理", "谁"),
    _of("role", "身份", "谁"),
    _of("unit", "单位", "谁"),
    _of("verb", "操作"),
    _of("thing", "对象", "对什么"),
    _of("thing_id", "对象编号", "对什么"),
    _of("case_number", "案号", "对什么"),
    _of("case_title", "案由", "对什么"),
    _of("old", "原值", "变化"),
    _of("new", "新值", "变化"),
    _of("reason", "理由"),
)
DEPARTMENTS = (
    _of("id", "编号"),
    _of("name", "单位"),
    _of("place", "地区"),
    _of("kind", "类别"),
    _of("leads", "主办", "件数", total=True),
    _of("assists", "会办", "件数", total=True),
    _of("promises", "承诺", "件数", total=True),
    _of("until", "撤销或更名日"),
    Column("link", "链接", lambda row: f"/departments/{row.id}"),
)
QUEUE = (
    _of("case_id", "编号"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("track", "类型"),
    _of("state", "状态"),
    _of("what", "事项"),
    _of("unit", "单位"),
    _of("due_on", "到期日", "期限"),
    _of("light", "提示灯", "期限"),
    _of("left", "剩余", "期限"),
    _of("at", "时间"),
    Column("link", "链接", lambda row: f"/cases/{row.case_id}"),
)
REVIEWS = (
    _of("id", "编号"),
    _of("receipt_no", "收件号"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("track", "类型"),
    _of("kind", "提出方式", "提出人"),
    _of("submitter", "第一提出人", "提出人"),
    _of("names", "人数", "提出人", total=True),
    _of("submitted_on", "提交日期"),
    _of("state", "状态"),
    _of("lacks", "缺什么"),
    Column("link", "链接", lambda row: f"/reviews/{row.id}"),
)
WAITING = (
    _of("id", "编号"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("track", "类型"),
    _of("since", "到达时间"),
    _of("returns", "退办次数", total=True),
    _of("key_case", "重点"),
    Column("link", "链接", lambda row: f"/cases/{row.id}"),
)
RETURNS = (
    _of("id", "编号"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("unit", "申请单位", "申请"),
    _of("reason", "理由", "申请"),
    _of("proposed", "建议改由", "申请"),
    _of("asked_at", "申请时间", "申请"),
    _of("times", "此前退办", "申请"),
    _of("state", "结果", "决定"),
    _of("decision", "决定意见", "决定"),
    _of("decided_at", "决定时间", "决定"),
    Column("link", "链接", lambda row: f"/cases/{row.case_id}"),
)
EXTENSIONS = (
    _of("id", "编号"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("unit", "申请单位"),
    _of("reason", "理由"),
    _of("due_before", "原期限", "期限"),
    _of("asked_due_on", "申请延至", "期限"),
    _of("told_on", "告知提出人", "期限"),
    _of("state", "结果"),
    _of("asked_at", "申请时间"),
    Column("link", "链接", lambda row: f"/cases/{row.case_id}"),
)
SILENT = (
    _of("delivery", "编号"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("unit", "承办单位"),
    _of("name", "提出人", "联系"),
    _of("phone", "电话", "联系"),
    _of("sent_at", "送达时间"),
    _of("due_on", "评价期限"),
    _of("opened", "已打开"),
    Column("link", "链接", lambda row: f"/cases/{row.case_id}"),
)
NOTICES = (
    _of("id", "编号"),
    _of("at", "时间"),
    _of("what", "事由"),
    _of("told", "内容"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("due_on", "期限"),
    _of("to_do", "待办"),
    _of("done", "已办"),
)
LOADS = (
    _of("id", "编号"),
    _of("name", "单位"),
    _of("place", "地区"),
    _of("leads", "主办", "在办件数", total=True),
    _of("helps", "会办", "在办件数", total=True),
    _of("late", "逾期", "在办件数", total=True),
    _of("clerk", "有联络员"),
)
LOST_MAIL = (
    _of("id", "编号"),
    _of("subject", "邮件"),
    _of("recipient", "邮箱", "收件人"),
    Column("name", "姓名", lambda row: row.addressee.name if row.addressee else None, "收件人"),
    Column("place", "单位", lambda row: row.addressee.place if row.addressee else None, "收件人"),
    Column("phone", "电话", lambda row: row.addressee.phone if row.addressee else None, "收件人"),
    _of("attempts", "已试次数"),
    _of("problem", "对方答复"),
    _of("at", "时间"),
)
SUBMISSIONS = (
    _of("id", "编号"),
    _of("receipt_no", "受理号"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("track", "类型"),
    _of("kind", "提出方式"),
    _of("state", "状态"),
    _of("submitted_on", "提交日期"),
    _of("lead", "主办单位"),
    _of("asked", "邀请联名", "联名", total=True),
    _of("signed", "已署名", "联名", total=True),
    _of("changed", "最近变化"),
    Column("link", "链接", lambda row: f"/submissions/{row.id}"),
)
URGES = (
    _of("id", "编号"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("unit", "被催办单位"),
    _of("form", "方式"),
    _of("told", "内容"),
    _of("by", "催办人"),
    _of("at", "催办时间"),
    _of("answered_at", "回复时间"),
    Column("link", "链接", lambda row: f"/cases/{row.case_id}"),
)
CONTACTS = (
    _of("id", "编号"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("unit", "单位"),
    _of("happened_on", "日期", "沟通"),
    _of("form", "方式", "沟通"),
    _of("stage", "阶段", "沟通"),
    _of("met", "对象", "沟通"),
    _of("summary", "情况", "沟通"),
    _of("confirmed", "提案建议人认可"),
    Column("link", "链接", lambda row: f"/cases/{row.case_id}"),
)
KEY_CASES = (
    _of("id", "编号"),
    _of("number", "案号"),
    _of("title", "案由"),
    _of("state", "状态"),
    _of("due_on", "答复期限"),
    _of("supervisor", "督办领导", "督办"),
    _of("committee", "督办委室", "督办"),
    _of("sponsor", "领办领导", "督办"),
    _of("marked_on", "列为重点"),
    Column("link", "链接", lambda row: f"/cases/{row.case_id}"),
)
