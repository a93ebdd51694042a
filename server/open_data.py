"""What is open to everybody: each kind of published thing with its fields, filters and queries, declared once."""

import base64
import binascii
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cases.actor import PUBLIC
from cases.errors import NotFound, QueryWrong, TooManyRows
from cases.queries.cases import case_row, cases_cut
from cases.queries.counting import choices
from cases.queries.departments import DepartmentRow, department_list, department_page
from cases.queries.figures import figures_by_id, figures_cut
from cases.queries.listing import Cut, Stretch, cut_from
from cases.queries.plenaries import plenary_list, plenary_row
from cases.queries.promises import promise_row, promises_cut
from cases.queries.replies import ReplyRow, replies_cut, reply_row
from cases.queries.reply_words import words_of_replies
from cases.vocabulary import CaseState, Category, CommitmentLabel, CommitmentState, Track
from cases.vocabulary.keeping import Keeping
from cases.vocabulary.labelled import Labelled
from server import list_forms, open_fields, open_series
from server.forms import code_of, day_of, text_of, whole_of
from server.open_fields import Field, Kind

Asked = Mapping[str, str]
USUAL, MOST = 50, 200
MOST_ROWS = 50_000  # of a table
AT_ONCE = 1_000
_CURSOR = re.compile(r"([ab])([0-9]{1,10})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Param:
    """One filter of an address."""

    name: str
    kind: Kind
    told: str
    codes: type[Labelled] | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of thing. cut: the rows that fit, by ids. one: a single row; no ``one``: only the list is there.

    yearly: its rows of one year are a part of the yearly files, and the parameter year narrows to it. key: of a row.
    """

    noun: str
    title: str
    told: str
    fields: tuple[Field, ...]
    params: tuple[Param, ...]
    read: Callable[[Asked], Any]
    cut: Callable[[Any, Cut], Awaitable[Stretch[Any]]]
    one: Callable[[int], Awaitable[Any]] | None = None
    yearly: bool = False
    key: Callable[[Any], int] = lambda row: row.id

    @property
    def listed(self) -> tuple[Field, ...]:
        """The fields of a list."""
        return tuple(field for field in self.fields if not field.detail)

    @property
    def kept(self) -> tuple[Field, ...]:
        """The fields of the yearly files."""
        return tuple(field for field in self.fields if not field.daily)


@dataclass(frozen=True, slots=True)
class OpenReply:
    """A reply and its words, where they were asked for."""

    id: int
    row: ReplyRow
    text: str | None = None


def cursor_of(cut: Cut) -> str:
    """The place of a cut as an address carries it: a word that means nothing to its reader."""
    place = f"b{cut.before}" if cut.before is not None else f"a{cut.after}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def asked_of(dataset: Dataset, asked: Sequence[tuple[str, str]]) -> tuple[Any, Cut]:
    """Filter and cut of an address. Raises QueryWrong for a parameter that is unknown, doubled or means nothing:
    whoever counts on it must not get the rows of another question."""
    said, known = dict(asked), {param.name: param for param in dataset.params}
    if len(said) < len(asked):
        raise QueryWrong(name="、".join(sorted(said)), reason="同一个参数写了两次")
    for name, value in asked:
        if name not in known and name not in ("limit", "cursor"):
            raise QueryWrong(name=text_of(name, longest=30), reason="没有这个参数")
        if name in known and not _means(known[name], value):
            raise QueryWrong(name=name, reason=_wanted(known[name]))
    most = whole_of(said.get("limit", str(USUAL)), least=1, most=MOST)
    if most is None:
        raise QueryWrong(name="limit", reason=f"应为 1 到 {MOST} 的整数")
    return dataset.read(said), _cut(said.get("cursor", ""), most)


def _cut(cursor: str, most: int) -> Cut:
    if not cursor:
        return Cut(most)
    try:
        place = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        place = ""
    found = _CURSOR.fullmatch(place)
    if found is None:
        raise QueryWrong(name="cursor", reason="应取自上一次返回的链接，不要自行拼写")
    number = int(found.group(2))
    return Cut(most, before=number) if found.group(1) == "b" else Cut(most, after=number)


def _means(param: Param, value: str) -> bool:
    if param.codes is not None:
        return code_of(value, param.codes) is not None
    if param.kind is Kind.DAY:
        return day_of(value) is not None
    if param.kind is Kind.ID:
        return re.fullmatch(r"[1-9][0-9]{0,8}", value) is not None
    if param.kind is Kind.WHOLE:
        return whole_of(value, least=1949, most=2100) is not None
    return bool(text_of(value))


def _wanted(param: Param) -> str:
    if param.codes is not None:
        return "应为其中之一：" + "、".join(code.value for code in param.codes)
    return {Kind.DAY: "应为年-月-日", Kind.ID: "应为编号", Kind.WHOLE: "应为四位年份"}.get(param.kind, "不能为空")


async def every_row(dataset: Dataset, wanted: Any, *, most: int = MOST_ROWS) -> list[Any]:
    """All rows that fit, cut by cut. Raises TooManyRows."""
    rows: list[Any] = []
    while True:
        found = await dataset.cut(wanted, Cut(AT_ONCE, after=dataset.key(rows[-1]) if rows else 0))
        if found.total > most:
            raise TooManyRows(count=found.total, limit=most)
        rows += found.rows
        if not found.later or not found.rows:
            return rows


async def _replies(wanted: Any, cut: Cut) -> Stretch[OpenReply]:
    found = await replies_cut(wanted, cut, actor=PUBLIC)
    return found.of(OpenReply(row.id, row) for row in found.rows)


async def worded(rows: Sequence[OpenReply]) -> list[OpenReply]:
    """The replies with their words."""
    words = await words_of_replies([row.id for row in rows], actor=PUBLIC)
    return [replace(row, text=words.get(row.id)) for row in rows]


async def _reply(number: int) -> OpenReply:
    row = await reply_row(number, actor=PUBLIC)
    return (await worded([OpenReply(row.id, row)]))[0]


async def _figure(number: int) -> Any:
    found = await figures_by_id([number], actor=PUBLIC)
    if number not in found:
        raise NotFound(kind="数据", key=str(number))
    return found[number]


async def _departments(wanted: str, cut: Cut) -> Stretch[DepartmentRow]:
    return cut_from(await department_list(actor=PUBLIC, text=wanted), lambda row: row.id, cut)


async def _department(number: int) -> DepartmentRow:
    return (await department_page(number, actor=PUBLIC)).department


async def _sessions(wanted: tuple[int | None, Track | None], cut: Cut) -> Stretch[Any]:
    return cut_from(await plenary_list(actor=PUBLIC, year=wanted[0], track=wanted[1]), lambda row: row.id, cut)


async def _places(wanted: None, cut: Cut) -> Stretch[Any]:
    return cut_from((await choices(actor=PUBLIC)).places, lambda row: row.id, cut)


_TEXT = Param("text", Kind.TEXT, "含有这些字")
_TRACK = Param("track", Kind.CODE, "政协提案或人大代表建议", Track)
_YEAR = Param("year", Kind.WHOLE, "年度")
_PLACE = Param("place", Kind.ID, "地区编号，见 places")
_DEPARTMENT = Param("department", Kind.ID, "单位编号，见 departments")
_PROMISED = (
    _TEXT, _YEAR, _PLACE, _DEPARTMENT,
    Param("label", Kind.CODE, "性质", CommitmentLabel),
    Param("category", Kind.CODE, "类别", Category),
    Param("state", Kind.CODE, "台账状态", CommitmentState),
    Param("keeping", Kind.CODE, "落实情况", Keeping),
    Param("due_from", Kind.DAY, "到期日不早于"),
    Param("due_to", Kind.DAY, "到期日不晚于"),
)  # fmt: skip

DATASETS: dict[str, Dataset] = {
    one.noun: one
    for one in (
        Dataset(
            "cases", "提案建议", "已公开答复的政协提案和人大代表建议，一件一条。", open_fields.CASES,
            (_TEXT, _TRACK, _YEAR, _PLACE, _DEPARTMENT, Param("state", Kind.CODE, "状态", CaseState)),
            list_forms.case_filter, lambda wanted, cut: cases_cut(wanted, cut, actor=PUBLIC),
            lambda number: case_row(number, actor=PUBLIC), yearly=True,
        ),
        Dataset(
            "replies", "答复", "公开的答复，一份一条；取单份时带全文。撤回的答复返回 410。", open_fields.REPLIES,
            (_TEXT, _TRACK, _YEAR, _PLACE, _DEPARTMENT, Param("result", Kind.TEXT, "办理结果，照原文写")),
            list_forms.reply_filter, _replies, _reply, yearly=True,
        ),
        Dataset(
            "commitments", "承诺", "公开文件里的承诺，一句一条，附原句、期限和落实情况。",
            open_fields.COMMITMENTS, _PROMISED, list_forms.commitment_filter,
            lambda wanted, cut: promises_cut(wanted, cut, actor=PUBLIC),
            lambda number: promise_row(number, actor=PUBLIC), yearly=True,
        ),
        Dataset(
            "figures", "成果数据", "公开文件里报告的数字，一个一条，附原句。", open_fields.FIGURES,
            (_TEXT, _YEAR, _PLACE, _DEPARTMENT, Param("unit", Kind.TEXT, "计量单位")),
            list_forms.figure_filter, lambda wanted, cut: figures_cut(wanted, cut, actor=PUBLIC), _figure, yearly=True,
        ),
        Dataset(
            "series", "数据序列", "同一指标在不同时点的数字。一次取一个地区，不写时取数据最多的；取单个时带目标。",
            open_fields.SERIES, (_TEXT, _PLACE), open_series.series_filter, open_series.series_cut,
            open_series.series_one,
        ),
        Dataset(
            "departments", "承办单位", "在公开的提案建议中有任务的单位。", open_fields.DEPARTMENTS, (_TEXT,),
            lambda asked: text_of(asked.get("text")), _departments, _department,
        ),
        Dataset(
            "sessions", "届次", "人大和政协的历次会议。", open_fields.SESSIONS, (_YEAR, _TRACK),
            lambda asked: (whole_of(asked.get("year"), least=1949, most=2100), code_of(asked.get("track"), Track)),
            _sessions, lambda number: plenary_row(number, actor=PUBLIC),
        ),
        Dataset("places", "地区", "有公开文件的地区。", open_fields.PLACES, (), lambda asked: None, _places),
    )
}  # fmt: skip
