"""``dafu key``: the file of keys that sealed columns need."""

import asyncio
import sys

import click

from cases import ciphers, database
from cases.actions.keys import Looked, counted, look_over, rotate
from cases.actor import OFFICE
from server.cli_accounts import in_database
from server.progress import progress
from server.settings import Settings, from_env


@click.group("key")
def key_() -> None:
    """电话、地址等内容加密存放，密钥在单独的文件里（DAFU_KEYS），不在数据库和备份里。

    丢了密钥文件，这些内容就再也读不出来：请另行保管一份，不要与备份放在一处。
    """


@key_.command("make")
def make() -> None:
    """建立密钥文件；已有的不动。dafu migrate 和第一次启动也会建立，这里可提前建在别处。"""
    place = from_env().keys_file
    ring = ciphers.make(place)
    click.echo(f"密钥文件 {place}，在用 {ring.in_force.id}。请另存一份，不要与备份放在一处。")


@key_.command("check")
def check() -> None:
    """逐条试开加密的内容，说明各用哪把密钥。退出码：0 都打得开，1 有打不开的。"""
    found = in_database(look_over)
    for known, count in sorted(found.by_key.items()):
        click.echo(f"密钥 {known}：{count} 处")
    if said := _faults(found):
        raise click.ClickException(said)
    click.echo(f"加密的内容都打得开，共 {sum(found.by_key.values())} 处。")


def _faults(found: Looked) -> str:
    lost = f"打不开：{counted(found.lost)}。请从备份核对。" if found.lost else ""
    return lost + (f"没有加密：{counted(found.plain)}。有人绕过程序改过数据库。" if found.plain else "")


@key_.command("rotate")
def rotate_() -> None:
    """换一把新密钥，把加密的内容全部重新加密。不必停机；中断后再运行同一条命令就接着做。

    旧密钥留在文件里，以前的备份要用。换好后请另存新的密钥文件；几台机器各有一份的，请先停其他机器，换好后复制过去。
    """
    settings = from_env()
    try:
        done = asyncio.run(_rotate(settings))
    except KeyboardInterrupt:
        click.echo("已停下，再运行同一条命令就接着做。", err=True)
        sys.exit(130)
    click.echo(f"已换用密钥 {ciphers.read(settings.keys_file).in_force.id}，重新加密 {done} 处。请另存密钥文件。")


async def _rotate(settings: Settings) -> int:
    await database.open_database(settings.database_url)
    try:
        with progress("更换密钥") as say:
            return await rotate(settings.keys_file, actor=OFFICE, told=lambda done, total: say(done, total, ""))
    finally:
        await database.close()
