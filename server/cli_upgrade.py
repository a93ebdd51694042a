"""``dafu upgrade``: to be run once after a new version was installed and before it is started."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import click

from cases import database
from cases.clock import BEIJING, now
from server.cli_backup import create_backup, newest_proof, verified
from server.health import Check, Level
from server.settings import Settings, from_env
from server.upgrading import Plan, migrated, planned

Made = TypeVar("Made")


@click.command("upgrade")
@click.option("--dry-run", is_flag=True, help="只检查并列出要做的事，不改动任何东西。")
@click.option("--yes", is_flag=True, help="不询问，直接做。")
def upgrade(dry_run: bool, yes: bool) -> None:
    """把数据升级到刚安装的版本：检查 → 备份并试恢复 → 改数据库结构 → 核对 → 报告。

    请先停止网站和后台进程。任何一步不成，数据保持在那一步之前，并给出退回的办法。
    """
    settings = from_env()
    path = database.sqlite_file(settings.database_url)
    if path is not None and not path.is_file():
        raise click.ClickException(f"{path} 不存在，没有可升级的数据。新装请运行 dafu migrate。")
    plan = asyncio.run(_planned(settings))
    _say(plan.checks)
    for step in plan.steps:
        click.echo(f"将执行　{step}")
    if any(check.level is Level.BAD for check in plan.checks):
        raise click.ClickException("升级没有开始，数据没有改动。请按上面的提示处理后再试。")
    if dry_run:
        return
    if not yes:
        click.confirm("网站和后台进程都已停止，现在升级吗？", abort=True, err=True)
    target = settings.backups_dir / f"dafu-{now().astimezone(BEIJING):%Y%m%d-%H%M%S}-before-upgrade.zip"
    create_backup(settings, target)
    proof = verified(settings, target)
    back = f"退回：停止程序，装回原来的版本，把 DAFU_DATA 指向空文件夹，运行 dafu backup restore {target}"
    try:
        checks = asyncio.run(_in(settings, lambda: migrated(settings, proof)))
    except Exception:
        click.echo(back, err=True)
        raise
    _say(checks)
    if any(check.level is Level.BAD for check in checks):
        raise click.ClickException(f"升级后核对发现问题，请不要启动。{back}")
    click.echo(f"升级完成，可以启动。升级前的备份在 {target}。")


async def _planned(settings: Settings) -> Plan:
    return await _in(settings, lambda: planned(settings, newest_proof(settings)))


async def _in(settings: Settings, act: Callable[[], Awaitable[Made]]) -> Made:
    """Do something in the opened database as it is."""
    await database.open_database(settings.database_url, migrated=False)
    try:
        return await act()
    finally:
        await database.close()


def _say(checks: Sequence[Check]) -> None:
    for check in checks:
        click.echo(str(check))
