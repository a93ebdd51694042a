"""The fields of open data, each declared once: for the interface, its CSV, its description and the yearly files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from cases.clock import BEIJING
from cases.vocabulary import (
    CaseState,
    Category,
    CommitmentLabel,
    CommitmentState,
    Comparator,
    DepartmentKind,
    Track,
)
from cases.vocabulary.keeping import Keeping
from cases.vocabulary.labelled import Labelled
from cases.vocabulary.series import Doubt
from server import pages


class Kind(StrEnum):
    """What a value is made of."""

    ID = "id"
    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"
    CODE = "code"
    LIST = "list"
    RECORDS = "records"
    LINK = "link"


SPOKEN = {
    Kind.ID: "编号（字符串）",
    Kind.TEXT: "文字",
    Kind.WHOLE: "整数",
    Kind.DECIMAL: "十进制数（字符串，不丢精度）",
    Kind.DAY: "日期",
    Kind.MOMENT: "时间",
    Kind.FLAG: "是否",
    Kind.CODE: "代码",
    Kind.LIST: "列表",
    Kind.RECORDS: "对象列表",
    Kind.LINK: "网址",
}


@dataclass(frozen=True, slots=True)
class Field:
    """key: its name. title: its Chinese name. told: what it means. read: its value in a row. codes: of a closed list.

    detail: only where one thing is asked for, and in the yearly files. daily: changes with the day without any change
    of the data, so it has no place in the yearly files.
    """

    key: str
    title: str
    kind: Kind
    told: str
    read: Callable[[Any], Any]
    codes: type[Labelled] | None = None
    detail: bool = False
    daily: bool = False


def _of(key: str, title: str, kind: Kind, told: str, name: str = "", *, inside: str = "", **more: Any) -> Field:
    """A field that shows an attribute, by default the one of its name; inside: of which attribute of the row."""
    shown = name or key

    def read(row: Any) -> Any:
        return getattr(getattr(row, inside) if inside else row, shown)

    return Field(key, title, kind, told, read, **more)


def value_of(field: Field, row: Any, base: str) -> Any:
    """A value as JSON has it: days and times by ISO 8601, times with their offset, ids as text, links whole."""
    found = field.read(row)
    if found is None:
        return None
    if field.kind is Kind.LINK:
        return base + found
    if field.kind is Kind.ID:
        return str(found)
    if isinstance(found, datetime):
        return found.astimezone(BEIJING).isoformat(timespec="seconds")
    if isinstance(found, date):
        return found.isoformat()
    if field.kind is Kind.CODE:
        return str(found.value if isinstance(found, StrEnum) else found)
    if field.kind in (Kind.LIST, Kind.RECORDS):
        return [one.value if isinstance(one, Labelled) else one for one in found]
    return str(found) if field.kind is Kind.DECIMAL else found


def _told_by_deeds(row: Any) -> list[dict[str, Any]]:
    return [
        {
            "quote": deed.quote,
            "document_id": str(deed.document_id),
            "document_title": deed.title,
            "document_date": deed.on.isoformat() if deed.on else None,
        }
        for deed in row.deeds
    ]


_PLACE = "地区简称，原文没有写明时为空"
_SESSION = "届次，如“十二届二次会议”"
_CASE = "所属提案建议的编号；方案、发布会等文件里的没有"
CASES = (
    _of("id", "编号", Kind.ID, "提案建议的编号，不会另作他用"),
    _of("title", "案由", Kind.TEXT, "提案建议的标题"),
    _of("track", "类型", Kind.CODE, "政协提案或人大代表建议", codes=Track),
    _of("number", "案号", Kind.TEXT, "原文印的案号"),
    _of("session", "届次", Kind.TEXT, _SESSION),
    _of("year", "年度", Kind.WHOLE, "会议所在的年份"),
    _of("place", "地区", Kind.TEXT, _PLACE),
    _of("state", "状态", Kind.CODE, "办理到了哪一步", codes=CaseState),
    _of("department_id", "主办单位编号", Kind.ID, "主办单位在单位名录里的编号", "unit_id"),
    _of("department", "主办单位", Kind.TEXT, "主办或独办单位的名称", "unit"),
    _of("result_class", "办理结果", Kind.TEXT, "答复上印的结果代号，含义以当地规定为准"),
    _of("replied_on", "答复日期", Kind.DAY, "最近一次答复的日期"),
    _of("promise_count", "承诺数", Kind.WHOLE, "公开答复里摘出的承诺条数", "promises"),
    Field("link", "链接", Kind.LINK, "本站页面的网址", lambda row: f"/cases/{row.id}"),
)
REPLIES = (
    _of("id", "编号", Kind.ID, "答复的编号", inside="row"),
    _of("case_id", "提案建议编号", Kind.ID, "所答复的提案建议", inside="row"),
    _of("title", "案由", Kind.TEXT, "所答复的提案建议的标题", inside="row"),
    _of("track", "类型", Kind.CODE, "政协提案或人大代表建议", inside="row", codes=Track),
    _of("number", "案号", Kind.TEXT, "原文印的案号", inside="row"),
    _of("session", "届次", Kind.TEXT, _SESSION, inside="row"),
    _of("year", "年度", Kind.WHOLE, "会议所在的年份", inside="row"),
    _of("place", "地区", Kind.TEXT, _PLACE, inside="row"),
    _of("department_id", "答复单位编号", Kind.ID, "答复单位在单位名录里的编号", inside="row"),
    _of("department", "答复单位", Kind.TEXT, "答复单位的名称", "unit", inside="row"),
    _of("result_class", "办理结果", Kind.TEXT, "答复上印的结果代号", inside="row"),
    _of("doc_no", "发文字号", Kind.TEXT, "答复的发文字号", inside="row"),
    _of("index_no", "索引号", Kind.TEXT, "政府信息公开索引号", inside="row"),
    _of("signed_on", "答复日期", Kind.DAY, "落款日期", inside="row"),
    _of("published_on", "公开日期", Kind.DAY, "公开的日期", inside="row"),
    _of("updated_at", "更新时间", Kind.MOMENT, "这份答复最近一次更正的时间", inside="row"),
    _of("text", "正文", Kind.TEXT, "答复全文；个人信息以“＊”遮盖", detail=True),
    Field("link", "链接", Kind.LINK, "公开栏目里的网址，长期有效", lambda row: pages.public_place(row.row)),
)
COMMITMENTS = (
    _of("id", "编号", Kind.ID, "承诺的编号"),
    _of("quote", "承诺原句", Kind.TEXT, "文件里的原话，一字不改；个人信息以“＊”遮盖", inside="row"),
    _of("label", "性质", Kind.CODE, "承诺说得有多实", inside="row", codes=CommitmentLabel),
    _of("category", "类别", Kind.CODE, "承诺的内容属于哪一类", inside="row", codes=Category),
    _of("state", "台账状态", Kind.CODE, "督办台账里的状态", inside="row", codes=CommitmentState),
    _of("keeping", "落实情况", Kind.CODE, "按台账状态和今天的日期得出", codes=Keeping, daily=True),
    _of("due_on", "到期日", Kind.DAY, "承诺的最后一天", inside="row"),
    _of("deadline_raw", "期限原文", Kind.TEXT, "原文对期限的写法", inside="row"),
    _of("recurring", "长期坚持", Kind.FLAG, "是否每年或每季度都要做", inside="row"),
    _of("condition", "条件", Kind.TEXT, "原文所附的条件", inside="row"),
    _of("verified_on", "核实日期", Kind.DAY, "督办单位核实落实情况的日期"),
    Field("evidence", "落实依据", Kind.RECORDS, "经人认定、说明其落实情况的后来的公开文件原句", _told_by_deeds),
    _of("department_id", "责任单位编号", Kind.ID, "责任单位在单位名录里的编号", inside="row"),
    _of("department", "责任单位", Kind.TEXT, "责任单位的名称", inside="row"),
    _of("place", "地区", Kind.TEXT, _PLACE, inside="row"),
    _of("track", "类型", Kind.CODE, "政协提案或人大代表建议", inside="row", codes=Track),
    _of("session", "届次", Kind.TEXT, _SESSION, inside="row"),
    _of("year", "年度", Kind.WHOLE, "会议或文件的年份", inside="row"),
    _of("number", "案号", Kind.TEXT, "原文印的案号", inside="row"),
    _of("case_id", "提案建议编号", Kind.ID, _CASE, inside="row"),
    _of("case_title", "案由", Kind.TEXT, "所属提案建议的标题", inside="row"),
    _of("document_id", "文件编号", Kind.ID, "原句所在的文件", inside="row"),
    _of("document_title", "文件标题", Kind.TEXT, "原句所在文件的标题", inside="row"),
    _of("start", "起点", Kind.WHOLE, "原句在文件文本中从第几个字开始，从 0 数起", inside="row"),
    _of("end", "终点", Kind.WHOLE, "原句在第几个字之前结束", inside="row"),
    _of("signed_on", "文件日期", Kind.DAY, "文件的落款日期", inside="row"),
    Field("link", "链接", Kind.LINK, "原句所在页面的网址", lambda row: pages.place_of(row.row)),
)
FIGURES = (
    _of("id", "编号", Kind.ID, "数据的编号"),
    _of("head", "指标", Kind.TEXT, "数的是什么"),
    _of("attributes", "限定", Kind.LIST, "对指标的限定，如“普惠”“护理型”"),
    _of("comparator", "比较", Kind.CODE, "写出的数与实际数的关系", codes=Comparator),
    _of("value", "数值", Kind.DECIMAL, "换算为基本单位的数，5.4万写作 54000"),
    _of("value_high", "上限", Kind.DECIMAL, "写成范围时的上限"),
    _of("unit", "单位", Kind.TEXT, "计量单位"),
    _of("raw", "原文写法", Kind.TEXT, "数在原文里的写法"),
    _of("as_of", "截至", Kind.DAY, "数据截至的日期"),
    _of("as_of_raw", "截至原文", Kind.TEXT, "原文对时间的写法"),
    _of("quote", "原句", Kind.TEXT, "数据所在的原话"),
    _of("department_id", "填报单位编号", Kind.ID, "报告这个数的单位"),
    _of("department", "填报单位", Kind.TEXT, "报告这个数的单位名称"),
    _of("place", "地区", Kind.TEXT, _PLACE),
    _of("year", "年度", Kind.WHOLE, "会议或文件的年份"),
    _of("case_id", "提案建议编号", Kind.ID, _CASE),
    _of("document_id", "文件编号", Kind.ID, "数据所在的文件"),
    _of("document_title", "出处", Kind.TEXT, "案由或文件标题", "title"),
    _of("start", "起点", Kind.WHOLE, "数在文件文本中从第几个字开始，从 0 数起"),
    _of("end", "终点", Kind.WHOLE, "数在第几个字之前结束"),
    _of("signed_on", "文件日期", Kind.DAY, "文件的落款日期"),
    Field("link", "链接", Kind.LINK, "数据所在页面的网址", lambda row: pages.place_of(row)),
)
DEPARTMENTS = (
    _of("id", "编号", Kind.ID, "单位的编号"),
    _of("name", "单位", Kind.TEXT, "单位全称"),
    _of("short_name", "简称", Kind.TEXT, "单位简称"),
    _of("kind", "类别", Kind.CODE, "单位的类别", codes=DepartmentKind),
    _of("place", "地区", Kind.TEXT, "地区简称"),
    _of("until", "撤销或更名日", Kind.DAY, "仍在的单位为空"),
    _of("lead_count", "主办件数", Kind.WHOLE, "公开的提案建议中主办、独办、分办的件数", "leads"),
    _of("help_count", "会办件数", Kind.WHOLE, "公开的提案建议中会办的件数", "assists"),
    _of("promise_count", "承诺数", Kind.WHOLE, "公开文件中由它负责的承诺条数", "promises"),
    Field("link", "链接", Kind.LINK, "本站页面的网址", lambda row: f"/departments/{row.id}"),
)
SESSIONS = (
    _of("id", "编号", Kind.ID, "这次会议的编号"),
    _of("body", "机构", Kind.TEXT, "人大或政协的名称"),
    _of("track", "类型", Kind.CODE, "政协或人大", codes=Track),
    _of("place", "地区", Kind.TEXT, "地区简称"),
    _of("term", "届", Kind.WHOLE, "第几届"),
    _of("number", "次", Kind.WHOLE, "第几次会议"),
    _of("year", "年度", Kind.WHOLE, "会议所在的年份"),
    _of("opens_on", "开幕日", Kind.DAY, "开幕的日期"),
    _of("closes_on", "闭幕日", Kind.DAY, "闭幕的日期"),
)
PLACES = (
    _of("id", "编号", Kind.ID, "地区的编号，用作其他接口的 place 参数"),
    _of("name", "地区", Kind.TEXT, "地区简称"),
)
SERIES = (
    _of("id", "编号", Kind.ID, "序列中最早一个数据的编号"),
    _of("name", "指标", Kind.TEXT, "数的是什么，连同限定"),
    _of("unit", "单位", Kind.TEXT, "计量单位"),
    _of("point_count", "次数", Kind.WHOLE, "有几个时点的数"),
    _of("first_on", "最早时点", Kind.DAY, "最早一个数所指的日期"),
    _of("first_value", "最早的数", Kind.DECIMAL, "换算为基本单位"),
    _of("last_on", "最近时点", Kind.DAY, "最近一个数所指的日期"),
    _of("last_value", "最近的数", Kind.DECIMAL, "换算为基本单位"),
    Field("doubts", "存疑", Kind.LIST, "为什么各个数不一定可比", lambda row: row.doubts, codes=Doubt),
    _of("points", "各时点", Kind.RECORDS, "每个数的日期、数值和所依据的数据编号", detail=True),
    _of("targets", "目标", Kind.RECORDS, "公开承诺中提出的目标", detail=True),
    Field("link", "链接", Kind.LINK, "本站页面的网址", lambda row: f"/series/{row.id}"),
)
