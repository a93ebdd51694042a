"""The program that inspectors run: on its own, without ours; every kind of tampering is found, wherever it is done."""

import ast
import asyncio
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from cases import journal
from cases.actor import OFFICE, Actor
from cases.checkpoints import add_checkpoint
from cases.database import write_tx
from cases.vocabulary import Role, Verb
from server.cli_audit import VERIFIER, _plain
from server.deploy import verify_audit

pytestmark = pytest.mark.anyio
ROWS = 12


@pytest.fixture
async def kept(database, tmp_path):
    """An export with every kind of value in it, its lines, and two checkpoints: at 7 and at the end."""
    someone = Actor("林“引号”\n换行", Role.CLERK, person=7, unit=3, on_behalf_of="隋")
    points = tmp_path / "points.jsonl"
    for number in range(1, ROWS + 1):
        async with write_tx():
            await journal.record(
                OFFICE if number % 2 else someone,
                Verb.SETTLE,
                "case",
                number,
                case=number,
                new="新\u2028值",
                reason="因",
            )
        if number in (7, ROWS):
            add_checkpoint(points, await journal.examined())
    rows = [_plain(row) async for row in journal.every_row()]
    return rows, points, tmp_path / "journal.jsonl"


async def test_every_tampering_is_found(kept):
    """On both databases: each column edited, each row taken out, put in twice, moved, cut off, salted anew."""
    rows, points, file = kept
    assert _examined(file, rows, points)[0] == verify_audit.INTACT
    draw = random.Random(7)
    for column in rows[0]:
        at = draw.randrange(ROWS)
        code, said = _examined(file, _edited(rows, at, column), points)
        assert code == verify_audit.BROKEN, column
        assert f"第 {at + 1} 条" in said or column in ("hash", "prev_hash", "seq"), said
    for at in range(ROWS):
        taken, twice = [*rows[:at], *rows[at + 1 :]], [*rows[:at], rows[at], *rows[at:]]
        last = at == ROWS - 1
        assert _examined(file, taken, points)[0] == (verify_audit.CHECKPOINT if last else verify_audit.BROKEN)
        assert _examined(file, twice, points)[0] == verify_audit.BROKEN
        if not last:
            moved = [*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :]]
            assert _examined(file, moved, points)[0] == verify_audit.BROKEN
    for left in range(ROWS):
        assert _examined(file, rows[:left], points)[0] == verify_audit.CHECKPOINT
        assert _examined(file, rows[:left], None)[0] == verify_audit.INTACT  # which is why checkpoints are kept


async def test_a_chain_written_anew_is_found_by_its_checkpoint(kept):
    rows, points, file = kept
    forged = [dict(row) for row in rows]
    forged[2]["reason"] = "另一个理由"
    for at in range(2, ROWS):
        forged[at]["prev_hash"] = forged[at - 1]["hash"]
        forged[at]["hash"] = verify_audit.hash_of(forged[at])
    assert _examined(file, forged, None)[0] == verify_audit.INTACT
    code, said = _examined(file, forged, points)
    assert (code, "第 7 条" in said) == (verify_audit.BROKEN, True)


async def test_it_runs_alone_and_says_what_cannot_be_read(kept, tmp_path):
    rows, points, file = kept
    _examined(file, rows, points)
    await asyncio.to_thread(_alone, file, points, tmp_path)


def _alone(file, points, tmp_path):
    alone = [sys.executable, "-I", "-S", str(VERIFIER)]
    done = subprocess.run([*alone, file, "--checkpoints", points], capture_output=True, text=True, check=False)
    assert (done.returncode, "与 2 个检查点相符" in done.stdout) == (0, True)
    points.write_text(points.read_text().splitlines()[1] + "\n")
    assert verify_audit.main([str(file), "--checkpoints", str(points)]) == verify_audit.CHECKPOINT
    for bad in ("[]\n", "no json\n", '{"seq": 1}\n[]\n'):
        (tmp_path / "bad").write_text(bad)
        assert verify_audit.main([str(tmp_path / "bad")]) in (verify_audit.UNREADABLE, verify_audit.BROKEN)
    assert verify_audit.main([str(tmp_path / "none")]) == verify_audit.UNREADABLE


def test_it_is_short_and_needs_nothing():
    text = Path(VERIFIER).read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    nodes = list(ast.walk(ast.parse(text)))
    imported = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module.split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


def _examined(file, rows, points):
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return verify_audit.examine(str(file), str(points) if points else None)


def _edited(rows, at, column):
    value = rows[at][column]
    other = value + 1 if isinstance(value, int) else "x" if value is None else value[:-1] + chr(ord(value[-1]) ^ 1)
    return [*rows[:at], {**rows[at], column: other}, *rows[at + 1 :]]
