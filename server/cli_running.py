"""``dafu migrate``, ``serve``, ``keeper``, ``demo``: the data brought up to date, and the parts of the program run."""

import asyncio

import click

from cases.reference import load_reference
from server.cli_index import archive
from server.settings import Settings, from_env


@click.command()
def migrate() -> None:
    """把数据库结构和基础数据更新到本版本。"""
    asyncio.run(_migrate(from_env()))
    click.echo("数据库已是最新。")


async def _migrate(settings: Settings) -> None:
    async with archive(settings):
        await load_reference()


@click.command()
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


@click.command("keeper")
def keeper_() -> None:
    """单独运行索引维护进程，与 dafu serve --workers 配合。"""
    from server.serving import run_keeper

    run_keeper(from_env())


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="端口；被占用时换一个。")
@click.option("--no-serve", is_flag=True, help="只准备演示数据，不启动网站。")
def demo(host: str, port: int, no_serve: bool) -> None:
    """备好演示档案并启动网站，打印网址。"""
    from server.serving import run_demo

    run_demo(from_env(demo=True), host=host, port=port, serve=not no_serve)
