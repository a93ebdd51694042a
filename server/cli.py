"""The command line. A command reads its words, calls one function and prints; data on stdout, progress on stderr."""

import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import click

from cases import database, fulltext
from cases.actor import IMPORTER, OFFICE
from cases.errors import CaseError
from cases.fulltext import Found, Index, SearchError
from cases.importing import parsing, printing
from cases.importing.runs import Progress, Result, RunReport, import_sources
from cases.intake.sources import read_document, read_paths
from cases.reference import load_reference
from cases.vocabulary import Outcome
from server import keeper
from server.cli_accounts import account
from server.cli_audit import audit
from server.cli_backup import backup
from server.cli_config import config
from server.cli_doctor import check as check_settings
from server.cli_doctor import doctor
from server.cli_files import files_
from server.cli_keys import key_
from server.cli_open import export
from server.cli_papers import paper
from server.cli_upgrade import upgrade
from server.opening import open_data
from server.progress import progress
from server.settings import Settings, SettingsProblem, from_env

INTERRUPTED = 130
FILES = click.Path(path_type=Path)


class Sentences(click.Group):
    """A group whose commands end with our sentence and exit code 1 where something we know of went wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (CaseError, SearchError, SettingsProblem) as problem:
            raise click.ClickException(str(problem)) from problem
        except KeyboardInterrupt:
            click.echo("已中断。", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dafu", message="答复 Dafu %(version)s")
def main() -> None:
    """答复：每一份答复查得到，每一条承诺可核对。"""


@contextlib.asynccontextmanager
async def archive(settings: Settings) -> AsyncIterator[Index]:
    """The opened database, and the index beside it."""
    await open_data(settings)
    try:
        yield await keeper.opened(settings.index_dir)
    finally:
        await database.close()


@main.command()
@click.argument("paths", nargs=-1, required=True, type=FILES)
@click.option("--json", "as_json", is_flag=True, help="每份文件输出一行 JSON。")
def parse(paths: tuple[Path, ...], as_json: bool) -> None:
    """读出文件里的案号、单位、承诺和数据，不入库。

    PATHS 可以是文件、文件夹或 zip，格式为 txt、html、docx 或有文字层的 pdf。
    """
    failed = False
    for source in read_paths(paths):
        try:
            found = printing.as_json(parsing.parse(read_document(source.name, source.read())))
        except CaseError as problem:
            failed = True
            click.echo(str(problem), err=True)
            found = {"file": source.name, "error": str(problem)}
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
        elif "error" not in found:
            click.echo(_parsed(found))
    sys.exit(1 if failed else 0)


def _parsed(found: dict[str, Any]) -> str:
    keys = ("kind", "session", "number", "lead_department", "reply_date")
    lines = [f"{found['file']}：" + " · ".join(str(found[key]) for key in keys if found.get(key))]
    lines += [f"  承诺 {c['label']} {c['deadline'] or ''} {c['quote']}" for c in found["commitments"]]
    lines += [f"  数据 {f['value']}{f['unit'] or ''} {f['quote']}" for f in found["reported_figures"]]
    return "\n".join(lines)


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=FILES)
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


@main.command()
@click.argument("query", required=False)
@click.option("--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="文件，每行一个问题。")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="每个问题最多几条。")
@click.option("--json", "as_json", is_flag=True, help="每个问题输出一行 JSON。")
def search(query: str | None, queries: Path | None, limit: int, as_json: bool) -> None:
    """检索承诺、答复、提案建议和其他文件。"""
    asked = [_printable(query)] if query else []
    if queries is not None:
        # Only a line feed ends a question: pasted text holds other characters that Python takes for line ends.
        lines = queries.read_bytes().decode("utf-8-sig", "replace").split("\n")
        asked += [line.removesuffix("\r") for line in lines if line.strip("\r")]
    if not asked:
        raise click.UsageError("请写出要检索的词，或用 --queries 指定文件。")
    asyncio.run(_search(asked, limit, as_json, from_env()))


def _printable(text: str) -> str:
    """A word of the command line whose bytes were no text, with the marks for what could not be read."""
    return text.encode("utf-8", "replace").decode("utf-8")


async def _search(asked: list[str], limit: int, as_json: bool, settings: Settings) -> None:
    async with archive(settings) as index:
        for text in asked:
            found = await fulltext.find(index, text, actor=OFFICE, size=limit)
            click.echo(json.dumps(_found(found), ensure_ascii=False) if as_json else _listed(found))


def _found(found: Found) -> dict[str, Any]:
    hits = [
        {
            "kind": card.kind,
            "file": card.file,
            "case": card.case_key or card.number,
            "title": card.title,
            "department": card.department,
            "quote": _quote(card),
            "score": round(card.score, 4),
        }
        for card in found.hits
    ]
    facets = {name: {choice.value: choice.count for choice in choices} for name, choices in found.facets.items()}
    suggestions = [{"text": one.text, "count": one.count, "by": one.by} for one in found.proposals]
    return {"query": found.query, "total": found.total, "hits": hits, "facets": facets, "suggestions": suggestions}


def _quote(card: Any) -> str:
    return "…".join("".join(text for text, _ in passage) for passage in card.quote)


def _listed(found: Found) -> str:
    lines = [f"{found.query}：{found.total} 条"]
    for card in found.hits:
        lines += [f"  {card.title}　{card.department or ''}　{card.file}", f"    {_quote(card)}"]
    lines += [f"  是不是想找：{one.text}（{one.count} 件）" for one in found.proposals]
    lines += [f"  可试：{hint.text}（{hint.count} 条）" for hint in found.suggestions]
    return "\n".join(lines)


@main.group("index")
def index_() -> None:
    """维护检索索引。索引可以随时删除重建，数据只以数据库为准。"""


@index_.command()
def rebuild() -> None:
    """从数据库重建索引，建好后一次换上。"""
    click.echo(f"索引已重建：{asyncio.run(_rebuild(from_env()))} 条。")


async def _rebuild(settings: Settings) -> int:
    await open_data(settings)
    try:
        return await fulltext.rebuild(settings.index_dir)
    finally:
        await database.close()


@index_.command()
def check() -> None:
    """核对索引与数据库；有出入时列出并以 1 退出。"""
    differ = asyncio.run(_check(from_env()))
    words = {"missing": "缺", "stale": "旧", "left": "多"}
    for kind, keys in differ.items():
        for key in keys:
            click.echo(f"{words[kind]} {key}")
    if any(differ.values()):
        raise click.ClickException("索引与数据库有出入，请运行 dafu index rebuild。")
    click.echo("索引与数据库一致。")


async def _check(settings: Settings) -> Any:
    async with archive(settings) as index:
        return await fulltext.check(index)


@main.command()
def migrate() -> None:
    """把数据库结构和基础数据更新到本版本。"""
    asyncio.run(_migrate(from_env()))
    click.echo("数据库已是最新。")


async def _migrate(settings: Settings) -> None:
    async with archive(settings):
        await load_reference()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="端口。")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="进程数，多于 1 时另须运行 dafu keeper。",
)
def serve(host: str, port: int, workers: int) -> None:
    """启动网站；只有一个进程时，索引也由它维护。"""
    from server.serving import run

    run(from_env(), host=host, port=port, workers=workers)


@main.command("keeper")
def keeper_() -> None:
    """单独运行索引维护进程，与 dafu serve --workers 配合。"""
    from server.serving import run_keeper

    run_keeper(from_env())


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="端口；被占用时换一个。")
@click.option("--no-serve", is_flag=True, help="只准备演示数据，不启动网站。")
def demo(host: str, port: int, no_serve: bool) -> None:
    """备好演示档案并启动网站，打印网址。"""
    from server.serving import run_demo

    run_demo(from_env(demo=True), host=host, port=port, serve=not no_serve)


main.add_command(account)
main.add_command(audit)
main.add_command(backup)
main.add_command(check_settings)
main.add_command(config)
main.add_command(doctor)
main.add_command(export)
main.add_command(files_)
main.add_command(key_)
main.add_command(paper)
main.add_command(upgrade)
