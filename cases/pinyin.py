"""How names are said in pinyin. A character with several readings may be meant by any of them: 单 is dan, and shan in a
surname."""

import functools

from search.sounds import library


@functools.lru_cache(maxsize=20_000)
def initials_of(name: str) -> str:
    """First letters of the usual readings: 李文山 is lws. Characters without a reading are left out."""
    return "".join(letters[0] for letters in _initials(name))


def spelt(name: str) -> str:
    """The usual readings, one after the other and without tones: 李文山 is liwenshan."""
    return "".join(library().lazy_pinyin(name, errors="ignore"))


def has_initials(name: str, typed: str) -> bool:
    """Whether what was typed may be the first letters of a name, by any of its readings, from its first character on
    or from a later one."""
    letters, wanted = _initials(name), typed.lower()
    return any(
        all(letter in said for letter, said in zip(wanted, letters[begin:], strict=False))
        for begin in range(len(letters) - len(wanted) + 1)
    )


def are_initials(name: str, typed: str) -> bool:
    """The same of all its characters."""
    return len(typed) == len(_initials(name)) and has_initials(name, typed)


@functools.lru_cache(maxsize=20_000)
def _initials(name: str) -> tuple[str, ...]:
    """Of each character the letters that its readings may begin with, the usual one first."""
    pypinyin = library()
    said = pypinyin.pinyin(name, style=pypinyin.Style.FIRST_LETTER, heteronym=True, errors="ignore")
    return tuple("".join(dict.fromkeys(letters)).lower() for letters in said if letters[0])
