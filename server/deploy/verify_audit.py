#!/usr/bin/env python3
"""Checks an exported audit journal and its checkpoints on any computer with Python 3.9 or later, without Dafu.

    python3 verify_audit.py journal.jsonl [--checkpoints checkpoints.jsonl]

Each line of the export is one row. Its hash is the SHA-256 of the row as one line of JSON: the keys below, sorted,
without blanks, characters as they are; ``prev_hash`` is the hash of the row before, 64 zeros for the first. A
checkpoint is a line with seq and hash of a row, and ``prev``, the SHA-256 of the line before (64 zeros for the first).
Where a law demands it, the words of a row (old, new, reason) are taken out: then a later row with the verb "erase" says
so, with the seq as thing_id and the hash of what is left as new.

Ends with 0 where all is intact, 1 where a row was changed, taken away, put in or moved, 2 where a file cannot be read,
3 where the journal is shorter than a checkpoint says, or a checkpoint does not fit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

KEYS = (
    "seq", "at", "actor", "person", "role", "unit", "on_behalf_of", "verb", "thing", "thing_id", "case", "old", "new",
    "reason", "prev_hash",
)  # fmt: skip
WORDS = ("old", "new", "reason")
GENESIS = "0" * 64
INTACT, BROKEN, UNREADABLE, CHECKPOINT = 0, 1, 2, 3


class Unreadable(Exception):
    """A file that is not what it should be; the text says which line."""


def hash_of(row: dict[str, Any]) -> str:
    """The hash that a row must have."""
    said = json.dumps({key: row[key] for key in KEYS}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def lines_of(path: str) -> Iterator[tuple[int, bytes, dict[str, Any]]]:
    """Number, bytes and object of each line. Raises Unreadable."""
    try:
        with Path(path).open("rb") as file:
            for number, line in enumerate(file, 1):
                row = json.loads(line.decode("utf-8"))
                if not isinstance(row, dict):
                    raise ValueError
                yield number, line.rstrip(b"\r\n"), row
    except OSError as problem:
        raise Unreadable(f"打不开 {path}（{problem.strerror}）") from problem
    except ValueError as problem:
        raise Unreadable(f"{path} 里有读不懂的行，文件不完整或不是导出的审计日志") from problem


def erased_in(path: str) -> dict[Any, Any]:
    """By the seq of a row whose words were taken out, the hash of what is left of it, as the later row says."""
    rows = (row for _, _, row in lines_of(path) if row.get("verb") == "erase" and row.get("thing") == "journal")
    return {
        row.get("thing_id"): row.get("new")
        for row in rows
        if isinstance(row.get("thing_id"), int) and isinstance(row.get("seq"), int) and row["thing_id"] < row["seq"]
    }


def is_erased(row: dict[str, Any], left: dict[Any, Any]) -> bool:
    """Whether a row is just what was left when its words were taken out."""
    return all(row[key] is None for key in WORDS) and left.get(row["seq"]) == hash_of(row)


def fault_of(row: dict[str, Any], seq: int, before: str, left: dict[Any, Any]) -> str | None:
    """What is wrong with a row that should be number seq, after a row with the hash before; None where nothing is."""
    if any(key not in row for key in (*KEYS, "hash")):
        return "缺少字段"
    if row["seq"] != seq or isinstance(row["seq"], bool):
        return "应是第 {} 条，却是第 {} 条：有记录被删除、插入或调换".format(seq, row["seq"])
    if row["hash"] != hash_of(row) and not is_erased(row, left):
        return "内容被改动"
    if row["prev_hash"] != before:
        return "与前一条接不上"
    return None


def walk(path: str, wanted: set[int]) -> tuple[int, str, str | None, dict[int, str], list[int]]:
    """Walk the export. Returns the number of sound rows, the last hash, what is wrong with the next one (None where
    nothing is), the hashes of the rows whose numbers are wanted, and the numbers of those without their words."""
    count, head, found, erased, left = 0, GENESIS, dict[int, str](), list[int](), erased_in(path)
    for _, _, row in lines_of(path):
        fault = fault_of(row, count + 1, head, left)
        if fault is not None:
            return count, head, fault, found, erased
        count, head = count + 1, row["hash"]
        if is_erased(row, left):
            erased.append(count)
        if count in wanted:
            found[count] = head
    return count, head, None, found, erased


def checkpoints_of(path: str) -> tuple[list[tuple[int, str, str]], str | None]:
    """The checkpoints as (seq, hash, when), and what is wrong with the file itself."""
    points: list[tuple[int, str, str]] = []
    before, last = GENESIS, 0
    for number, line, row in lines_of(path):
        try:
            seq, said, prev, at = int(row["seq"]), str(row["hash"]), row["prev"], str(row["at"])
        except (KeyError, TypeError, ValueError) as problem:
            raise Unreadable(f"{path} 第 {number} 行不是检查点") from problem
        if prev != before or seq < last:
            return points, f"检查点文件第 {number} 行与前一行接不上：有检查点被改动、删除或插入"
        points.append((seq, said, at))
        before, last = hashlib.sha256(line).hexdigest(), seq
    return points, None


def examine(path: str, checkpoints: str | None = None) -> tuple[int, str]:
    """Exit code and sentence for an export and, where there is one, a file of checkpoints."""
    points, fault = checkpoints_of(checkpoints) if checkpoints else ([], None)
    if fault is not None:
        return CHECKPOINT, fault
    count, head, broken, found, erased = walk(path, {seq for seq, _, _ in points})
    for seq, said, at in points:
        if seq in found and found[seq] != said:
            return BROKEN, f"第 {seq} 条与 {at} 的检查点不符：此前的记录被整个重写过"
    if broken is not None:
        return BROKEN, f"第 {count + 1} 条{broken}，之前 {count} 条完好"
    for seq, _, at in points:
        if seq > count:
            return CHECKPOINT, f"{at} 的检查点已到第 {seq} 条，日志却只到第 {count} 条：末尾被截去"
    said = f"，与 {len(points)} 个检查点相符" if points else "（没有检查点，截去末尾查不出来）"
    if erased:
        said += "，其中 {} 条的内容已依法删除（第 {} 条）".format(len(erased), "、".join(map(str, erased)))
    return INTACT, f"共 {count} 条，未发现改动{said}。末条校验值 {head}"


def main(words: Sequence[str] | None = None) -> int:
    """Check the files that the command line names and say what was found."""
    parser = argparse.ArgumentParser(description="核对导出的审计日志（不需要安装 Dafu）")
    parser.add_argument("journal", help="dafu audit export 写出的文件")
    parser.add_argument("--checkpoints", help="dafu audit checkpoint 写出的文件，须来自另行保管的副本")
    asked = parser.parse_args(words)
    try:
        code, said = examine(asked.journal, asked.checkpoints)
    except Unreadable as problem:
        code, said = UNREADABLE, str(problem)
    print(said)
    return code


if __name__ == "__main__":
    sys.exit(main())
