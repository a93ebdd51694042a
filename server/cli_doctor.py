"""``dafu doctor`` and ``dafu check``: whether this installation is well, and whether real people may work with it."""

import asyncio
import os
import sys
from collections.abc import Iterable

import click

from cases import database, fulltext
from cases.errors import DatabaseNotOpened
from cases.fulltext import SearchError
from cases.invariants.examining import NAMES, examine
from server.alarm_checks import alarm_check, tidy_check
from server.cli_backup import newest_proof
from server.health import Check, Level, backup_check, bad, database_checks, deploy_checks, good, machine_checks
from server.key_checks import file_checks, fit_checks
from server.settings import Settings, environment, from_env


@click.command("doctor")
@click.option("--data", is_flag=True, help="再逐条核对数据：审计日志、附件、索引、状态、权限。数据多时要几分钟。")
def doctor(data: bool) -> None:
    """检查这台机器：数据库、磁盘、字体、时钟、工作日历、管理员、备份。不改动任何数据，只在附件库里试写一个文件再删掉。

    退出码：0 正常，1 有问题。
    """
    settings = from_env()
    checks = [*machine_checks(settings), *file_checks(settings), *asyncio.run(_opened(settings, data=data))]
    _end(checks)


async def _opened(settings: Settings, *, data: bool) -> list[Check]:
    path = database.sqlite_file(settings.database_url)
    if path is not None and not path.is_file():  # opening would make one
        return [bad("数据库", f"{path} 不存在：请先运行 dafu migrate")]
    try:
        await database.open_database(settings.database_url, migrated=False)
    except DatabaseNotOpened as problem:
        return [bad("数据库", str(problem))]
    try:
        checks = await database_checks(settings)
        if any(check.level is Level.BAD and check.name == "数据库结构" for check in checks):
            return checks
        checks += await fit_checks(settings)
        checks += [await alarm_check(settings), await tidy_check()]
        checks.append(backup_check(newest_proof(settings)))
        return [*checks, *(await _data(settings) if data else [])]
    finally:
        await database.close()


async def _data(settings: Settings) -> list[Check]:
    try:
        index = fulltext.open_index(settings.index_dir, create=False)
    except SearchError as problem:
        index, said = None, [bad("检索索引", str(problem))]
    else:
        said = []
    found = await examine(files=settings.store, index=index)
    for number, violations in found.items():
        said += [bad(number, one.what) for one in violations] or [good(number, NAMES[number])]
    return said


@click.command("check")
@click.option("--deploy", is_flag=True, help="检查不该出现在正式环境里的设置。")
def check(deploy: bool) -> None:
    """检查设置能不能用；--deploy 再看能不能给真实用户用。退出码：0 可以，1 有问题。"""
    settings = from_env()
    checks = [*deploy_checks(settings, environment()), *file_checks(settings)]
    _end(checks if deploy else [good("设置", "都读得懂")])


def _end(checks: Iterable[Check]) -> None:
    """Print the checks, and leave with 1 where one of them is bad."""
    worst = Level.GOOD
    for one in checks:
        click.echo(str(one))
        worst = max(worst, one.level)
    sys.exit(1 if worst is Level.BAD else os.EX_OK)
