"""The fields of an old ledger: what offices call them, and how a cell is read as each of them."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.reading.dates import find_dates
from cases.reading.offices import folded
from cases.vocabulary import CaseState, Category, CommitmentLabel, CommitmentState, Labelled, LedgerKind, Track

_YEAR = re.compile(r"(?:19|20)\d{2}")
_NUMBER = re.compile(r"[0-9A-Za-z]{1,12}")
_ID = re.compile(r"[1-9][0-9]{0,8}")
_DIGITS = re.compile(r"\d{1,12}")
_LONGEST_DAY = 40


class Unreadable(ValueError):
    """A cell that cannot be what its column says; the text tells a clerk why."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. names: what headings call it, the first as our own pages do. read: a cell's value, or Unreadable."""

    key: str
    names: tuple[str, ...]
    read: Callable[[str], Any]

    @property
    def label(self) -> str:
        return self.names[0]


def _text(cell: str) -> str:
    return cell.strip()


def _number(cell: str) -> str:
    """A case number as printed; of 第0607号 only the number."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    found = _NUMBER.findall(plain)
    if len(found) == 1:
        return str(found[0])
    if not _DIGITS.search(plain) or len(plain) > 40:
        raise Unreadable(f"案号“{_short(cell)}”看不出是哪一号")
    return plain


def number_of(printed: str) -> str:
    """The number as cases are known by it: without leading zeros."""
    return printed.lstrip("0") or "0"


def _id(cell: str) -> int:
    if not _ID.fullmatch(cell.strip()):
        raise Unreadable(f"编号“{_short(cell)}”不是数字")
    return int(cell)


def _year(cell: str) -> int:
    found = set(_YEAR.findall(unicodedata.normalize("NFKC", cell)))
    if len(found) != 1:
        raise Unreadable(f"年度“{_short(cell)}”不是四位年份")
    year = int(found.pop())
    if not 1949 <= year <= 2100:
        raise Unreadable(f"年度“{_short(cell)}”不是四位年份")
    return year


def _ordinal(cell: str) -> int:
    found = _DIGITS.findall(unicodedata.normalize("NFKC", cell))
    if len(found) != 1 or int(found[0]) > 9_999:
        raise Unreadable(f"序号“{_short(cell)}”不是数字")
    return int(found[0])


def _day(cell: str) -> date:
    """A day, written in any of the usual ways."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    found = {one.on for one in find_dates(plain)} if len(plain) <= _LONGEST_DAY else set()
    if len(found) != 1:
        raise Unreadable(f"日期“{_short(cell)}”读不出是哪一天")
    return found.pop()


def _names(cell: str) -> tuple[str, ...]:
    """Several names in one cell."""
    return tuple(dict.fromkeys(name.strip() for name in re.split(r"[、,，;；\n]", cell) if name.strip()))


def _one_of(name: str, codes: type[Labelled], **also: Labelled) -> Callable[[str], Labelled]:
    known = {folded(word): code for code in codes for word in (code.value, code.label)}
    known |= {folded(word): code for word, code in also.items()}

    def read(cell: str) -> Labelled:
        found = known.get(folded(cell))
        if found is None:
            raise Unreadable(f"{name}“{_short(cell)}”不在可选的{name}里")
        return found

    return read


def _short(cell: str) -> str:
    plain = " ".join(cell.split())
    return plain if len(plain) <= 20 else plain[:20] + "…"


