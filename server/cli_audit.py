"""``dafu audit``: whether the journal is as it was written, and a copy of it to keep elsewhere."""

import json
import os
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import IO, Any

import click

from cases import journal
from cases.actions.erasures import erase_words
from cases.actions.readings import note_export
from cases.actor import OFFICE
from cases.checkpoints import Checkpoint, add_checkpoint, checkpoints_in, first_unmet, spoken
from cases.clock import BEIJING
from server.cli_accounts import in_database
from server.progress import progress

FILE = click.Path(dir_okay=False, path_type=Path)
VERIFIER = Path(__file__).parent / "deploy" / "verify_audit.py"


@click.group("audit")
def audit() -> None:
    """核对审计日志的校验链，导出日志另行保存。"""


@audit.command()
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="先前导出的日志文件。")
@click.option("--checkpoints", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="检查点文件。")
def verify(against: Path | None, checkpoints: Path | None) -> None:
    """逐条核对审计日志，发现改动时指出第一条并以 1 退出。

    能改写整个数据库的人也能重造整条链，因此请定期用 dafu audit export 留存副本、dafu audit checkpoint
    留存检查点，核对时用 --against 或 --checkpoints 比对。
    """
    with progress("核对") as say:

        def told(done: int, total: int) -> None:
            say(done, total, "")

        async def walked() -> tuple[journal.Chain, Checkpoint | None]:
            found = await journal.examined(_hashes(against) if against else (), told)
            return found, await first_unmet(checkpoints_in(checkpoints) if checkpoints else ())

        chain, unmet = in_database(walked)
    if chain.broken is not None:
        raise click.ClickException(
            f"审计日志第 {chain.broken.seq} 条{chain.broken.fault.label}，之前 {chain.count} 条完好。"
            "请保留现场，不要再写入，并用备份核对这一条以后的记录。"
        )
    if unmet is not None:
        raise click.ClickException(
            f"{unmet.at.astimezone(BEIJING):%Y-%m-%d %H:%M} 的检查点（第 {unmet.seq} 条）与日志不符，"
            f"日志现有 {chain.count} 条：末尾被截去，或整条链被重写。请保留现场，并用备份核对。"
        )
    if chain.at is None:
        click.echo("审计日志中还没有记录。")
        return
    click.echo(f"截至 {chain.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}，共 {chain.count} 条，未发现改动。")
    if chain.erased:
        click.echo(f"其中 {len(chain.erased)} 条的内容已依法删除：第 {'、'.join(map(str, chain.erased[:50]))} 条。")
    click.echo(f"末条校验值 {chain.hash}")


@audit.command()
@click.argument("file", type=FILE)
def checkpoint(file: Path) -> None:
    """核对整条日志，把末条的校验值追加到 FILE，作为检查点。

    FILE 请放在本机改不了的地方（另一台机器、只可追加的文件），或把打印出的校验码抄存。每天一次，可由定时任务运行。
    """

    async def walked() -> tuple[journal.Chain, Checkpoint | None]:
        return await journal.examined(), await first_unmet(checkpoints_in(file))

    chain, unmet = in_database(walked)
    if chain.broken is not None or unmet is not None:
        raise click.ClickException(
            "审计日志与先前的检查点不符，或已被改动，没有写入新的检查点。请运行 dafu audit verify。"
        )
    made = add_checkpoint(file, chain)
    click.echo(f"检查点：第 {made.seq} 条，{made.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}")
    click.echo(f"校验码 {spoken(made.hash)}")


@audit.command()
@click.argument("seq", type=click.IntRange(1))
@click.option("--by", "people", multiple=True, required=True, help="经手人姓名，须写两个人：--by 甲 --by 乙。")
@click.option("--reason", required=True, help="依据，例如某某来函要求删除个人信息。")
@click.option("--yes", is_flag=True, help="不询问，直接做。")
def erase(seq: int, people: tuple[str, ...], reason: str, yes: bool) -> None:
    """依法删除审计日志第 SEQ 条里的内容（改动前后和理由）；谁、何时、做了什么仍在，校验链不断。

    删除本身也记一条，写明经手的两个人和依据。以前的备份和导出的副本里仍有原文，须另行处理。
    """
    if not yes:
        click.confirm(f"删除第 {seq} 条的内容，不能恢复。继续吗？", abort=True, err=True)
    made = in_database(lambda: erase_words(seq, people=people, reason=reason, actor=OFFICE))
    click.echo(f"第 {seq} 条的内容已删除，删除记在第 {made} 条。以前的备份和导出的副本里仍有原文。")


@audit.command()
@click.argument("file", type=FILE)
def script(file: Path) -> None:
    """把独立的核对程序写到 FILE，交给检查人员：只需 Python，不需要本系统。"""
    try:
        file.write_bytes(VERIFIER.read_bytes())
    except OSError as problem:
        raise click.ClickException(f"写不了文件 {file}（{problem.strerror}）。请换一个位置再试。") from problem
    click.echo(f"已写入 {file}。用法：python3 {file.name} 日志.jsonl --checkpoints 检查点.jsonl")


@audit.command()
@click.argument("file", type=FILE)
def export(file: Path) -> None:
    """把全部审计日志写入 FILE，每行一条 JSON；FILE 已存在时整份换新。"""
    count = in_database(lambda: _export(file))
    click.echo(f"已导出 {count} 条到 {file}。")


async def _export(file: Path) -> int:
    """Written beside and put in place when whole, readable for the owner alone; what was carried away is journaled."""
    beside, count = file.with_name(f"{file.name}.part"), 0
    try:
        with _opened(beside) as out:
            async for row in journal.every_row():
                out.write(json.dumps(_plain(row), ensure_ascii=False) + "\n")
                count += 1
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except OSError as problem:
        raise click.ClickException(f"写不了文件 {file}（{problem.strerror}）。请换一个位置再试。") from problem
    finally:
        beside.unlink(missing_ok=True)
    await note_export(count, actor=OFFICE)
    return count


def _opened(file: Path) -> IO[str]:
    return open(file, "w", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON has it, its instant as the hash has it."""
    at = journal.instant_of(row["at"])
    return {**row, "at": at.astimezone(UTC).isoformat(timespec="microseconds")}


def _hashes(file: Path) -> Iterator[str]:
    """The hashes of a copy, in its order."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                if row["seq"] != number:
                    raise ValueError(number)
                yield str(row["hash"])
            except (ValueError, TypeError, KeyError) as problem:
                raise click.ClickException(f"{file} 第 {number} 行不是导出的审计日志。请换用完整的副本。") from problem
