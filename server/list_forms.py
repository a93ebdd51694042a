"""The filters of lists, read from an address and written back to one; shared by pages, feeds and downloads."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from cases.queries.audit import AuditFilter
from cases.queries.cases import CaseFilter
from cases.queries.commitments import CommitmentFilter
from cases.queries.counting import Choices
from cases.queries.figures import FigureFilter
from cases.queries.queue import LIGHTS, SORTS, QueueFilter
from cases.queries.replies import ReplyFilter
from cases.vocabulary import (
    CaseState,
    Category,
    CommitmentLabel,
    CommitmentState,
    DocumentKind,
    Lamp,
    QueueTab,
    Track,
    Verb,
    Waiting,
)
from cases.vocabulary.keeping import Keeping
from server.forms import LARGEST_ID, code_of, day_of, text_of, whole_of

Asked = Mapping[str, Any]


def case_filter(asked: Asked) -> CaseFilter:
    """Filter of the cases; what an address says wrongly does not narrow. So in all below."""
    return CaseFilter(
        text=text_of(asked.get("text")),
        track=code_of(asked.get("track"), Track),
        year=_year(asked),
        place=_id(asked, "place"),
        department=_id(asked, "department"),
        state=code_of(asked.get("state"), CaseState),
    )


def commitment_filter(asked: Asked) -> CommitmentFilter:
    """Filter of the commitments."""
    due = asked.get("due", "")
    return CommitmentFilter(
        text=text_of(asked.get("text")),
        department=_id(asked, "department"),
        place=_id(asked, "place"),
        year=0 if asked.get("year") == "0" else _year(asked),
        due=due if due in ("late", "soon", "dated", "undated") else "",
        due_from=day_of(asked.get("due_from")),
        due_to=day_of(asked.get("due_to")),
        label=code_of(asked.get("label"), CommitmentLabel),
        category=code_of(asked.get("category"), Category),
        state=code_of(asked.get("state"), CommitmentState),
        keeping=code_of(asked.get("keeping"), Keeping),
        lamp=code_of(asked.get("lamp"), Lamp),
        source=code_of(asked.get("source"), DocumentKind),
        carried=whole_of(asked.get("carried"), least=1949, most=2100),
        sort="new" if asked.get("sort") == "new" else "due",
    )


def figure_filter(asked: Asked) -> FigureFilter:
    """Filter of the figures."""
    sort = asked.get("sort", "")
    return FigureFilter(
        text=text_of(asked.get("text")),
        unit=text_of(asked.get("unit"), longest=10),
        department=_id(asked, "department"),
        place=_id(asked, "place"),
        year=_year(asked),
        sort=sort if sort in ("value", "as_of") else "new",
    )


def reply_filter(asked: Asked) -> ReplyFilter:
    """Filter of the public columns."""
    return ReplyFilter(
        track=code_of(asked.get("track"), Track),
        text=text_of(asked.get("text")),
        year=_year(asked),
        place=_id(asked, "place"),
        department=_id(asked, "department"),
        result=text_of(asked.get("result"), longest=20),
    )


def queue_filter(asked: Asked) -> QueueFilter:
    """Filter of the work queue."""
    light, sort = asked.get("light", ""), asked.get("sort", "")
    return QueueFilter(
        tab=code_of(asked.get("tab"), QueueTab) or QueueTab.TO_DO,
        waiting=code_of(asked.get("waiting"), Waiting),
        light=light if light in LIGHTS else "",
        due="today" if asked.get("due") == "today" else "",
        text=text_of(asked.get("text")),
        track=code_of(asked.get("track"), Track),
        unit=_id(asked, "unit"),
        sort=sort if sort in SORTS else SORTS[0],
    )


def audit_filter(asked: Asked) -> AuditFilter:
    """Filter of the journal."""
    return AuditFilter(
        who=text_of(asked.get("who"), longest=50),
        verb=code_of(asked.get("verb"), Verb),
        case=text_of(asked.get("case")),
        since=day_of(asked.get("since")),
        until=day_of(asked.get("until")),
    )


def pairs_of(wanted: Any) -> list[tuple[str, str]]:
    """A filter as it stands in an address; what equals its default is left out."""
    pairs = []
    for field in fields(wanted):
        value = getattr(wanted, field.name)
        if value != field.default:
            pairs.append((field.name, str(value)))
    return pairs


def without(pairs: list[tuple[str, str]], *names: str) -> list[tuple[str, str]]:
    """The pairs of an address without some of its names; for chips that take a narrowing back."""
    return [(name, value) for name, value in pairs if name not in names]


# How a list calls what it is narrowed by.
_SPOKEN = {
    "text": "字词",
    "track": "类型",
    "year": "年度",
    "place": "地区",
    "department": "单位",
    "due": "期限",
    "due_from": "期限不早于",
    "due_to": "期限不晚于",
    "label": "性质",
    "category": "类别",
    "state": "状态",
    "keeping": "落实情况",
    "lamp": "灯",
    "source": "出处",
    "carried": "转入年度",
    "unit": "计量单位",
    "result": "办理结果",
    "who": "人员",
    "verb": "操作",
    "case": "案号或案由",
    "since": "起始日",
    "until": "截止日",
    "tab": "分类",
    "waiting": "事项",
    "light": "提示灯",
    "whole": "范围",
}
_LIGHTS = {"red": "红", "yellow": "黄", "green": "绿"}
_DUE = {"late": "已过期限", "soon": "90 天内到期", "dated": "有期限", "undated": "无期限"}


def spoken(wanted: Any, choices: Choices | None = None) -> tuple[str, ...]:
    """A filter in words, for the head of a table; an id by the name that people know."""
    units = {unit.id: unit.name for unit in choices.departments} if choices else {}
    names: dict[str, dict[Any, str]] = {
        "place": {place.id: place.name for place in choices.places} if choices else {},
        "department": units,
        "unit": units,
        "due": {**_DUE, "today": "今天到期"},
        "light": _LIGHTS,
        "year": {0: "未载明"},
        "whole": {True: "含已办结的"},
    }
    said = []
    for field in fields(wanted):
        value = getattr(wanted, field.name)
        if value != field.default and field.name in _SPOKEN:
            word = names.get(field.name, {}).get(value, getattr(value, "label", value))
            name = _SPOKEN["department"] if field.name == "unit" and isinstance(value, int) else _SPOKEN[field.name]
            said.append(f"{name} {word}")
    return tuple(said)


def _id(asked: Asked, name: str) -> int | None:
    return whole_of(asked.get(name), least=1, most=LARGEST_ID)


def _year(asked: Asked) -> int | None:
    return whole_of(asked.get("year"), least=1949, most=2100)
