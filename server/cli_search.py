"""``dafu search``: what the search page finds, on the command line."""

import asyncio
import json
from pathlib import Path
from typing import Any

import click

from cases import fulltext
from cases.actor import OFFICE
from cases.fulltext import Found
from server.cli_index import archive
from server.settings import Settings, from_env


@click.command()
@click.argument("query", required=False)
@click.option("--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="文件，每行一个问题。")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="每个问题最多几条。")
@click.option("--json", "as_json", is_flag=True, help="每个问题输出一行 JSON。")
def search(query: str | None, queries: Path | None, limit: int, as_json: bool) -> None:
    """检索承诺、答复、提案建议和其他文件。"""
    asked = [_printable(query)] if query else []
    if queries is not None:
        # Only a line feed ends a question: pasted text holds other characters that Python takes for line ends.
        lines = queries.read_bytes().decode("utf-8-sig", "replace").split("\n")
        asked += [line.removesuffix("\r") for line in lines if line.strip("\r")]
    if not asked:
        raise click.UsageError("请写出要检索的词，或用 --queries 指定文件。")
    asyncio.run(_search(asked, limit, as_json, from_env()))


def _printable(text: str) -> str:
    """A word of the command line whose bytes were no text, with the marks for what could not be read."""
    return text.encode("utf-8", "replace").decode("utf-8")


async def _search(asked: list[str], limit: int, as_json: bool, settings: Settings) -> None:
    async with archive(settings) as index:
        for text in asked:
            found = await fulltext.find(index, text, actor=OFFICE, size=limit)
            click.echo(json.dumps(_found(found), ensure_ascii=False) if as_json else _listed(found))


def _found(found: Found) -> dict[str, Any]:
    hits = [
        {
            "kind": card.kind,
            "file": card.file,
            "case": card.case_key or card.number,
            "title": card.title,
            "department": card.department,
            "quote": _quote(card),
            "score": round(card.score, 4),
        }
        for card in found.hits
    ]
    facets = {name: {choice.value: choice.count for choice in choices} for name, choices in found.facets.items()}
    suggestions = [{"text": one.text, "count": one.count, "by": one.by} for one in found.proposals]
    return {"query": found.query, "total": found.total, "hits": hits, "facets": facets, "suggestions": suggestions}


def _quote(card: Any) -> str:
    return "…".join("".join(text for text, _ in passage) for passage in card.quote)


def _listed(found: Found) -> str:
    lines = [f"{found.query}：{found.total} 条"]
    for card in found.hits:
        lines += [f"  {card.title}　{card.department or ''}　{card.file}", f"    {_quote(card)}"]
    lines += [f"  是不是想找：{one.text}（{one.count} 件）" for one in found.proposals]
    lines += [f"  可试：{hint.text}（{hint.count} 条）" for hint in found.suggestions]
    return "\n".join(lines)
