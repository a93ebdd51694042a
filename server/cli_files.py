"""``dafu files``: whether every file that a row names is there as it was put."""

import asyncio
from collections.abc import Sequence

import click

from cases.errors import spoken_size
from cases.files import name_of
from cases.kept_files import StoreState, named_files, state_of
from cases.stores import Held, Store
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
    store = from_env().store

    async def compared() -> StoreState:
        return await asyncio.to_thread(state_of, store, await named_files(), deep=not quick)

    state = in_database(compared)
    for name in state.missing:
        click.echo(f"缺失 {name}")
    for name in state.changed:
        click.echo(f"改动 {name}")
    unnamed = [*state.orphans, *state.left]
    for held in unnamed:
        click.echo(f"无主 {name_of(held.key)} {spoken_size(held.size)}")
    if remove_orphans:
        _remove(store, unnamed, yes=yes)
    if not state.sound:
        raise click.ClickException(
            f"缺失 {len(state.missing)} 个，改动 {len(state.changed)} 个。"
            "请从备份取回：dafu backup restore 到空文件夹，再把缺的文件复制过来。"
        )
    click.echo(f"附件齐全：存有 {state.held} 个，无主 {len(unnamed)} 个。")


def _remove(store: Store, unnamed: Sequence[Held], *, yes: bool) -> None:
    if not yes:
        raise click.UsageError("删除无法撤销：请核对上面列出的文件，先备份，再加上 --yes。")
    for held in unnamed:
        store.remove(held.key)
    click.echo(f"已删除 {len(unnamed)} 个无主文件。")
