"""Personal data on a page: what the public must not be shown. Found, never changed."""

import re
from datetime import date

from cases.reading.shadow import Shadow
from cases.reading.shapes import PersonalDatum, Span

_MOBILE = re.compile(r"(?<![\dA-Za-z])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")
_LANDLINE = re.compile(
    r"(?<![\d/〔\[-])(?:\(?0\d{2,3}\)?\s?-\s?\d{7,8}|(?<=话:)\s{0,8}\d{7,8}|(?<=式:)\s{0,8}\d{7,8})(?:-\d{1,5})?(?!\d)"
)
_ID = re.compile(r"(?<![\dA-Za-z])[1-9]\d{5}(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{3}[\dXx](?![\dA-Za-z])")
_MAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_BANK = re.compile(r"(?:账\s?号|帐\s?号|卡\s?号|账户)\s{0,4}[:∶]?\s{0,4}(?P<no>\d(?:[\d ]{10,26})\d)(?!\d)")
_ADDRESS = re.compile(
    r"(?:通\s?讯\s?地\s?址|通\s?信\s?地\s?址|家\s?庭\s?(?:地|住)\s?址|联系地址|住\s?址|现住址|户籍地址?|居住地址?)\s{0,4}[:∶|]\s{0,6}(?P<at>[^\n|,。;]{4,60})"
)


def find_personal(shadow: Shadow) -> tuple[PersonalDatum, ...]:
    """Phones, identity numbers, e-mail and private addresses and bank accounts of a page, in order, none twice."""
    text = shadow.text
    found: list[tuple[str, int, int]] = []
    found.extend(("id_number", m.start(), m.end()) for m in _ID.finditer(text) if _is_birthday(m))
    found.extend(("bank", *m.span("no")) for m in _BANK.finditer(text))
    found.extend(("email", m.start(), m.end()) for m in _MAIL.finditer(text))
    found.extend(("phone", m.start(), m.end()) for form in (_MOBILE, _LANDLINE) for m in form.finditer(text))
    found.extend(("address", *m.span("at")) for m in _ADDRESS.finditer(text))
    return tuple(PersonalDatum(kind, span) for kind, span in _apart(found, shadow))


def _is_birthday(match: re.Match[str]) -> bool:
    try:
        date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return False
    return True


def _apart(found: list[tuple[str, int, int]], shadow: Shadow) -> list[tuple[str, Span]]:
    """Without those that lie in one found before; spans without white space at either end."""
    kept: list[tuple[str, int, int]] = []
    taken = bytearray(len(shadow.text))
    for kind, start, end in found:
        while start < end and shadow.text[start].isspace():
            start += 1
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((kind, start, end))
    return [(kind, shadow.span(start, end)) for kind, start, end in sorted(kept, key=lambda item: item[1])]
