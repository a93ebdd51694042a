"""``dafu import``: files into the archive, to be broken off and taken up again."""

import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cases.actor import IMPORTER
from cases.importing.runs import Progress, Result, RunReport, import_sources
from cases.intake.sources import read_paths
from cases.reference import load_reference
from cases.vocabulary import Outcome
from server import keeper
from server.cli import INTERRUPTED
from server.cli_index import archive
from server.progress import progress
from server.settings import Settings, from_env


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只试不存：看看会新增、并入、失败多少。")
@click.option("--json", "as_json", is_flag=True, help="每份文件输出一行 JSON，最后一行是合计。")
def import_(paths: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """把答复、方案、发布会等文件导入档案。

    PATHS 可以是文件、文件夹或 zip。可随时按 Ctrl+C 停下，再运行同一条命令就从停下的地方继续。
    """

    def said(result: Result) -> None:  # at once: whoever reads along knows what is saved, whatever happens next
        if as_json:
            click.echo(json.dumps(_outcome(result), ensure_ascii=False))

    report = asyncio.run(_import(paths, dry_run, from_env(), said))
    for result in report.results:
        if result.error is not None and not as_json:
            click.echo(str(result.error), err=True)
    totals = {outcome.value: report.outcomes.get(outcome, 0) for outcome in Outcome}
    if as_json:
        ended = {"run": report.run_id, "total": report.total, **totals, "problems": report.problems}
        click.echo(json.dumps({**ended, "stopped": report.stopped}, ensure_ascii=False))
    else:
        click.echo(_totals(report, dry_run=dry_run))
    sys.exit(INTERRUPTED if report.stopped else 1 if totals[Outcome.FAILED] else 0)


async def _import(
    paths: tuple[Path, ...], dry_run: bool, settings: Settings, said: Callable[[Result], None]
) -> RunReport:
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stopping.set)
    async with archive(settings) as index:
        await load_reference()
        beside = contextlib.nullcontext() if dry_run else keeper.keeping_up(index)
        with progress("导入") as say:

            def told(step: Progress) -> None:
                say(step.done, step.total, step.last.name)
                said(step.last)

            async with beside:
                report = await import_sources(
                    read_paths(paths),
                    actor=IMPORTER,
                    label="、".join(path.name for path in paths),
                    location="\n".join(str(path.resolve()) for path in paths),
                    dry_run=dry_run,
                    on_progress=told,
                    stop=stopping.is_set,
                )
    return report


def _outcome(result: Result) -> dict[str, Any]:
    return {
        "file": result.name,
        "outcome": result.outcome.value,
        "document": result.document_id,
        "case": result.case_id,
        "error": str(result.error) if result.error else None,
    }


def _totals(report: RunReport, *, dry_run: bool) -> str:
    counts = "，".join(f"{outcome.label} {report.outcomes.get(outcome, 0)}" for outcome in Outcome)
    head = "试运行" if dry_run else "已停下，再运行同一条命令即可继续" if report.stopped else "导入完成"
    todo = f"，{report.problems} 个问题待处理（办公页面“导入”中逐条列出）" if report.problems and not dry_run else ""
    return f"{head}：共 {report.total} 份，{counts}{todo}。用时 {report.seconds:.1f} 秒。"
