"""``dafu parse``: what would be read of files, without a database."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from cases.errors import CaseError
from cases.importing import parsing, printing
from cases.intake.sources import read_document, read_paths


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="每份文件输出一行 JSON。")
def parse(paths: tuple[Path, ...], as_json: bool) -> None:
    """读出文件里的案号、单位、承诺和数据，不入库。

    PATHS 可以是文件、文件夹或 zip，格式为 txt、html、docx 或有文字层的 pdf。
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
            click.echo(_parsed(found))
    sys.exit(1 if failed else 0)


def _parsed(found: dict[str, Any]) -> str:
    keys = ("kind", "session", "number", "lead_department", "reply_date")
    lines = [f"{found['file']}：" + " · ".join(str(found[key]) for key in keys if found.get(key))]
    lines += [f"  承诺 {c['label']} {c['deadline'] or ''} {c['quote']}" for c in found["commitments"]]
    lines += [f"  数据 {f['value']}{f['unit'] or ''} {f['quote']}" for f in found["reported_figures"]]
    return "\n".join(lines)
