"""Signs that turn the direction of reading: they fall away from what is typed and are seen in what was handed in.

Typed text loses them, and nothing else: each word stays where it was typed, and what is signed reads as it is kept. A
mark in their place would be printed in somebody's letter, though most of them come along unseen when text is copied
from a table or a web page. A document that was handed in is kept as it came, and so are its plain text and the open
data; on a page such a sign can turn nothing, but stands there by its name.
"""

_SIGNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_AWAY = dict.fromkeys(_SIGNS)
_NAMED = {sign: f"〔U+{sign:04X}〕" for sign in _SIGNS}
_LETTERS = tuple(map(chr, _SIGNS))


def straightened(text: str) -> str:
    """What was typed, without any of them."""
    return text.translate(_AWAY)


def with_names(page: str) -> str:
    """A page on which each of them is a word that can be read."""
    # Looking for one after the other is many times faster than translating, and hardly any page has one.
    return page.translate(_NAMED) if any(sign in page for sign in _LETTERS) else page
