"""dafu export: what is published, as files to take away."""

from pathlib import Path

import click

from server.cli_accounts import in_database
from server.settings import from_env
from server.yearly import yearly_file


@click.group()
def export() -> None:
    """导出数据。"""


@export.command("open")
@click.option("--year", type=click.IntRange(1949, 2100), required=True, help="哪一年的数据。")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="写到哪个文件。")
def open_(year: int, output: Path) -> None:
    """把一年的开放数据写成 zip。

    只含已经公开的内容，与网站上的年度数据包逐字节相同。例：dafu export open --year 2026 -o 2026.zip
    """
    base = from_env().base_url or ""
    body = in_database(lambda: yearly_file(year, base))
    fresh = output.with_name(f"{output.name}.part")
    fresh.write_bytes(body)
    fresh.replace(output)
    click.echo(f"已写入 {output}，{len(body)} 字节。")
