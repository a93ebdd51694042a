"""Identifiers of a case, as the index keeps them and as people type them: 案号 in every form, 文号, session, name.

Text comes folded, in lower case, numbers of two and more characters in digits (``search.counted``). Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SMALL = {char: str(value) for value, char in enumerate("一二三四五六七八九十", start=1)}
_N = "(?:[0-9]{1,2}|[一二三四五六七八九十])"
_CODE = r"[a-z]{0,3}[0-9]{1,9}"
_NOUN = r"(?:提案|建议|议案|案|书面意见)"

_KEY = re.compile(
    r"[a-z]{2,20}(?:-[a-z]{1,20})?-(?:cppcc|npc)-[0-9]{1,3}-[0-9]{1,2}(?:-[a-z]{2,20})?-[a-z]{0,3}[0-9]{1,9}"
)
_DOC_NO = re.compile(r"[\u4e00-\u9fff]{1,12}[\[(〔【〈]\s?(?:19|20)[0-9]{2}\s?[\])〕】〉]\s?第?[0-9]{1,5}\s?号")
_SESSION = re.compile(rf"第?({_N})届[\u4e00-\u9fff]{{0,8}}?({_N})次(?:全体)?(?:会议|全会|大会)?")
_NUMBERED = re.compile(rf"(?:第|提案|建议)?({_CODE})号{_NOUN}?")
_NAMED = re.compile(rf"(?<![0-9a-z])(?:第({_CODE})号|({_CODE})号{_NOUN})")
_AFTER_SESSION = re.compile(rf"^\s?第?({_CODE})(?![0-9.]|年|家|个|岁|%)号?{_NOUN}?")
_DASHED = re.compile(r"(?<![0-9-])([0-9]{1,2})-([0-9]{1,2})-([a-z]{0,3}[0-9]{1,9})(?![0-9-])")
_DELEGATION = re.compile(rf"([\u4e00-\u9fff]{{2,4}}?)(?:代表团)?第?([0-9]{{1,4}})(?:号{_NOUN}?|{_NOUN})?")
_DELEGATION_AFTER = re.compile(
    rf"^\s?((?!第|提案|建议|意见)[\u4e00-\u9fff]{{2,4}}?)(?:代表团)?第?([0-9]{{1,4}})号{_NOUN}?"
)
_BARE = re.compile(rf"第?({_CODE})(?:号|{_NOUN}|号{_NOUN})?")
_NAME = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:委员|代表)?(?:的?(?:提案|建议))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a question refers to. identifiers: as in the index; rest: the question without them."""

    identifiers: tuple[str, ...]
    rest: str


def case_identifiers(
    *, key: str | None, number: str | None, delegation: str | None, session: tuple[int, int] | None
) -> tuple[str, ...]:
    """Identifiers of a case. session: term and meeting, where known."""
    found = [f"key:{key}"] if key else []
    name = _number(number, delegation or "") if number else ""
    if name:
        found.append(f"no:{name}")
    if session:
        found.append(f"session:{session[0]}-{session[1]}")
        if name:
            found.append(f"no:{session[0]}-{session[1]}-{name}")
    return tuple(found)


def paper_identifiers(numbers: Iterable[str | None]) -> tuple[str, ...]:
    """Identifiers of document numbers (文号, 索引号), counted."""
    return tuple(f"paper:{_bare_paper(number)}" for number in numbers if number)


def name_identifiers(names: Iterable[str]) -> tuple[str, ...]:
    """Identifiers of people and collectives."""
    return tuple(f"name:{name}" for name in names if name)


def session_in(text: str) -> tuple[int, int] | None:
    """Term and meeting that a counted text such as 12届二次会议 names."""
    match = _SESSION.search(text)
    return (_value(match.group(1)), _value(match.group(2))) if match else None


def reference_in(text: str) -> Reference:
    """What a question refers to. The most precise form wins; a bare number counts only when it is all."""
    whole = text.strip()
    for pattern, name in ((_KEY, "key"), (_DOC_NO, "paper")):
        match = pattern.search(whole)
        if match:
            value = match.group() if name == "key" else _bare_paper(match.group())
            return Reference((f"{name}:{value}",), _without(whole, match))
    match = _DASHED.search(whole)
    if match:
        term, meeting, number = match.groups()
        return Reference((f"no:{int(term)}-{int(meeting)}-{_number(number, '')}",), _without(whole, match))
    return _by_session(whole) or _by_number(whole)


def _by_session(text: str) -> Reference | None:
    match = _SESSION.search(text)
    if match is None:
        return None
    session = f"{_value(match.group(1))}-{_value(match.group(2))}"
    after = text[match.end() :]
    for pattern in (_AFTER_SESSION, _DELEGATION_AFTER, _NUMBERED):
        number = pattern.search(after)
        if number is not None:
            digits, place = (number.group(1), "") if number.re.groups == 1 else (number.group(2), number.group(1))
            rest = f"{text[: match.start()]} {after[: number.start()]} {after[number.end() :]}".strip()
            return Reference((f"no:{session}-{_number(digits, place)}",), rest)
    return Reference((f"session:{session}",), _without(text, match))


def _by_number(text: str) -> Reference:
    match = _BARE.fullmatch(text)
    if match is not None:
        return Reference((f"no:{_number(match.group(1), '')}",), "")
    match = _DELEGATION.fullmatch(text)
    if match is not None:
        return Reference((f"no:{_number(match.group(2), match.group(1))}",), "")
    found: list[str] = []
    rest: list[str] = []
    for piece in text.split():
        known = _of_piece(piece)
        found += known
        rest += [] if known and not known[0].startswith("name:") else [piece]
    return Reference(tuple(found), " ".join(rest))


def _of_piece(piece: str) -> list[str]:
    match = _NUMBERED.fullmatch(piece)
    if match is not None:
        return [f"no:{_number(match.group(1), '')}"]
    match = _NAMED.search(piece)
    if match is not None and not _DELEGATION.fullmatch(piece):
        return [f"no:{_number(match.group(1) or match.group(2), '')}"]
    match = _DELEGATION.fullmatch(piece)
    if match is not None and "号" in piece:
        return [f"no:{_number(match.group(2), match.group(1))}"]
    match = _NAME.fullmatch(piece)
    return [f"name:{match.group(1)}"] if match is not None else []


def _number(number: str, delegation: str) -> str:
    digits = number.strip().lower().removeprefix("第").removesuffix("号")
    place = delegation.removesuffix("代表团")
    letters = digits.rstrip("0123456789")
    bare = digits[len(letters) :].lstrip("0") or digits[len(letters) :]
    return letters + bare if not place or letters.startswith(place) else place + letters + bare


def _bare_paper(number: str) -> str:
    number = re.sub(r"\s+", "", number).lower()
    return number.translate(str.maketrans("[〔【〈]〕】〉", "(((())))")).replace("第", "")


def _value(numeral: str) -> int:
    return int(_SMALL.get(numeral, numeral))


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}".strip()
