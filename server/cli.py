"""The command line. A command reads its words, calls one function and prints; data on stdout, progress on stderr."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from cases.errors import CaseError
from cases.importing import parsing, printing
from cases.importing.sources import read_document, read_paths
from server.settings import Settings, SettingsProblem, from_env


def settings_or_exit(*, demo: bool = False) -> Settings:
    """The settings of this process; a wrong one ends the command with its sentence."""
    try:
        return from_env(demo=demo)
    except SettingsProblem as problem:
        raise click.ClickException(str(problem)) from problem


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dafu", message="答复 Dafu %(version)s")
def main() -> None:
    """答复：办理提案建议，查得到每一份答复，兑得了每一条承诺。"""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="每份文件输出一行 JSON。")
def parse(paths: tuple[Path, ...], as_json: bool) -> None:
    """读出文件里的案号、单位、承诺和数据，不入库。

    PATHS 可以是文件、文件夹或 zip。
    """
    failed = False
    for source in read_paths(paths):
        try:
            found = printing.as_json(parsing.parse(read_document(source.name, source.read())))
        except CaseError as problem:
            failed = True
            click.echo(str(problem), err=True)
            found = {"file": source.name, "error": str(problem)}
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
        elif "error" not in found:
            click.echo(_summary(found))
    sys.exit(1 if failed else 0)


def _summary(found: dict[str, Any]) -> str:
    head = " · ".join(
        str(found[k]) for k in ("kind", "session", "number", "lead_department", "reply_date") if found.get(k)
    )
    lines = [f"{found['file']}：{head}"]
    lines += [f"  承诺 {c['label']} {c.get('deadline') or ''} {c['quote']}" for c in found["commitments"]]
    lines += [f"  数据 {f['value']}{f['unit'] or ''} {f['quote']}" for f in found["reported_figures"]]
    return "\n".join(lines)
