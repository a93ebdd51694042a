"""``dafu config``: what the settings come to, and a file to start from."""

import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

import click

from server.configuration import effective, example
from server.settings import from_env, in_file

DEPLOY = Path(__file__).parent / "deploy"


@click.group("config")
def config() -> None:
    """查看设置。设置写在环境变量里，或写在当前文件夹的 .env 里；两处都有时以环境变量为准。"""


@config.command()
@click.option("--json", "as_json", is_flag=True, help="每项输出一行 JSON。")
def check(as_json: bool) -> None:
    """列出实际生效的每一项设置和它的来源，口令不显示；有写错的键时指出并以 1 退出。"""
    for said in effective(from_env(), os.environ, in_file(Path(".env"))):
        if as_json:
            click.echo(json.dumps(asdict(said), ensure_ascii=False))
        else:
            click.echo(f"{said.key}={said.value}　（{said.source}）")


@config.command("files")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def files_(folder: Path) -> None:
    """把部署用的文件（systemd、nginx、日志轮转、备用库脚本、说明）写到 FOLDER。"""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for source in sorted(path for path in DEPLOY.iterdir() if path.is_file()):
            shutil.copy(source, folder)
            click.echo(str(folder / source.name))
    except OSError as problem:
        raise click.ClickException(f"写不了 {folder}（{problem.strerror}）。请换一个位置再试。") from problem


@config.command("example")
def example_() -> None:
    """打印一份设置文件的样例，每一项都有说明。"""
    click.echo(example(), nl=False)
