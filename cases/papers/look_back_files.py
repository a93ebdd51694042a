"""A look-back sheet that comes back as an Excel or Word file: which sheet it is, and what it says on each line."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from cases.errors import OtherSheet, SheetRowsUnfit, SheetUnreadable
from cases.intake.isolation import read_apart
from cases.papers.look_backs import SHEET_COLUMNS, source_of_sheet
from cases.papers.returned import identifier_of
from cases.queries.look_back_sheets import LineRow, SheetPage
from cases.vocabulary import Stage
from cases.vocabulary.papers import Field, ListKind

MOST_BYTES = 4 * 1024 * 1024
_NUMBER = re.compile(r"[0-9]{1,4}")
_MOST_TOLD, _MOST_HEAD = 6, 12
_NAMES = {field.label: field for field, _ in SHEET_COLUMNS}
_NEEDED = (Field.NO, Field.CARRIED_OUT)
Said = tuple[Stage | None, str, str]
Row = Mapping[Field, str]


def read_sheet_file(name: str, data: bytes, page: SheetPage) -> dict[int, Said]:
    """What a file says on the lines that may still be written: stage, words, and class asked for, by id of the line.

    It is all taken or nothing. Raises FileError, OtherSheet, SheetUnreadable, SheetRowsUnfit.
    """
    if len(data) > MOST_BYTES:
        raise SheetUnreadable(why=f"文件超过 {MOST_BYTES // 1024 // 1024} MB")
    if not data.startswith(b"PK"):
        raise SheetUnreadable(why="不是 xlsx 或 docx 文件")
    medium = "docx_tables" if b"word/document.xml" in data else "sheet"
    tables = json.loads(read_apart(medium, name, data).text)
    known = identifier_of(data)
    if known.startswith(f"{ListKind.LOOK_BACK_SHEET.value}/") and known != source_of_sheet(page.id):
        raise OtherSheet(name=name)
    rows = rows_of(table["rows"] for table in tables)
    said, wrong = said_of(rows, page.lines)
    if wrong:
        more = f"，另有 {len(wrong) - _MOST_TOLD} 处" if len(wrong) > _MOST_TOLD else ""
        raise SheetRowsUnfit(why="；".join(wrong[:_MOST_TOLD]) + more)
    return said


def rows_of(tables: Iterable[Sequence[Sequence[str]]]) -> list[Row]:
    """The rows below the head of the table that has the columns of a sheet. Raises SheetUnreadable."""
    for table in tables:
        for at, head in enumerate(table[:_MOST_HEAD]):
            fields = [_NAMES.get("".join(cell.split())) for cell in head]
            if all(needed in fields for needed in _NEEDED):
                return [
                    {field: cell.strip() for field, cell in zip(fields, row, strict=False) if field is not None}
                    for row in table[at + 1 :]
                ]
    raise SheetUnreadable(why="没有找到“序号”和“落实情况”这两列")


def said_of(rows: Iterable[Row], lines: Sequence[LineRow]) -> tuple[dict[int, Said], list[str]]:
    """What the rows say by line, and what is wrong with them, in words. Rows without a number are passed over."""
    known = {line.position: line for line in lines}
    said: dict[int, Said] = {}
    wrong: list[str] = []
    for row in rows:
        number = row.get(Field.NO, "")
        if not _NUMBER.fullmatch(number):
            continue
        line = known.get(int(number))
        if line is None:
            wrong.append(f"本表没有第 {number} 行")
        elif line.id in said:
            wrong.append(f"第 {number} 行出现了两次")
        elif _bare(row.get(Field.NUMBER, "")) != _bare(line.number or ""):
            wrong.append(f"第 {number} 行的案号应是“{line.number or '空白'}”")
        else:
            read, problem = _read(row, line)
            if problem:
                wrong.append(f"第 {number} 行{problem}")
            elif not line.settled:
                said[line.id] = read
    return said, wrong


def _read(row: Row, line: LineRow) -> tuple[Said, str]:
    stage_said, letter = row.get(Field.STAGE_TOLD, ""), row.get(Field.RESULT_NOW, "").upper().removesuffix("类")
    stage = next((one for one in Stage if one.label == stage_said), None)
    told = row.get(Field.CARRIED_OUT, "")
    if line.of_reply:
        letters = [one.code for one in line.classes]
        if letter and letter not in letters:
            return (None, "", ""), f"的现办理类别“{letter[:10]}”应是 {'、'.join(letters)} 之一"
        return (None, told, "" if letter == line.now else letter), ""
    if stage_said and stage is None:
        return (None, "", ""), f"的完成度“{stage_said[:10]}”应是{'、'.join(one.label for one in Stage)}之一"
    return (stage, told, ""), ""


def _bare(number: str) -> str:
    return "".join(number.split()).removeprefix("第").removesuffix("号").lstrip("0")
