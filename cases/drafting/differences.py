"""What changed between two versions of a text, character by character, for the page that shows both (花脸稿). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
# Agreement of fewer characters than this inside a change is chance and reads as noise.
SHORTEST_AGREEMENT = 2
# Comparing takes the square of this; a text of more lines is shown as replaced.
MOST_LINES = 3000


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text. kind: SAME, ADDED or REMOVED."""

    kind: str
    text: str


def changes_between(old: str, new: str) -> tuple[Change, ...]:
    """From old to new: what stays and is added gives new, what stays and is removed gives old, in order.

    Whole lines are compared first, and only lines that changed by characters, so that long texts stay quick.
    """
    found: list[Change] = []
    before, after = _lines(old), _lines(new)
    if max(len(before), len(after)) > MOST_LINES:
        return tuple(_joined([Change(SAME, old)] if old == new else [Change(REMOVED, old), Change(ADDED, new)]))
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change(SAME, "".join(before[a:b])))
        else:
            found.extend(_by_characters("".join(before[a:b]), "".join(after[c:d])))
    return tuple(_joined(found))


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines that changed: what stood there and what stands there now, as places of lines, half-open."""

    old: str
    new: str
    start: int
    end: int


def blocks_between(old: str, new: str) -> tuple[Block, ...]:
    """The stretches of lines that differ, in order. start and end count lines of new; either text may be empty."""
    before, after = _lines(old), _lines(new)
    if max(len(before), len(after)) > MOST_LINES:
        return () if old == new else (Block(old, new, 0, len(after)),)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple(Block("".join(before[a:b]), "".join(after[c:d]), c, d) for tag, a, b, c, d in codes if tag != "equal")


def with_block(old: str, new: str, index: int) -> str:
    """The new text with one of its ``blocks_between`` as it stood in the old one. Raises IndexError."""
    block, after = blocks_between(old, new)[index], _lines(new)
    head, tail = "".join(after[: block.start]), "".join(after[block.end :])
    middle = block.old if not tail or block.old.endswith("\n") or not block.old else f"{block.old}\n"
    return f"{head}\n{middle}{tail}" if middle and head and not head.endswith("\n") else f"{head}{middle}{tail}"


def is_changed(changes: tuple[Change, ...]) -> bool:
    """Whether there is any difference at all."""
    return any(change.kind != SAME for change in changes)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").splitlines(keepends=True)


_LONGEST = 4000


def _by_characters(old: str, new: str) -> Iterator[Change]:
    if len(old) > _LONGEST or len(new) > _LONGEST:
        yield Change(REMOVED, old)
        yield Change(ADDED, new)
        return
    removed = added = ""
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" and (b - a >= SHORTEST_AGREEMENT or old == new):
            yield Change(REMOVED, removed)
            yield Change(ADDED, added)
            yield Change(SAME, old[a:b])
            removed = added = ""
        else:
            removed += old[a:b]
            added += new[c:d]
    yield Change(REMOVED, removed)
    yield Change(ADDED, added)


def _joined(found: list[Change]) -> Iterator[Change]:
    """Without empty stretches, neighbours of one kind as one."""
    held: Change | None = None
    for change in found:
        if not change.text:
            continue
        if held is not None and held.kind == change.kind:
            held = Change(held.kind, held.text + change.text)
            continue
        if held is not None:
            yield held
        held = change
    if held is not None:
        yield held
