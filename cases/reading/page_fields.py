"""Label and value pairs of a page: on one line, on two, in table cells, as bullets. A label's value is read only where
it has the form that the label calls for, so that an empty field never takes its neighbour's words."""

import re
from dataclasses import dataclass
from functools import cache

from cases.reading.dates import FoundDate, find_dates

_SEP = r"[ \t]{0,6}[:∶|】]?[\s|•·*-]{0,40}"
_FIRM_SEP = r"(?:[ \t]{0,6}[:∶|】][\s|•·*-]{0,40}|[ \t]{0,6}\n[\s|•·*-]{0,40}|[ \t]{1,12})"

INDEX_LABELS = ("信息索引号", "索引号码", "索引号", "索取号", "信息索取号")
NUMBER_LABELS = ("提案编号", "建议编号", "议案编号", "提案案号", "提案号", "建议号", "议案号", "案号", "案卷号")
DOC_NO_LABELS = ("发文字号", "发文文号", "文件编号", "文件字号", "文号", "字号")
CLASS_LABELS = (
    "办理结果分类",
    "办理结果类别",
    "办理情况分类",
    "落实情况分类",
    "办理结果",
    "办复类别",
    "办复类型",
    "办结类型",
    "办结类别",
    "答复类别",
    "答复类型",
    "办理类别",
    "办理类型",
    "办复结果",
    "结果类别",
    "答复分类",
    "复文类别",
    "处理结果",
    "解决程度",
    "分类标识",
    "类别",
    "分类",
    "类型",
)
PUBLISHED_LABELS = (
    "公开发布日期",
    "发布日期",
    "发布时间",
    "公开日期",
    "公开时间",
    "公布日期",
    "公布时间",
    "颁布日期",
    "颁布时间",
    "发表时间",
    "发表日期",
    "信息生成日期",
    "生成日期",
    "生成时间",
    "更新时间",
    "更新日期",
    "发文时间",
    "发文日期",
    "上传时间",
    "录入时间",
    "公示时间",
    "发稿时间",
    "添加时间",
    "信息时间",
    "日期",
    "时间",
)
ANSWERED_LABELS = ("答复日期", "答复时间", "办复日期", "办复时间")
OTHER_DATE_LABELS = (
    "成文日期",
    "成文时间",
    "生效日期",
    "废止日期",
    *ANSWERED_LABELS,
    "办结时间",
    "办结日期",
    "交办时间",
    "交办日期",
    "制发日期",
    "印发日期",
    "签发日期",
    "来信时间",
    "回复时间",
)
OFFICE_LABELS = (
    "主办单位",
    "承办单位",
    "答复单位",
    "办理单位",
    "主办部门",
    "承办部门",
    "牵头单位",
    "牵头部门",
    "答复部门",
    "回复单位",
    "主办",
    "承办",
)
PUBLISHER_LABELS = (
    "发布机构",
    "发布单位",
    "发文机关",
    "发布机关",
    "制定机关",
    "发文机构",
    "发文单位",
    "公开主体",
    "信息来源",
    "责任部门",
    "来源",
)
CO_LABELS = ("协办单位", "会办单位", "协办部门", "会办部门", "参办单位", "协办", "会办")
TITLE_LABELS = ("建议标题", "提案标题", "提案名称", "建议名称", "提案题目", "标题", "题目", "案由", "名称", "信息名称")
SUBMITTER_LABELS = (
    "提案人",
    "建议人",
    "提案者",
    "第一提案人",
    "领衔代表",
    "提出人",
    "代表姓名",
    "提建议代表",
    "提案委员",
    "提议人",
)
DISCLOSURE_LABELS = ("公开方式", "公开属性", "公开类别", "公开形式", "是否同意公开", "信息公开选项", "公开选项")
SIGNER_LABELS = ("签发人", "签发领导", "领导签批", "领导签发", "领导签字", "领导署名", "签批人", "签发")

