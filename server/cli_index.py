"""``dafu index``: the search index made anew, and compared with the database."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import click

from cases import database, fulltext
from cases.fulltext import Index
from server import keeper
from server.opening import open_data
from server.settings import Settings, from_env


@contextlib.asynccontextmanager
async def archive(settings: Settings) -> AsyncIterator[Index]:
    """The opened database, and the index beside it."""
    await open_data(settings)
    try:
        yield await keeper.opened(settings.index_dir)
    finally:
        await database.close()


@click.group("index")
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
