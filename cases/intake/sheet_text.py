"""Text as the cells of spreadsheets hold it: what the format cannot store, and what it would read as something else."""

import re

# XML has no place for most control characters; half a surrogate is no character; the last turn the reading direction.
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile(r"\r\n?")
# A spreadsheet reads _x000D_ as a sign of its own; text that really says so is written with its first bar escaped.
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def storable(text: str) -> str:
    """The text without what no spreadsheet can hold; every end of a line is one sign."""
    return _UNSTORABLE.sub("", _LINE_ENDS.sub("\n", text))


def escaped(text: str) -> str:
    """The text as it is written into the file, so that a spreadsheet shows just these characters."""
    return _LIKE_ESCAPE.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """The text that a spreadsheet shows for what is written in its file."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


# What a spreadsheet would run as a formula, or strips to one.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def quoted(text: str) -> str:
    """The text as a cell of a CSV that no spreadsheet takes for a formula: such a one begins with an apostrophe."""
    return "'" + text if _runs(text) or text.startswith("'") else text


def unquoted(cell: str) -> str:
    """The text of a cell that ``quoted`` wrote; of other people's cells only a guarding apostrophe is taken."""
    return cell[1:] if cell.startswith("'") and (_runs(cell[1:]) or cell[1:].startswith("'")) else cell


def _runs(text: str) -> bool:
    return text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in _FORMULA
