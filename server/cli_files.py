"""``dafu files``: whether every file that a row names is there as it was put."""

import asyncio
from pathlib import Path

import click

from cases import files
from cases.errors import spoken_size
from cases.kept_files import StoreState, named_files, state_of
from server.cli_accounts import in_database
from server.settings import from_env


@click.group("files")
def files_() -> None:
    """核对附件：库里登记的文件是否都在、是否原样。"""


@files_.command()
@click.option("--quick", is_flag=True, help="只看在不在、长度对不对，不逐个重算校验值。")
@click.option("--remove-orphans", is_flag=True, help="删除没有任何记录提到、且已超过一天的文件；须同时写 --yes。")
@click.option("--yes", is_flag=True, help="确认删除。")
def verify(quick: bool, remove_orphans: bool, yes: bool) -> None:
    """逐个核对附件；有缺失或改动时列出并以 1 退出。

    没有记录提到的文件只列出，不删除：它们可能属于刚恢复的旧备份。删除前请先备份。
    """
    folder = from_env().files_dir

    async def compared() -> StoreState:
        return await asyncio.to_thread(state_of, folder, await named_files(), deep=not quick)

    state = in_database(compared)
    for name in state.missing:
        click.echo(f"缺失 {name}")
    for name in state.changed:
        click.echo(f"改动 {name}")
    unnamed = [files.place_of(folder, name) for name in state.orphans] + list(state.left)
    for place in unnamed:
        click.echo(f"无主 {place.name} {spoken_size(place.stat().st_size)}")
    if remove_orphans:
        _remove(unnamed, yes=yes)
    if not state.sound:
        raise click.ClickException(
            f"缺失 {len(state.missing)} 个，改动 {len(state.changed)} 个。"
            "请从备份取回：dafu backup restore 到空文件夹，再把缺的文件复制过来。"
        )
    click.echo(f"附件齐全：存有 {state.held} 个，无主 {len(unnamed)} 个。")


def _remove(places: list[Path], *, yes: bool) -> None:
    if not yes:
        raise click.UsageError("删除无法撤销：请核对上面列出的文件，先备份，再加上 --yes。")
    for place in places:
        place.unlink(missing_ok=True)
    click.echo(f"已删除 {len(places)} 个无主文件。")
