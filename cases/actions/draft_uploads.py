"""A Word file as the text of a draft, and sentences of earlier answers taken over with where they come from."""

import asyncio
import re
from dataclasses import dataclass, replace

from cases import files
from cases.actions.drafts import Collided, Saved, keep_version, save_draft, taken_reply
from cases.actor import Actor
from cases.database import write_tx
from cases.errors import UnsupportedFormat
from cases.intake.docx_pictures import pictures_of
from cases.intake.draft_words import read_word_file
from cases.intake.handing_out import check_handed_out
from cases.journal import record
from cases.papers.doubts import Doubts, doubts_of
from cases.papers.letters import opening_lines
from cases.papers.returned import source_of, text_of_letter
from cases.queries.drafts import DraftPage, draft_page
from cases.tables import Attachment
from cases.vocabulary import Flag, Machine, Verb
from cases.vocabulary.writing import NOT_WORD, OTHER_LETTER, QUOTED
from cases.workflow import decided

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_QUOTE = 500
# Blanks before a paragraph: pages and papers indent by themselves.
_INDENT = re.compile(r"^[ \t\u3000]{1,40}", re.M)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file. flags: tracked changes and comments that somebody should look at; pictures: how many were
    left out of the text."""

    said: Saved | Collided
    flags: tuple[Flag, ...]
    doubts: Doubts = Doubts()
    pictures: int = 0


async def take_file(reply_id: int, name: str, data: bytes, *, base: int, folder: files.Place, actor: Actor) -> Taken:
    """Make the text of a docx file, with its bold words and tables, the text of a draft.

    The text before becomes a version, and the file itself is kept.

    A file that was taken here to be edited is known again: what its paper prints around the text falls away, and one
    of another reply is refused. Raises a FileError that says what is wrong with the file, and as ``drafts.save_draft``.
    """
    raw = await asyncio.to_thread(read_word_file, name, data, NOT_WORD)
    await asyncio.to_thread(check_handed_out, name, "docx", data)
    page = await draft_page(reply_id, actor=actor)
    body = _INDENT.sub("", raw.text.replace("\r\n", "\n")).strip()
    source = await asyncio.to_thread(source_of, data)
    if source not in (None, reply_id):
        raise UnsupportedFormat(name, *OTHER_LETTER)
    if source is not None:
        body = text_of_letter(body, page.unit, _printed(page))
    if page.draft.body.strip():
        await keep_version(reply_id, actor=actor)
    said = await save_draft(reply_id, replace(page.draft, body=body), base=base, actor=actor)
    sha256 = await asyncio.to_thread(files.put, folder, data)
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        decided(Machine.REPLY, Verb.EDIT, facts, reply, actor)
        row = Attachment(
            case=reply["case"], belongs="draft", belongs_id=reply_id, name=name, media=DOCX, size=len(data),
            sha256=sha256, added_by=actor.person,
        )  # fmt: skip
        await Attachment.insert(row)
        await record(actor, Verb.EDIT, "attachment", row.id, case=reply["case"], new=name)
    kept = tuple(flag for flag in raw.flags if flag in (Flag.TRACKED_CHANGES, Flag.COMMENTS))
    return Taken(said, kept, await asyncio.to_thread(doubts_of, data), len(pictures_of(data)))


async def take_quote(reply_id: int, words: str, source: str, *, base: int, actor: Actor) -> Saved | Collided:
    """Add a sentence of an earlier answer at the end of a draft, marked as still to be verified with its source."""
    page = await draft_page(reply_id, actor=actor)
    added = QUOTED.format(words=words.strip()[:LONGEST_QUOTE], source=source.strip()[:80].replace("】", ""))
    body = f"{page.draft.body.rstrip()}\n{added}".lstrip("\n")
    return await save_draft(reply_id, replace(page.draft, body=body), base=base, actor=actor)


def _printed(page: DraftPage) -> tuple[str, ...]:
    """What the paper of an opinion says before its text."""
    lines = opening_lines(page.head.title, page.head.track, page.stance) if page.opinion else ()
    return tuple(one.text for one in lines)