INDEX = r"(?=[\w/.()-]{0,30}\d{4})(?!\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}(?!\d|-\d))[0-9A-Za-z][0-9A-Za-z/._()-]{6,45}"
DOC_NO = (
    r"(?!发?[文字]号)[\u4e00-\u9fff]{2,14}(?:\([\u4e00-\u9fff]{1,6}\))?\s{0,2}[〔\[【(（]\s?(?:19|20)\d\d\s?[〕\])】）]\s?第?\s?"
    r"\d{1,5}(?:-\d{1,3})?\s?号"
)
CLASS = r"(?:\(|\[|【|“)?(?P<letter>[A-E]|甲|乙|丙)\d?(?:类|级)?(?![A-Za-z0-9\u4e00-\u9fff])"
PERSON = r"(?P<person>[\u4e00-\u9fff·]{1,2}\s{1,3}[\u4e00-\u9fff](?![\u4e00-\u9fff])|[\u4e00-\u9fff·]{2,8})"


@dataclass(frozen=True, slots=True)
class Field:
    """A value beside its label. start, end: the value's stretch in the folded page."""

    label: str
    value: str
    start: int
    end: int
    match: re.Match[str]


def spaced(label: str) -> str:
    """Pattern of a label whose characters may stand apart (文 号)."""
    return r"\s{0,8}".join(map(re.escape, label))


@cache
def _pattern(labels: tuple[str, ...], value: str, firm: bool) -> re.Pattern[str]:
    names = "|".join(spaced(label) for label in sorted(labels, key=len, reverse=True))
    sep = _FIRM_SEP if firm else _SEP
    return re.compile(rf"(?<![\u4e00-\u9fff])(?P<label>{names}){sep}(?P<value>{value})")


def find_field(
    text: str, labels: tuple[str, ...], value: str, start: int = 0, end: int | None = None, *, firm: bool = True
) -> Field | None:
    """The first label of these whose value has the form asked for. firm: something must part label and value."""
    return next(iter(find_fields(text, labels, value, start, end, firm=firm)), None)


def find_fields(
    text: str, labels: tuple[str, ...], value: str, start: int = 0, end: int | None = None, *, firm: bool = True
) -> list[Field]:
    """All such pairs, in order."""
    stop = len(text) if end is None else end
    return [
        Field("".join(m["label"].split()), m["value"].strip(), m.start("value"), m.end("value"), m)
        for m in _pattern(labels, value, firm).finditer(text, start, stop)
    ]


_DATE_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<label>"
    + "|".join(spaced(label) for label in sorted(PUBLISHED_LABELS + OTHER_DATE_LABELS, key=len, reverse=True))
    + r")[ \t]{0,6}[:∶|】]?[\s|•·*\[]{0,12}$"
)
# A page that lost its white space glues a label to the value before it: 来源:县公安局发布时间:2025-11-04.
_LONG_DATE_LABELS = "|".join(label for label in PUBLISHED_LABELS + OTHER_DATE_LABELS if len(label) >= 4)
_GLUED_DATE_LABEL = re.compile(rf"(?<=[\u4e00-\u9fff])(?P<label>{_LONG_DATE_LABELS})[:∶][ \t]{{0,4}}$")
_NEXT_LABEL = re.compile(rf"(?:{_LONG_DATE_LABELS}|文字大小|字体|字号|浏览|点击|阅读|访问|打印|作者|来源)")


def without_next_label(value: str) -> str:
    """A value without the label that a page which lost its white space glues to it."""
    match = _NEXT_LABEL.search(value)
    return value[: match.start()] if match else value


def dated_labels(text: str, start: int, end: int) -> list[tuple[str, FoundDate]]:
    """Every date with the label right before it, in order of the page. 星期 after a date marks today's, no page's."""
    found = []
    for item in find_dates(text, start, end):
        if re.match(r"\s{0,4}(?:星期|周[一二三四五六日])", text[item.end : item.end + 8]):
            continue
        before = text[max(0, item.start - 30) : item.start]
        match = _DATE_LABEL.search(before) or _GLUED_DATE_LABEL.search(before)
        found.append(("".join(match["label"].split()) if match else "", item))
    return found