_track = _one_of(
    "类型", Track, 提案=Track.CPPCC, 政协=Track.CPPCC, 委员提案=Track.CPPCC, 建议=Track.NPC, 人大=Track.NPC,
    人大代表建议=Track.NPC, 人大建议=Track.NPC, 政协委员提案=Track.CPPCC,
)  # fmt: skip
_HEAD = (
    Field("id", ("编号", "系统编号"), _id),
    Field("track", ("类型", "类别（提案/建议）", "件别", "建议提案类型", "种类"), _track),
    Field("place", ("地区", "所属地区", "区划", "地方"), _text),
    Field("session", ("届次", "会议届次", "会次"), _text),
    Field("year", ("年度", "年份", "提出年度", "年"), _year),
    Field("number", ("案号", "提案号", "建议号", "提案编号", "建议编号", "提案（建议）编号", "件号"), _number),
    Field("title", ("案由", "标题", "题目", "提案标题", "建议标题", "提案名称", "建议名称", "提案题目"), _text),
)
FIELDS: Mapping[LedgerKind, tuple[Field, ...]] = {
    LedgerKind.PROPOSALS: (
        *_HEAD,
        Field("submitters", ("提案人", "提出人", "领衔代表", "领衔人", "第一提案人", "建议人", "提案者", "代表姓名",
                             "委员姓名"), _names),
        Field("category", ("类别", "主题", "分类", "内容分类"), _text),
        Field("state", ("状态", "办理状态"), _one_of("状态", CaseState)),
        Field("unit", ("主办单位", "承办单位", "办理单位", "牵头单位", "责任单位", "主办部门"), _text),
        Field("co_units", ("会办单位", "协办单位", "会办部门", "配合单位"), _names),
        Field("result_class", ("办理结果", "办理结果/类别", "结果类别", "答复类别", "办理类别", "答复类型"), _text),
        Field("doc_no", ("发文字号", "答复文号", "文号"), _text),
        Field("replied_on", ("答复日期", "答复时间", "办复日期", "办结日期", "回复日期"), _day),
    ),
    LedgerKind.COMMITMENTS: (
        *_HEAD,
        Field("ordinal", ("序号", "承诺序号", "事项序号"), _ordinal),
        Field("quote", ("承诺原句", "承诺事项", "承诺内容", "事项内容", "承诺", "落实事项", "工作事项"), _text),
        Field("department", ("责任单位", "承诺单位", "承办单位", "主办单位", "落实单位", "牵头单位"), _text),
        Field("due_on", ("到期日", "完成期限", "完成时限", "办理期限", "期限", "时限", "截止日期"), _day),
        Field("deadline_raw", ("期限原文", "时限原文", "期限表述"), _text),
        Field("label", ("性质", "承诺性质"), _one_of("性质", CommitmentLabel)),
        Field("category", ("类别", "事项类别", "承诺类别"), _one_of("类别", Category)),
        Field("state", ("状态", "落实状态", "进度", "完成情况"), _one_of("状态", CommitmentState)),
    ),
}  # fmt: skip
# Without these a row is nothing; fixed: what may be said once for the whole ledger.
NEEDED: Mapping[LedgerKind, tuple[str, ...]] = {
    LedgerKind.PROPOSALS: ("track", "year", "number", "title"),
    LedgerKind.COMMITMENTS: ("quote",),
}
FIXED = ("track", "year", "place", "session")


def proposed(ledger: LedgerKind, headings: Sequence[str]) -> dict[int, str]:
    """Which field each heading is likely to be, by column; each field is given once.

    A heading under a merged one is written 期限/到期日. The whole of it counts first, then what stands below, then what
    is only part of a name.
    """
    found: dict[int, str] = {}
    for fits in (_is_whole, _is_last, _is_part):
        for field in FIELDS[ledger]:
            if field.key not in found.values():
                at = next(
                    (at for at, said in enumerate(headings) if at not in found and fits(field, folded(said))), None
                )
                if at is not None:
                    found[at] = field.key
    return found


def _is_whole(field: Field, heading: str) -> bool:
    return any(heading == folded(name) for name in field.names)


def _is_last(field: Field, heading: str) -> bool:
    return any(heading.rpartition("/")[2] == folded(name) for name in field.names)


def _is_part(field: Field, heading: str) -> bool:
    """The name stands in the heading, or the heading under a merged one is a shorter form of the name."""
    above, _, last = heading.rpartition("/")
    names = [folded(name) for name in field.names]
    return any(
        (len(name) > 1 and name in last) or (above and len(last) > 1 and name.startswith(last)) for name in names
    )


def field_of(ledger: LedgerKind, key: str) -> Field | None:
    """The field of a key, if the ledger has it."""
    return next((field for field in FIELDS[ledger] if field.key == key), None)
