"""Which words of a signed letter are bold: the letter is kept as plain text, the version it was made of is marked."""

from collections.abc import Iterable, Mapping
from typing import Any

from cases.notation import OPENS, Stretch, plain_of
from cases.tables import ReplyText
from cases.vocabulary import TextKind


async def strong_in_documents(rows: Iterable[dict[str, Any]]) -> dict[int, tuple[Stretch, ...]]:
    """For documents (id, text) the bold stretches of those that were written here.

    Whoever may read a letter may know which of its words are bold: of the version nothing but that is told.
    """
    texts = {row["id"]: row["text"] for row in rows}
    if not texts:
        return {}
    document = ReplyText.reply.document
    signed = document.is_in(list(texts)) & (ReplyText.kind == TextKind.SIGNED.value)
    versions = await ReplyText.select(
        ReplyText.body, document.as_alias("document"), ReplyText.reply.start.as_alias("start")
    ).where(signed).order_by(ReplyText.number)  # fmt: skip
    return strong_of(texts, versions)


def strong_of(texts: Mapping[int, str], versions: Iterable[dict[str, Any]]) -> dict[int, tuple[Stretch, ...]]:
    """The bold stretches of documents by their ids. versions: signed (body, document, start), the last one last."""
    # Of a reply that was signed twice the last version is the one in force.
    newest = {row["document"]: row for row in versions}
    found = {key: _stretches(texts[key], row["body"], row["start"] or 0) for key, row in newest.items()}
    return {key: stretches for key, stretches in found.items() if stretches}


def _stretches(letter: str, body: str, start: int) -> tuple[Stretch, ...]:
    """Where the bold words of a version stand in the letter that holds it, none where the letter says otherwise."""
    if OPENS not in body:
        return ()
    plain = plain_of(body.replace("\r\n", "\n").strip("\n"))
    at = letter.find(plain.text, start)
    return tuple((at + a, at + b) for a, b in plain.strong) if at >= 0 else ()
