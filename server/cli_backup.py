"""``dafu backup``: one file with everything, proved by restoring it, and the way back."""

import asyncio
import os
from datetime import datetime
from pathlib import Path

import click

from cases import database
from cases.actions.backups import reopen
from cases.actions.keys import counted, unreadable
from cases.actor import OFFICE
from cases.backups.making import create as make
from cases.backups.restoring import restore as put_back
from cases.backups.verifying import Proof, proof_of
from cases.backups.verifying import verify as prove
from cases.clock import BEIJING, now
from cases.errors import CannotCheck, FileNotReadable, TargetNotEmpty, spoken_size
from server.progress import progress
from server.settings import Settings, from_env

UNCHECKED = 2
FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group("backup")
def backup() -> None:
    """备份、核对、恢复。一份备份试恢复并核对过，才算备份。

    要加密存放，请在核对之后用 age 或 gpg 加密整个文件，例如 age -r 公钥 -o 备份.zip.age 备份.zip。
    """


@backup.command()
@click.argument("file", type=FILE, required=False)
@click.option("--no-verify", is_flag=True, help="只建立，先不试恢复；之后须另行 dafu backup verify。")
@click.option("--scratch", type=FOLDER, help="试恢复用的文件夹，缺省为备份所在的文件夹。")
def create(file: Path | None, no_verify: bool, scratch: Path | None) -> None:
    """把数据库和附件写成一个文件 FILE，并试恢复一遍加以核对。

    不必停机。不写 FILE 时存入 DAFU_BACKUPS 文件夹，以时间为名。检索索引不在其中，恢复后自动重建。
    """
    settings = from_env()
    target = file or settings.backups_dir / f"dafu-{now().astimezone(BEIJING):%Y%m%d-%H%M%S}.zip"
    create_backup(settings, target)
    if no_verify:
        click.echo("尚未核对：请运行 dafu backup verify，核对过才算备份。")
        return
    _say(target, verified(settings, target, scratch))


def create_backup(settings: Settings, target: Path) -> None:
    """Make a backup and say what is in it. Raises TargetNotEmpty where there is a file of that name."""
    if target.exists():
        raise TargetNotEmpty(str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with progress("备份") as say:
            made = asyncio.run(make(settings.database_url, settings.store, target, say))
    except OSError as problem:
        raise FileNotReadable(str(problem.filename or target), problem.strerror or "") from problem
    click.echo(
        f"已写入 {target}：{spoken_size(target.stat().st_size)}，{len(made.contents.rows)} 张表"
        f" {sum(made.contents.rows.values())} 行，附件 {len(made.contents.files) - len(made.missing)} 个，"
        f"审计日志到第 {made.contents.journal} 条。"
    )
    click.echo(f"密钥文件 {settings.keys_file} 不在备份里，恢复电话等内容要用它：请另存一份，不要与备份放在一处。")
    if made.missing:
        click.echo(f"注意：有 {len(made.missing)} 个附件在备份前已经缺失，请运行 dafu files verify。", err=True)


@backup.command()
@click.argument("file", type=FILE)
@click.option("--scratch", type=FOLDER, help="试恢复用的文件夹，缺省为备份所在的文件夹。")
def verify(file: Path, scratch: Path | None) -> None:
    """把备份 FILE 恢复到临时的地方，核对行数、校验值、审计日志、附件和数据规则。

    退出码：0 完好，1 备份有问题，2 没能核对。核对结果记在 FILE.verified.json。
    """
    _say(file, verified(from_env(), file, scratch))


def verified(settings: Settings, file: Path, scratch: Path | None = None) -> Proof:
    """The proof of a backup, just made. A check that could not be made ends with a code of its own."""
    try:
        return asyncio.run(prove(file, settings.database_url, scratch or file.resolve().parent, settings.keys_file))
    except CannotCheck as problem:
        click.echo(f"Error: {problem}", err=True)
        raise click.exceptions.Exit(UNCHECKED) from problem


def _say(file: Path, proof: Proof) -> None:
    click.echo(
        f"核对无误：{file.name} 已试恢复，{proof.tables} 张表 {proof.rows} 行，附件 {proof.files} 个，"
        f"审计日志 {proof.journal} 条，与清单一致。"
    )


@backup.command()
@click.argument("file", type=FILE)
def restore(file: Path) -> None:
    """把备份 FILE 恢复到空的数据文件夹（DAFU_DATA）或空的 PostgreSQL 数据库（DAFU_DATABASE）。

    恢复后所有人须重新登录；备份时还没发出的邮件暂停发送，在“发件”页面核实后重发。
    """
    settings = from_env()
    at, shut = asyncio.run(_restore(file, settings))
    click.echo(
        f"已恢复到 {settings.data_dir}，数据截至 {at:%Y-%m-%d %H:%M}。下一步：dafu index rebuild，再 dafu doctor。"
    )
    if shut:
        said = f"密钥文件 {settings.keys_file} 打不开其中加密的内容（{shut}）"
        raise click.ClickException(f"{said}，网站不会启动。请放回建立备份时用的密钥文件，或把 DAFU_KEYS 指向它。")


async def _restore(file: Path, settings: Settings) -> tuple[datetime, str]:
    """When the data is of, and which sealed values the keys at hand do not open."""
    manifest = await put_back(file, settings.database_url, settings.store)
    await database.open_database(settings.database_url)
    try:
        await reopen(manifest.made_at, manifest.contents.journal, actor=OFFICE)
        shut = counted(await unreadable(settings.keys_file))
    finally:
        await database.close()
    return manifest.made_at.astimezone(BEIJING), shut


@backup.command("list")
def list_() -> None:
    """列出 DAFU_BACKUPS 里的备份，哪些核对过。"""
    found = backups(from_env())
    for file in found:
        proof = proof_of(file)
        when = f"已核对 {proof.checked_at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if proof else "未核对，不能算备份"
        click.echo(f"{file.name}　{spoken_size(file.stat().st_size)}　{when}")
    if not found:
        click.echo(f"{from_env().backups_dir} 里没有备份。")


def backups(settings: Settings) -> list[Path]:
    """The backups in their folder, the newest first."""
    folder = settings.backups_dir
    if not os.access(folder, os.R_OK):
        return []
    return sorted(folder.glob("dafu-*.zip"), reverse=True)


def newest_proof(settings: Settings) -> Proof | None:
    """The proof of the newest backup that was proved."""
    return next((proof for file in backups(settings) if (proof := proof_of(file))), None)
